//! See `standard_label_differs.md`.

use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::labels::keys;
use crate::value::Node;

/// The standard label of the Gateway's name, with another name.
pub const RULE: Rule =
    Rule { id: "standard-label-differs", group: Group::Labels, severity: Severity::Warning, since: "0.1.0", check };

const HELP: &str = "Selectors on the standard label, as other implementations and dashboards use them, find this proxy \
    under the wrong Gateway, and not under its own.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, rendering) in input.proxies() {
        let mut names = Vec::new();
        for index in &infra.gateways {
            names.extend(input.resolved.gateways.get(*index).map(|gateway| &*gateway.object.document.name));
        }
        for object in &rendering.objects {
            for path in [&["metadata", "labels"][..], &["spec", "template", "metadata", "labels"]] {
                let Some(node) = object.node.at(path).and_then(|labels| labels.get(keys::GATEWAY_NAME)) else { continue };
                look(input, findings, node, &names);
            }
        }
    }
}

fn look(input: &Input<'_>, findings: &mut Findings, node: &Node, names: &[&str]) {
    let (Some(text), Some(span)) = (node.as_str(), node.origin.editable()) else { return };
    if names.contains(&text) || input.is_placeholder_text(text) || findings.is_said(span) {
        return;
    }
    let only = if let [only] = names { Some((*only).to_string()) } else { None };
    findings
        .report(span, format!("the standard label says that this belongs to Gateway `{text}`, and it does not"))
        .help(HELP)
        .fix(edits::write(input, &node.origin, only));
}
