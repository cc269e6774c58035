//! See `patch_cuts_off.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::render::{Object, Rendering};
use crate::text::Span;
use crate::value::Node;

/// A patch after which a Service, a disruption budget or an autoscaler has no pods of its proxy.
pub const RULE: Rule =
    Rule { id: "patch-cuts-off", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (_, rendering) in input.proxies() {
        for object in &rendering.objects {
            let consequence = match object.kind {
                "Service" => "It has no endpoints: nothing gets through.",
                "PodDisruptionBudget" => "It protects nothing: a drained node can take every pod at once.",
                "HorizontalPodAutoscaler" => "It scales nothing.",
                _ => continue,
            };
            let Some(span) = cut_off(object, rendering) else { continue };
            if !input.is_placeholder_text(input.slice(span)) {
                let message = format!("with this, the {} has none of the proxy's pods", object.kind);
                let severity = if object.kind == "Service" { Severity::Error } else { Severity::Warning };
                findings.report(span, message).severity(severity).help(consequence);
            }
        }
    }
}

/// What somebody wrote that keeps an object from every workload of its proxy.
fn cut_off(object: &Object, rendering: &Rendering) -> Option<Span> {
    let mut found = None;
    for workload in rendering.objects.iter().filter(|object| object.is_workload()) {
        let labels = workload.node.at(&["spec", "template", "metadata", "labels"]);
        found = Some(match object.kind {
            "Service" => unmatched(object, &["spec", "selector"], labels)?,
            "PodDisruptionBudget" => unmatched(object, &["spec", "selector", "matchLabels"], labels)?,
            _ => other_target(object, workload)?,
        });
    }
    found
}

/// The first value of a selector that the pods do not have, where somebody wrote it.
fn unmatched(object: &Object, path: &[&str], labels: Option<&Node>) -> Option<Span> {
    for entry in object.node.at(path).map_or(&[][..], Node::entries) {
        let found = labels.and_then(|labels| labels.get(&entry.key));
        if found.is_none_or(|found| found.value != entry.value.value) {
            return entry.value.origin.span();
        }
    }
    None
}

/// The name of what an autoscaler scales, where it is not the workload's and somebody wrote it.
fn other_target(object: &Object, workload: &Object) -> Option<Span> {
    let target = object.node.at(&["spec", "scaleTargetRef", "name"])?;
    let differs = workload.name().is_some_and(|name| name.value != target.value);
    target.origin.span().filter(|_| differs)
}
