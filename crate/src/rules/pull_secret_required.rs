//! See `pull_secret_required.md`.

use super::policies::{self, Image};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::team::{fits, listed};
use crate::text::glob;
use crate::value::Node;

/// An image of a registry that the team pulls from with a secret, in pods without it.
pub const RULE: Rule =
    Rule { id: "pull-secret-required", group: Group::Policy, severity: Severity::Error, since: "0.1.0", check };

const HELP: &str =
    "The registry refuses the kubelet without it. Add it to `pod.imagePullSecrets`; it must exist in the namespace of the pods.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    policies::images(input, findings, "pullSecrets", look);
}

fn look(input: &Input<'_>, findings: &mut Findings, image: &Image<'_>) {
    let Some(secrets) = image.secrets else { return };
    let name = image.reference.name();
    for wanted in image.policy.entries().iter().filter(|wanted| glob(&wanted.key, &name)) {
        let is_it = |secret: &Node| {
            let name = secret.str_at(&["name"]);
            name.is_some_and(|name| input.is_placeholder_text(name) || fits(Some(&wanted.value), name, true))
        };
        if !secrets.iter().any(is_it) {
            let names = listed(&wanted.value);
            let message = format!("`{name}` is pulled with a secret ({names}), which these pods do not name");
            policies::say(findings, image.span, message, HELP, &wanted.value);
        }
    }
}
