//! See `selector_patched.md`.

use super::{Findings, Input, Rule, workloads};
use crate::diagnostic::{Group, Severity};
use crate::labels::keys;
use crate::release::Feature;
use crate::render::Object;
use crate::value::Node;

/// A patch that changes what a Deployment or DaemonSet selects by.
pub const RULE: Rule =
    Rule { id: "selector-patched", group: Group::Rollout, severity: Severity::Warning, since: "0.1.0", check };

const HELP: &str = "A selector can't be changed: a proxy that runs already does not get this one, and one that is created with it can't be \
    updated without it. Leave the selector to the controller.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    let stable = input.release.has(Feature::StableSelector);
    for workload in workloads::all(input) {
        let Some(entry) = workload.patched(&["spec", "selector"]) else { continue };
        let unpatched = workloads::created(workload.rendering, "ConfigMap");
        let Some(labels) = unpatched.and_then(|object| object.node.at(&["metadata", "labels"])) else { continue };
        let Some(span) = entry.key_origin.span() else { continue };
        if changed(workload.object, labels, stable) && selects_its_pods(workload.object) {
            findings.report(span, "this patch changes what a workload selects its pods by").help(HELP);
        }
    }
}

/// Whether the selector is another than the controller's, which is made of the labels of every object.
fn changed(object: &Object, labels: &Node, stable: bool) -> bool {
    let Some(selector) = object.node.at(&["spec", "selector"]) else { return false };
    let found = selector.get("matchLabels").map_or(&[][..], Node::entries);
    let mut own = 0;
    for entry in labels.entries().iter().filter(|entry| !stable || keys::SELECTED_BY.contains(&&*entry.key)) {
        own += 1;
        let same = |other: &Node| other.value == entry.value.value;
        if !selector.at(&["matchLabels", &entry.key]).is_some_and(same) {
            return true;
        }
    }
    found.len() != own || selector.get("matchExpressions").is_some()
}

/// Where the pods do not match, the API server refuses the workload, and that is said.
fn selects_its_pods(object: &Object) -> bool {
    let labels = object.node.at(&["spec", "template", "metadata", "labels"]);
    let selector = object.node.at(&["spec", "selector", "matchLabels"]).map_or(&[][..], Node::entries);
    selector.iter().all(|entry| {
        let found = labels.and_then(|labels| labels.get(&entry.key));
        found.is_some_and(|found| found.value == entry.value.value)
    })
}
