//! See `reserved_label_overridden.md`.

use super::proxies::merging_is_unknown;
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::labels::keys;
use crate::render::Object;
use crate::resolve::Infra;
use crate::text::Span;
use crate::value::{Entry, Node};

/// A label of the controller's own that something of the user's replaces, or tries to.
pub const RULE: Rule =
    Rule { id: "reserved-label-overridden", group: Group::Labels, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, rendering) in input.proxies() {
        // Its owner labels depend on that.
        let gateway = infra.gateways.first().and_then(|gateway| input.resolved.gateways.get(*gateway));
        let class = gateway.and_then(|gateway| input.resolved.class_of(gateway));
        if class.is_some_and(|class| merging_is_unknown(input, class)) {
            continue;
        }
        for object in &rendering.objects {
            match object.kind {
                "Deployment" | "DaemonSet" => selector_and_template(input, findings, infra, object),
                "Service" => service_labels(findings, object),
                _ => {}
            }
        }
        for gateway in &infra.gateways {
            let gateway = input.resolved.gateways.get(*gateway).map(|gateway| &gateway.object.document.root);
            let labels = gateway.and_then(|root| root.at(&["spec", "infrastructure", "labels"]));
            ignored(findings, infra, labels.map_or(&[][..], Node::entries));
        }
    }
}

/// The selector of a workload is the controller's; a pod that lacks one of its labels is not the workload's.
fn selector_and_template(input: &Input<'_>, findings: &mut Findings, infra: &Infra<'_>, object: &Object) {
    let selector = object.node.at(&["spec", "selector", "matchLabels"]).map_or(&[][..], Node::entries);
    let labels = object.node.at(&["spec", "template", "metadata", "labels"]);
    for wanted in selector {
        let found = labels.and_then(|labels| labels.get(&wanted.key));
        if found.is_some_and(|found| found.value == wanted.value.value || input.is_placeholder(found))
            || input.is_placeholder(&wanted.value)
        {
            continue;
        }
        // What a patch asks for beside the controller's labels is refused, which is said there.
        if !keys::SELECTED_BY.contains(&&*wanted.key) && is_patched(infra, object, &wanted.key) {
            continue;
        }
        let culprit = match found {
            Some(found) => found.origin.span(),
            None => taken_out(infra, object, &wanted.key),
        };
        let Some(span) = culprit.or(wanted.value.origin.span()) else { continue };
        let (key, kind) = (&wanted.key, object.kind);
        if labels.is_none_or(|labels| labels.entries().is_empty()) {
            findings
                .report(span, format!("the pods have none of the labels that the {kind} selects them by"))
                .help(format!("The API server refuses the {kind}: no proxy starts. Leave the controller's labels where they are."));
            return;
        }
        findings
            .report(span, format!("`{key}` belongs to the controller: the {kind} selects its pods by {}", pair(wanted)))
            .help(format!("The pods do not match then, and the API server refuses the {kind}: no proxy starts. Use a key of your own."));
    }
}

/// True where a patch asks for a label of the pods.
fn is_patched(infra: &Infra<'_>, object: &Object, label: &str) -> bool {
    let path = ["provider", "kubernetes", field(object), "patch", "value", "spec", "selector", "matchLabels", label];
    infra.effective.spec.as_ref().is_some_and(|spec| spec.at(&path).is_some())
}

fn field(object: &Object) -> &'static str {
    if object.kind == "DaemonSet" { "envoyDaemonSet" } else { "envoyDeployment" }
}

/// Where a patch took a label of the pods out: the key of the label, or of what holds it.
fn taken_out(infra: &Infra<'_>, object: &Object, label: &str) -> Option<Span> {
    let path = ["provider", "kubernetes", field(object), "patch", "value", "spec", "template", "metadata", "labels", label];
    let mut node = infra.effective.spec.as_ref()?;
    let mut deepest = None;
    for key in path {
        let Some(entry) = node.as_map().and_then(|map| map.entry(key)) else { break };
        deepest = entry.key_origin.span().or(deepest);
        node = &entry.value;
    }
    deepest
}

/// The Service selects by other labels than it carries, so this works; what looks for the Service does not find it.
fn service_labels(findings: &mut Findings, object: &Object) {
    let labels = object.node.at(&["metadata", "labels"]).map_or(&[][..], Node::entries);
    let selector = object.node.at(&["spec", "selector"]);
    let reserved = [keys::APP_NAME, keys::APP_COMPONENT, keys::APP_MANAGED_BY, keys::OWNING_GATEWAY_NAME, keys::OWNING_GATEWAY_NAMESPACE];
    for entry in labels.iter().filter(|entry| reserved.contains(&&*entry.key)) {
        let same = selector.and_then(|selector| selector.get(&entry.key)).is_some_and(|node| node.value == entry.value.value);
        let Some(span) = entry.value.origin.span().filter(|_| !same) else { continue };
        findings
            .report(span, format!("`{}` belongs to the controller, and the Service gets another value here", entry.key))
            .severity(Severity::Warning)
            .help("Traffic still flows, but whatever finds the Service by the controller's labels (monitoring, the controller itself) no longer does.");
    }
}

/// The owner labels replace infrastructure labels of the same key.
fn ignored(findings: &mut Findings, infra: &Infra<'_>, labels: &[Entry]) {
    for entry in labels {
        let Some(used) = infra.labels.get(&entry.key).filter(|used| used.value != entry.value.value) else { continue };
        let owner = [keys::OWNING_GATEWAY_NAME, keys::OWNING_GATEWAY_NAMESPACE, keys::OWNING_GATEWAY_CLASS];
        let Some(span) = entry.value.origin.span().filter(|_| owner.contains(&&*entry.key)) else { continue };
        findings
            .report(span, format!("`{}` belongs to the controller, and this value is ignored", entry.key))
            .severity(Severity::Warning)
            .help(format!("The objects carry {}={}. Use a key of your own.", entry.key, used.as_str().unwrap_or("")));
    }
}

fn pair(entry: &Entry) -> String {
    format!("{}={}", entry.key, entry.value.as_str().unwrap_or(""))
}
