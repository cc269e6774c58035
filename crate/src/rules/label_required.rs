//! See `label_required.md`.

use super::sites::fill;
use super::{Findings, Input, Rule, policies};
use crate::diagnostic::{Group, Severity};
use crate::labels::label_key;
use crate::team::texts;

/// Pods or a Service without a label that the team demands.
pub const RULE: Rule =
    Rule { id: "label-required", group: Group::Policy, severity: Severity::Error, since: "0.1.0", check };

const HELP: &str =
    "The team wants it. `spec.infrastructure.labels` of the Gateway reach everything that is created for it.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    let Some(team) = input.team else { return };
    for (infra, rendering) in input.proxies() {
        let Some(span) = policies::place(input, infra) else { continue };
        let Some(wanted) = team.policy(span.file, "requireLabels") else { continue };
        for key in texts(wanted).filter(|key| label_key(key).is_ok()) {
            // One line of the Gateway would reach both.
            let mut bare = Vec::new();
            for object in &rendering.objects {
                let what = match object.kind {
                    "Service" => "the Service",
                    "Deployment" | "DaemonSet" => "the pods",
                    _ => continue,
                };
                let labels = policies::labels(object, object.kind != "Service");
                if !labels.iter().any(|label| label.key == *key) {
                    bare.push(what);
                }
            }
            if !bare.is_empty() {
                let message = fill("the label `~` is missing on ~ of `~`", &[key, &bare.join(" and "), &infra.key]);
                policies::say(findings, span, message, HELP, wanted);
            }
        }
    }
}
