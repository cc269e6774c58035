//! See `registry_not_allowed.md`.

use super::policies::{self, Image};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::team::fits;

/// An image of a registry that the team does not allow.
pub const RULE: Rule =
    Rule { id: "registry-not-allowed", group: Group::Policy, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    policies::images(input, findings, "registries", look);
}

fn look(_: &Input<'_>, findings: &mut Findings, image: &Image<'_>) {
    let name = image.reference.name();
    let (allow, deny) = (image.policy.get("allow"), image.policy.get("deny"));
    let denied = fits(deny, &name, false);
    if denied || !fits(allow, &name, true) {
        let list = if denied { "denies" } else { "does not allow" };
        let help = "Images come from the registries that the team has chosen. Use its mirror of this image.";
        policies::say(findings, image.span, format!("gatelint.yaml {list} `{name}`"), help, image.policy);
    }
}
