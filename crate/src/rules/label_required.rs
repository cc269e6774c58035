//! See `label_required.md`.

use super::{Findings, Input, Rule, policies};
use crate::diagnostic::{Group, Severity};
use crate::team::texts;

/// Pods or a Service without a label that the team demands.
pub const RULE: Rule =
    Rule { id: "label-required", group: Group::Policy, severity: Severity::Error, since: "0.1.0", check };

const HELP: &str =
    "The team wants it. `spec.infrastructure.labels` of the Gateway reach everything that is created for it.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, object) in policies::objects(input) {
        let Some((team, span)) = input.team.zip(policies::place(input, infra)) else { continue };
        let what = match object.kind {
            "Service" => "the Service of",
            "Deployment" | "DaemonSet" => "the pods of",
            _ => continue,
        };
        let labels = policies::labels(object, object.kind != "Service");
        let Some(wanted) = team.policy(span.file, "requireLabels") else { continue };
        for key in texts(wanted).filter(|key| !labels.iter().any(|label| label.key == **key)) {
            let message = format!("the label `{key}` is missing on {what} `{}`", infra.key);
            policies::say(findings, span, message, HELP, wanted);
        }
    }
}
