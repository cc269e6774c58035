//! See `own_pods_not_selected.md`.

use super::proxies::Proxy;
use super::reach::{Reach, Verdict, unmet};
use super::selections::{Role, Selection, at_all, lack, means_proxies, selects_namespace};
use super::sites::fill;
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::labels::selector::{Requirement, Selector};
use crate::text::Str;
use crate::value::{Node, Origin};

/// Rules of scheduling in an EnvoyProxy that mean proxies and pick none.
pub const RULE: Rule =
    Rule { id: "own-pods-not-selected", group: Group::Labels, severity: Severity::Warning, since: "0.1.0", check };

/// Where they stand in the spec of a pod; the first ones are about the pods themselves.
const TERMS: [&str; 5] = [
    "topologySpreadConstraints",
    "affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution",
    "affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution.podAffinityTerm",
    "affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution",
    "affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution.podAffinityTerm",
];
/// Labels that the cluster puts on pods.
const SET_LATER: [&str; 3] = ["pod-template-hash", "controller-revision-hash", "pod-template-generation"];

const HELP: &str = "The scheduler passes over it without a word. All proxies carry app.kubernetes.io/name=envoy and their owner labels; `matchLabelKeys` with gateway.envoyproxy.io/owning-gateway-name tells those of one class apart.";

const NAMESPACE: &str = "The scheduler passes over it without a word. Without `namespaces` and `namespaceSelector`, the pods' own namespace is meant.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    let mut reach = None;
    for (infra, rendering) in input.proxies() {
        let proxy = Proxy { infra, rendering };
        let Some(spec) = proxy.pods().and_then(|pods| pods.get("spec")) else { continue };
        if spec.get("affinity").is_none() && spec.get("topologySpreadConstraints").is_none() {
            continue;
        }
        let reach = reach.get_or_insert_with(|| Reach::new(input));
        for (at, path) in TERMS.iter().enumerate() {
            for term in at_all(spec, path) {
                look(input, reach, proxy, (term, at == 0), findings);
            }
        }
    }
}

/// What an EnvoyProxy says holds for every Gateway that uses it; it is wrong where it picks the pods of none.
fn look(input: &Input<'_>, reach: &mut Reach<'_, '_>, proxy: Proxy<'_>, (term, spread): (&Node, bool), findings: &mut Findings) {
    let Some(labels) = proxy.labels(false) else { return };
    for key in at_all(term, "matchLabelKeys") {
        let (Some(name), Some(span)) = (key.as_str(), key.origin.span()) else { continue };
        if labels.get(name).is_some() || SET_LATER.contains(&name) || input.is_placeholder(key) || !findings.may_search() {
            continue;
        }
        // Other Gateways may use the EnvoyProxy, too.
        let has = |proxy: &Proxy<'_>| proxy.labels(false).is_some_and(|labels| labels.get(name).is_some());
        if !reach.proxies.all.iter().any(has) {
            findings.report(span, fill("no pod of the proxies has the label ~: this key is ignored", &[name])).help(HELP);
        }
    }
    let Some(node) = term.get("labelSelector") else { return };
    let Some(wanted) = Selector::lenient(node, false) else { return };
    let Some((_, first)) = unmet(input, &wanted, labels) else {
        return look_elsewhere(reach, proxy, (term, node), wanted, findings);
    };
    let Some(span) = first.origin.as_ref().and_then(Origin::span) else { return };
    let message = fill("this selects no proxy: the pods ~", &[&lack(first)]);
    // Pods of other applications can be meant, or of proxies elsewhere.
    let own = proxy.namespace().unwrap_or("");
    let elsewhere = match term.get("namespaceSelector") {
        Some(namespaces) => !selects_namespace(input, namespaces, own),
        None => !at_all(term, "namespaces").iter().all(|name| name.as_str() == Some(own)),
    };
    if !spread && (elsewhere || !means_proxies(&wanted, true)) {
        return;
    }
    let one = Selection::new(Role::Policy, node, term, wanted);
    let silent = match reach.judge(&one) {
        Verdict::Reaches | Verdict::Nobody(_) => true,
        Verdict::Unknown => !spread,
        _ => false,
    };
    if !silent {
        findings.report(span, message).help(HELP);
    }
}

/// The labels are right, and the namespaces are not those of the pods.
fn look_elsewhere(
    reach: &mut Reach<'_, '_>,
    proxy: Proxy<'_>,
    (term, node): (&Node, &Node),
    wanted: Vec<Requirement>,
    findings: &mut Findings,
) {
    let (names, said) = (at_all(term, "namespaces"), term.get("namespaceSelector"));
    // Both together mean either.
    let Some(place) = names.first().copied().xor(said).and_then(|place| place.head().span()) else { return };
    if !means_proxies(&wanted, false) {
        return;
    }
    let mut one = Selection { namespaces: said, ..Selection::new(Role::Policy, node, term, wanted) };
    one.within.extend(names.into_iter().filter_map(Node::as_str).map(Str::copied));
    if let (Verdict::Elsewhere(_), Some(own)) = (reach.judge(&one), proxy.namespace()) {
        findings.report(place, fill("this selects no proxy: the pods are in namespace ~", &[own])).help(NAMESPACE);
    }
}
