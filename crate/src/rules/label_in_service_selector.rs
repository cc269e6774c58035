//! See `label_in_service_selector.md`.

use super::sites::WORKLOADS;
use super::{Findings, Input, Rule, workloads};
use crate::diagnostic::{Group, Severity};
use crate::labels::keys;
use crate::value::Node;

/// Labels of the user's that the Service selects its pods by.
pub const RULE: Rule =
    Rule { id: "label-in-service-selector", group: Group::Rollout, severity: Severity::Info, since: "0.1.0", check };

const HELP: &str = "When one of them changes, the Service looks for the new value while the pods still have the old one: until new pods \
    are ready, nothing gets through. Keep out what changes from release to release.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, rendering) in input.proxies() {
        let Some(service) = workloads::created(rendering, "Service") else { continue };
        let Some(selector) = service.node.at(&["spec", "selector"]) else { continue };
        for index in &infra.gateways {
            let gateway = input.resolved.gateways.get(*index).map(|gateway| &gateway.object.document.root);
            look(findings, gateway.and_then(|root| root.at(&["spec", "infrastructure", "labels"])), selector);
        }
        for field in WORKLOADS {
            let spec = infra.effective.spec.as_ref();
            let labels = spec.and_then(|spec| spec.at(&["provider", "kubernetes", field, "pod", "labels"]));
            look(findings, labels, selector);
        }
    }
}

/// The labels of a map that the selector has from there. The controller's own keys, and the one that names the Gateway,
/// do not change or are spoken of elsewhere.
fn look(findings: &mut Findings, labels: Option<&Node>, selector: &Node) {
    let own = [keys::APP_NAME, keys::APP_COMPONENT, keys::APP_MANAGED_BY, keys::GATEWAY_NAME];
    let (mut first, mut names) = (None, String::new());
    for entry in labels.map_or(&[][..], Node::entries) {
        let selected = selector.get(&entry.key).is_some_and(|node| node.origin == entry.value.origin);
        let Some(span) = entry.key_origin.span().filter(|_| selected && !own.contains(&&*entry.key)) else { continue };
        first = first.or(Some(span));
        names.push_str(if names.is_empty() { "`" } else { ", `" });
        names.push_str(&entry.key);
        names.push('`');
    }
    if let Some(span) = first {
        findings.report(span, format!("the Service selects its pods by labels of yours: {names}")).help(HELP);
    }
}
