//! See `patch_changes_identity.md`.

use super::{Findings, Input, Rule, edits, sites};
use crate::diagnostic::{Group, Severity};
use crate::value::Node;

/// A patch that makes another object of it.
pub const RULE: Rule =
    Rule { id: "patch-changes-identity", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

const KIND: &str = "What is applied is then another object, and the one that was meant is not there. Take it out.";
const NAMESPACE: &str = "The controller looks for what it created in its own place: this one is never updated or removed \
    again, and what belongs to it stays behind. Take it out.";
const NAME: &str = "The controller looks for the name that it gave: this object is never removed again. Set `name` beside \
    the patch.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for part in sites::parts(input) {
        let Some(value) = part.patch() else { continue };
        let version = match part.kind {
            "Service" => "v1",
            "HorizontalPodAutoscaler" => "autoscaling/v2",
            "PodDisruptionBudget" => "policy/v1",
            _ => "apps/v1",
        };
        let mut look = |map: Option<&Node>, key: &str, right: &str, help: &str| {
            let Some((map, entry)) = map.and_then(|map| Some((map, sites::entry(map, key)?))) else { return };
            let Some(span) = entry.value.origin.span().filter(|_| entry.value.as_str() != Some(right)) else { return };
            findings
                .report(span, format!("this patch changes the `{key}` of the {}", part.kind))
                .severity(if key == "name" { Severity::Warning } else { Severity::Error })
                .help(help)
                .fix(edits::remove(input, map, entry, "take it out"));
        };
        look(Some(value), "kind", part.kind, KIND);
        look(Some(value), "apiVersion", version, KIND);
        look(value.get("metadata"), "namespace", "", NAMESPACE);
        look(value.get("metadata"), "name", "", NAME);
    }
}
