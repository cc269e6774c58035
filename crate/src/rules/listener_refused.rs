//! See `listener_refused.md`.

use super::sites::{fill, share_a_cluster};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::read::Kind;
use crate::resolve::{About, CONFLICTED, Condition, GatewayState, Listener, PROTOCOL_CONFLICT};
use crate::text::holds;
use crate::value::Node;

/// A listener that the controller does not serve.
pub const RULE: Rule =
    Rule { id: "listener-refused", group: Group::Controller, severity: Severity::Error, since: "0.1.0", check };

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
        for listener in gateway.listeners.iter().filter(|listener| listener.wrong().is_some()) {
            let document = gateway.object.document;
            let patched = *patched.get_or_insert_with(|| is_patched(input)) && input.model.context.is_kustomized(document);
            // What the API server refuses, the controller never sees.
            if !patched && !input.is_refused(document) {
                look(input, gateway, listener, findings);
            }
        }
    }
}

fn look(input: &Input<'_>, gateway: &GatewayState<'_>, listener: &Listener<'_>, findings: &mut Findings) {
    let Some(wrong) = listener.wrong() else { return };
    // What is wrong with the CAs of clients is said where they stand.
    if wrong.about == About::Clients {
        return;
    }
    let place = wrong.about.fields().iter().find_map(|path| listener.node.at(path)).unwrap_or(listener.node);
    let is_filled = place.origin.span().is_some_and(|all| input.is_placeholder_text(input.slice(all)));
    let Some(span) = place.head().span().filter(|_| !is_filled) else { return };
    let other = match wrong.kind {
        CONFLICTED => match rival(input, gateway, listener, wrong, findings) {
            Rival::Nobody => return,
            Rival::Unknown => None,
            Rival::Known(other) => Some(other),
        },
        _ => None,
    };
    // Secrets are seldom kept beside configuration.
    let is_secret = |one: &Node| one.str_at(&["kind"]).is_none_or(|kind| kind == "Secret");
    let is_missing = wrong.about == About::MissingCertificates && place.items().iter().all(is_secret);
    let unsure = is_missing && !input.settings.closed;
    let mut help = help(listener, other);
    if input.resolved.conditions(gateway, input.release).is("Accepted", false) {
        help.push_str(LAST);
    }
    // The condition speaks of host names then, too.
    let differ = other.is_some_and(|other| protocol(other) != protocol(listener));
    let message = if differ { PROTOCOLS } else { wrong.message };
    findings
        .report(span, fill("the controller refuses the listener `~`: ~", &[listener.name(), message]))
        .severity(if unsure || listener.is_ready() { Severity::Warning } else { Severity::Error })
        .help(help)
        .related(other.and_then(|other| other.node.get("port")?.origin.span()), "the other one");
}

/// What comes of it, and what ends a conflict.
fn help(listener: &Listener<'_>, other: Option<&Listener<'_>>) -> String {
    let served = match other {
        _ if listener.is_ready() => SERVED,
        Some(other) if other.is_ready() => OTHER_SERVED,
        Some(_) => NONE_SERVED,
        None => NOT_SERVED,
    };
    let without_names = matches!(protocol(listener), Some("TCP" | "UDP"));
    let end = match other {
        Some(other) if without_names || protocol(other) != protocol(listener) => TAKE_PORT,
        Some(_) => TAKE_NAME,
        None => "",
    };
    [served, end].concat()
}

fn protocol<'l>(listener: &'l Listener<'_>) -> Option<&'l str> {
    listener.node.str_at(&["protocol"])
}

/// The other side of a conflict.
enum Rival<'i> {
    /// There may be none, or it is said at another listener.
    Nobody,
    /// It was not looked for.
    Unknown,
    /// This one.
    Known(&'i Listener<'i>),
}

fn rival<'i>(
    input: &'i Input<'_>,
    gateway: &GatewayState<'_>,
    listener: &Listener<'_>,
    wrong: &Condition,
    findings: &mut Findings,
) -> Rival<'i> {
    let mut after = gateway.listeners.iter().skip_while(|one| !std::ptr::eq(*one, listener)).skip(1);
    let says_it = |one: &Listener<'_>| one.wrong().is_some_and(|it| it.reason == wrong.reason);
    if listener.node.get("port").and_then(Node::as_int).is_none() || after.any(|one| meet(one, listener, wrong) && says_it(one)) {
        return Rival::Nobody;
    }
    if !findings.may_search() {
        return Rival::Unknown;
    }
    match other(input, gateway, listener, wrong) {
        Some(other) if !is_filled_in(input, other) && !is_filled_in(input, listener) => Rival::Known(other),
        // Gateways of one class in several clusters never meet.
        _ => Rival::Nobody,
    }
}

/// True for two listeners that can't stand beside one another.
fn meet(a: &Listener<'_>, b: &Listener<'_>, why: &Condition) -> bool {
    let same = |field| a.node.get(field).map(|node| &node.value) == b.node.get(field).map(|node| &node.value);
    let is_udp = |one: &Listener<'_>| protocol(one) == Some("UDP");
    let by_port = why.reason == PROTOCOL_CONFLICT;
    !std::ptr::eq(a, b) && same("port") && is_udp(a) == is_udp(b) && (by_port || same("hostname"))
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
