//! See `own_pods_not_selected.md`.

use super::proxies::{OWNER, Proxy};
use super::reach::unmet;
use super::selections::{is_about_proxies, selects_namespace, values};
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::labels::keys;
use crate::labels::selector::Selector;
use crate::text::{Span, Spans, Str};
use crate::value::{Map, Node, Origin};

/// Rules of scheduling in an EnvoyProxy that mean its own pods and pick none of them.
pub const RULE: Rule =
    Rule { id: "own-pods-not-selected", group: Group::Labels, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    let mut found = Terms::default();
    for (infra, rendering) in input.proxies() {
        let proxy = Proxy { infra, rendering };
        let Some((pods, labels)) = proxy.pods().zip(proxy.labels(false)) else { continue };
        let Some(spec) = pods.get("spec") else { continue };
        for term in items(spec, "topologySpreadConstraints") {
            found.term(input, proxy, labels, term, true);
        }
        let Some(affinity) = spec.get("affinity") else { continue };
        for kind in ["podAffinity", "podAntiAffinity"] {
            let Some(rules) = affinity.get(kind) else { continue };
            for term in items(rules, "requiredDuringSchedulingIgnoredDuringExecution") {
                found.term(input, proxy, labels, term, false);
            }
            for weighted in items(rules, "preferredDuringSchedulingIgnoredDuringExecution") {
                let term = weighted.get("podAffinityTerm");
                term.into_iter().for_each(|term| found.term(input, proxy, labels, term, false));
            }
        }
    }
    let met: Spans<()> = found.met.into_iter().map(|span| (span, ())).collect();
    for (span, what, origin, better) in found.missed {
        if !met.has(span) {
            let fix = better.and_then(|(at, better)| edits::write(input, &at, Some(better)));
            findings.report(origin, what).help(HELP).fix(fix);
        }
    }
}

const HELP: &str = "It says nothing about these pods then, and nobody tells. All proxies carry app.kubernetes.io/name=envoy, app.kubernetes.io/component=proxy, app.kubernetes.io/managed-by=envoy-gateway and their owner labels; to tell proxies of one class apart, put gateway.envoyproxy.io/owning-gateway-name into `matchLabelKeys`.";

/// What an EnvoyProxy says holds for every Gateway that uses it; it is wrong where it picks the pods of none.
#[derive(Default)]
struct Terms {
    met: Vec<Span>,
    missed: Vec<Missed>,
}

/// The bytes that are judged, what is wrong, where that is said, and a better value.
type Missed = (Span, String, Span, Option<(Origin, String)>);

impl Terms {
    fn term(&mut self, input: &Input<'_>, proxy: Proxy<'_>, labels: &Map, term: &Node, spread: bool) {
        for key in items(term, "matchLabelKeys") {
            let (Some(name), Some(span)) = (key.as_str(), key.origin.span()) else { continue };
            if labels.get(name).is_some() || SET_LATER.contains(&name) || input.is_placeholder(key) {
                self.met.push(span);
            } else {
                let what = format!("the pods of {} have no label `{name}`, so this key is ignored", proxy.owner());
                self.missed.push((span, what, span, None));
            }
        }
        let Some((node, Ok(selector))) = term.get("labelSelector").map(|node| (node, Selector::read(node))) else { return };
        let Some(span) = node.origin.span() else { return };
        if !spread && !(means_own(&selector, proxy) && is_here(input, proxy, term)) {
            return;
        }
        let unmet = unmet(input, &selector, labels);
        let Some(first) = unmet.first() else { return self.met.push(span) };
        let Some(place) = first.origin.as_ref().and_then(Origin::span) else { return };
        let what = format!("this selects none of its own pods: those of {} do not have `{first}`", proxy.owner());
        let entries = node.get("matchLabels").map_or(&[][..], Node::entries).iter();
        let written = entries.filter(|entry| entry.key_origin.span() == Some(place)).next();
        let value = labels.get(&first.key).and_then(Node::as_str).filter(|_| unmet.len() == 1);
        let better = written.zip(value).map(|(entry, value)| (entry.value.origin.clone(), value.to_string()));
        self.missed.push((span, what, place, better));
    }
}

/// Labels that the cluster puts on pods.
const SET_LATER: [&str; 3] = ["pod-template-hash", "controller-revision-hash", "pod-template-generation"];

/// True when pods of the same proxy are meant, not those of another one or of an application.
fn means_own(selector: &Selector, proxy: Proxy<'_>) -> bool {
    let key = &*proxy.infra.key;
    let own = |value: &Str| *value == *key || key.rsplit('/').next() == Some(value);
    let [_, name, class] = OWNER;
    for label in [name, class, keys::GATEWAY_NAME] {
        let values = values(selector, label);
        if !values.is_empty() && !values.iter().any(own) {
            return false;
        }
    }
    is_about_proxies(selector) || values(selector, keys::APP_NAME).iter().any(|value| *value == *"envoy")
}

/// True when the term looks into the namespace of the pods.
fn is_here(input: &Input<'_>, proxy: Proxy<'_>, term: &Node) -> bool {
    let Some(own) = proxy.namespace() else { return false };
    let names = items(term, "namespaces");
    let selector = term.get("namespaceSelector");
    let named = names.iter().any(|name| name.as_str() == Some(own));
    match selector {
        Some(selector) => named || selects_namespace(input, selector, own),
        None => named || names.is_empty(),
    }
}

fn items<'a>(node: &'a Node, field: &str) -> &'a [Node] {
    node.get(field).map_or(&[], Node::items)
}
