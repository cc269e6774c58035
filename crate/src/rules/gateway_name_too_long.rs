//! See `gateway_name_too_long.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::labels::{keys, label_value};
use crate::resolve::Mode;

/// The longest value of a label. Source: Kubernetes object metadata.
const LONGEST: usize = 63;

/// A Gateway (with merged Gateways: a class) whose name is too long for the labels of its objects.
pub const RULE: Rule =
    Rule { id: "gateway-name-too-long", group: Group::Render, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, _) in input.proxies() {
        let (key, what) = match infra.mode {
            Mode::Merged => (keys::OWNING_GATEWAY_CLASS, "GatewayClass"),
            _ => (keys::OWNING_GATEWAY_NAME, "Gateway"),
        };
        let Some(value) = infra.labels.get(key) else { continue };
        let name = value.as_str().unwrap_or("");
        let Some(span) = value.origin.span().filter(|_| name.len() > LONGEST && label_value(name).is_err()) else { continue };
        findings
            .report(span, format!("the {what}'s name has {} characters, and its objects carry it as a label, which takes {LONGEST}", name.len()))
            .help(format!("The {what} itself is accepted, and then the API server refuses every object that is created for it (label {key}). Choose a name of at most {LONGEST} characters."));
    }
}
