//! See `listener_refused.md`.

use super::sites::{fill, share_a_cluster};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::read::Kind;
use crate::resolve::{Condition, GatewayState, Listener};
use crate::text::{Gather as _, Span, holds};
use crate::value::Node;

/// A listener that the controller does not serve.
pub const RULE: Rule =
    Rule { id: "listener-refused", group: Group::Controller, severity: Severity::Error, since: "0.1.0", check };

/// Where a condition is to be seen: a word of its message, and two fields, the first of which that is written counts.
const PLACES: [[&str; 3]; 8] = [
    ["selector", "allowedRoutes.namespaces", "protocol"],
    ["kind of route", "allowedRoutes.kinds", "protocol"],
    ["host name", "hostname", "port"],
    ["certificate", "tls.certificateRefs", "tls"],
    ["terminated", "tls.mode", "tls"],
    ["supported", "protocol", "name"],
    ["TLS", "tls", "protocol"],
    ["port", "port", "name"],
];

const SERVED: &str = "The listener is served with the others.";
const NOT_SERVED: &str = "The controller leaves the listener out: nothing answers there.";
const OTHER_SERVED: &str = "The other one is served, and this one is left out: its routes get no traffic.";
const NONE_SERVED: &str = "The controller leaves out all that are in conflict: nothing answers there.";
const PROTOCOLS: &str = "its protocol can't share the port with that of another listener";
const TAKE_PORT: &str = " Take another port: other host names change nothing.";
const TAKE_NAME: &str = " Take another port or host name.";
const LAST: &str = " As no listener is left, it does not accept the Gateway.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    let mut patched = None;
    for gateway in &input.resolved.gateways {
        for listener in gateway.listeners.iter().filter(|listener| wrong(listener).is_some()) {
            let document = gateway.object.document;
            let patched = *patched.get_or_insert_with(|| is_patched(input)) && input.model.context.is_kustomized(document);
            // What the API server refuses, the controller never sees.
            if !patched && !input.is_refused(document) {
                look(input, gateway, listener, findings);
            }
        }
    }
}

/// The first thing that is wrong with a listener: what follows from others was added after it.
fn wrong<'l>(listener: &'l Listener<'_>) -> Option<&'l Condition> {
    listener.conditions.all().iter().find(|one| one.status == (one.kind == "Conflicted"))
}

fn look(input: &Input<'_>, gateway: &GatewayState<'_>, listener: &Listener<'_>, findings: &mut Findings) {
    let Some(wrong) = wrong(listener) else { return };
    // What is wrong with the CAs of clients is said where they stand.
    let port = listener.node.get("port").and_then(Node::as_int).unwrap_or(0);
    if gateway.tls.of_port(port).is_some_and(|failure| failure.message == wrong.message) {
        return;
    }
    let places = PLACES.iter().find(|[word, ..]| holds(wrong.message, word)).map_or(&[][..], |places| places.as_slice());
    let mut written = places.iter().skip(1).filter_map(|path| listener.node.at(&path.split('.').gather()));
    let place = written.next().unwrap_or(listener.node);
    let conflict = wrong.kind == "Conflicted";
    let unknown = conflict && listener.node.get("port").and_then(Node::as_int).is_none();
    let filled = |all: Span| input.is_placeholder_text(input.slice(all));
    let Some(span) = place.head().span().filter(|_| !unknown && !place.origin.span().is_some_and(filled)) else { return };
    let mut after = gateway.listeners.iter().skip_while(|one| !std::ptr::eq(*one, listener)).skip(1);
    if conflict && after.any(|one| meet(one, listener, wrong) && self::wrong(one).is_some_and(|it| it.reason == wrong.reason)) {
        return;
    }
    let looks = conflict && findings.may_search();
    let other = if looks { other(input, gateway, listener, wrong) } else { None };
    // Gateways of one class in several clusters never meet.
    if looks && other.is_none_or(|other| is_filled_in(input, other) || is_filled_in(input, listener)) {
        return;
    }
    let mut help = String::from(match other {
        _ if listener.is_ready() => SERVED,
        Some(other) if other.is_ready() => OTHER_SERVED,
        Some(_) => NONE_SERVED,
        None => NOT_SERVED,
    });
    // The condition speaks of host names then, too.
    let protocol = |one: &Listener<'_>| one.node.str_at(&["protocol"]).map(str::to_string);
    let differ = other.is_some_and(|other| protocol(other) != protocol(listener));
    if other.is_some() {
        let without_names = listener.node.str_at(&["protocol"]).is_some_and(|word| matches!(word, "TCP" | "UDP"));
        help.push_str(if differ || without_names { TAKE_PORT } else { TAKE_NAME });
    }
    let message = if differ { PROTOCOLS } else { wrong.message };
    let other = other.and_then(|other| other.node.get("port")?.origin.span());
    if input.resolved.conditions(gateway, input.release).is("Accepted", false) {
        help.push_str(LAST);
    }
    // Secrets are seldom kept beside configuration.
    let is_secret = |one: &Node| one.str_at(&["kind"]).is_none_or(|kind| kind == "Secret");
    let unsure = wrong.reason == "InvalidCertificateRef" && holds(wrong.message, "found") && !input.settings.closed && place.items().iter().all(is_secret);
    findings
        .report(span, fill("the controller refuses the listener `~`: ~", &[listener.name(), message]))
        .severity(if unsure || listener.is_ready() { Severity::Warning } else { Severity::Error })
        .help(help)
        .related(other, "the other one");
}

/// True for two listeners that can't stand beside one another.
fn meet(a: &Listener<'_>, b: &Listener<'_>, why: &Condition) -> bool {
    let same = |field| a.node.get(field).map(|node| &node.value) == b.node.get(field).map(|node| &node.value);
    let is_udp = |one: &Listener<'_>| one.node.str_at(&["protocol"]) == Some("UDP");
    !std::ptr::eq(a, b) && same("port") && is_udp(a) == is_udp(b) && (why.reason == "ProtocolConflict" || same("hostname"))
}

/// True where a tool fills in what listeners meet by.
fn is_filled_in(input: &Input<'_>, listener: &Listener<'_>) -> bool {
    let mut parts = ["protocol", "hostname", "port"].into_iter().filter_map(|field| listener.node.get(field));
    parts.any(|part| input.is_placeholder(part))
}

/// Another listener of the proxy, which a listener meets.
fn other<'i>(
    input: &'i Input<'_>,
    gateway: &GatewayState<'_>,
    listener: &Listener<'_>,
    why: &Condition,
) -> Option<&'i Listener<'i>> {
    for index in &input.resolved.infra_of(gateway)?.gateways {
        let other = input.resolved.gateways.get(*index)?;
        for one in other.listeners.iter().filter(|one| meet(one, listener, why)) {
            if share_a_cluster(input, gateway.object.document, other.object.document) {
                return Some(one);
            }
        }
    }
    None
}

/// True where a patch may give the listeners of a Gateway what they lack.
fn is_patched(input: &Input<'_>) -> bool {
    input.documents.iter().any(|document| match document.kind {
        Kind::Gateway => document.partial,
        Kind::Kustomization | Kind::FluxKustomization => {
            let text = input.slice(document.span);
            holds(text, "kind: Gateway") || holds(text, "/spec/listeners")
        }
        _ => false,
    })
}
