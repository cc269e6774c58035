//! See `pull_policy_hazard.md`.

use super::{Findings, Input, Rule, sites};
use crate::context::Dialect;
use crate::diagnostic::{Group, Severity};
use crate::image::{Reference, moving};
use crate::value::Node;

/// A pull policy that keeps pods from starting.
pub const RULE: Rule =
    Rule { id: "pull-policy-hazard", group: Group::Image, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for part in sites::parts(input) {
        let own = part.node.get("container");
        for container in part.containers() {
            // A patch of the proxy's container mostly leaves its image alone.
            look(input, findings, container, container.get("image").or(own.and_then(|own| own.get("image"))));
        }
        if let Some(own) = own.filter(|_| input.settings.dialect == Dialect::Structured) {
            look(input, findings, own, own.get("image").or(own.get("tag")));
        }
    }
}

fn look(input: &Input<'_>, findings: &mut Findings, container: &Node, image: Option<&Node>) {
    let Some(policy) = container.get("imagePullPolicy") else { return };
    let Some(span) = policy.origin.span() else { return };
    match policy.as_str() {
        Some("Never") => {
            findings
                .report(span, "with `Never`, a node that does not hold the image yet starts no pod")
                .help("New nodes and new versions need somebody who puts the image there first. Take `IfNotPresent`.");
        }
        // Without an image of its own it is one of the release's, which are fixed.
        Some("Always") if image.is_none_or(|image| is_fixed(input, image)) => {
            findings
                .report(span, "with `Always`, every start of a pod asks the registry for an image that never changes")
                .severity(Severity::Info)
                .help("While the registry is down or refuses, no proxy starts, not even on a node that has the image. `IfNotPresent` is enough for a fixed tag or a digest.");
        }
        _ => {}
    }
}

fn is_fixed(input: &Input<'_>, image: &Node) -> bool {
    let text = image.as_str().filter(|text| !input.is_placeholder_text(text));
    let reference = text.and_then(|text| Reference::parse_normalized(text.to_string()).ok());
    reference.is_some_and(|reference| reference.digest().is_some() || moving(reference.tag()).is_none())
}
