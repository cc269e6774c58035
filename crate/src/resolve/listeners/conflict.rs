//! Listeners that can't stand beside one another.

use super::{About, CONFLICTED, Listener};
use crate::text::sort;

/// Who of the listeners that share a group is in conflict.
#[derive(Clone, Copy)]
enum Loses {
    /// All, where they are not of one sort.
    OfSeveralSorts,
    /// All, where there are several.
    Everyone,
    /// All but the first.
    Later,
}

const HOSTNAME_CONFLICT: &str = "HostnameConflict";
/// The reason of a conflict that other host names would not end.
pub const PROTOCOL_CONFLICT: &str = "ProtocolConflict";

/// What is shared, and the sort; none for a listener that takes no part.
type Key<'a> = Option<((i64, &'a str, &'a str), &'a str)>;

/// Marks the listeners in conflict. `valid_only`: those with something wrong do not take part. `protocols_first`: those
/// whose protocol is in conflict do not compete for a host name any more.
pub(super) fn find(all: &mut [Vec<Listener<'_>>], merged: bool, valid_only: bool, protocols_first: bool) {
    for listeners in all.iter_mut() {
        protocols(&mut taking_part(std::slice::from_mut(listeners), valid_only), valid_only);
    }
    if merged && protocols_first {
        protocols(&mut taking_part(all, valid_only), true);
    }
    for listeners in all.iter_mut() {
        let mut part = taking_part(std::slice::from_mut(listeners), valid_only);
        let message = "the listeners of a port must have different host names";
        let key: for<'a> fn(&Listener<'a>) -> Key<'a> = if protocols_first { by_free_hostname } else { by_hostname };
        mark(&mut part, key, Loses::Everyone, (HOSTNAME_CONFLICT, message, About::HostName));
        mark(&mut part, by_layer4, Loses::Later, (PROTOCOL_CONFLICT, "another listener has this port", About::Port));
    }
    if merged {
        let mut part = taking_part(all, valid_only);
        if valid_only && !protocols_first {
            protocols(&mut part, true);
        }
        let message = "another listener has this port, protocol and host name";
        mark(&mut part, by_all, Loses::Later, (HOSTNAME_CONFLICT, message, About::HostName));
    }
}

pub(super) fn taking_part<'l, 'a>(all: &'l mut [Vec<Listener<'a>>], valid_only: bool) -> Vec<&'l mut Listener<'a>> {
    let mut part = Vec::new();
    for listener in all.iter_mut().flatten() {
        let wrong =
            |kind| listener.conditions.get(kind).is_some_and(|said| !said.status && said.reason != super::PARTLY);
        if !valid_only || !["Programmed", "Accepted", "ResolvedRefs"].into_iter().any(wrong) {
            part.push(listener);
        }
    }
    part
}

fn protocols(listeners: &mut [&mut Listener<'_>], with_tcp: bool) {
    let key: for<'a> fn(&Listener<'a>) -> Key<'a> = if with_tcp { by_port } else { by_port_without_tcp };
    let message = "the listeners of a port must have protocols that go together";
    mark(listeners, key, Loses::OfSeveralSorts, (PROTOCOL_CONFLICT, message, About::Port));
}

fn by_port<'a>(listener: &Listener<'a>) -> Key<'a> {
    match listener.protocol() {
        "UDP" => None,
        // HTTPS and TLS can share a port.
        "TLS" => Some(((listener.port(), "", ""), "HTTPS")),
        other => Some(((listener.port(), "", ""), other)),
    }
}

fn by_port_without_tcp<'a>(listener: &Listener<'a>) -> Key<'a> {
    by_port(listener).filter(|_| listener.protocol() != "TCP")
}

fn by_hostname<'a>(listener: &Listener<'a>) -> Key<'a> {
    let layer7 = !matches!(listener.protocol(), "TCP" | "UDP");
    layer7.then(|| ((listener.port(), listener.hostname(), ""), ""))
}

fn by_free_hostname<'a>(listener: &Listener<'a>) -> Key<'a> {
    by_hostname(listener).filter(|_| !listener.conditions.is("Conflicted", true))
}

fn by_layer4<'a>(listener: &Listener<'a>) -> Key<'a> {
    let protocol = listener.protocol();
    matches!(protocol, "TCP" | "UDP").then(|| ((listener.port(), protocol, ""), ""))
}

fn by_all<'a>(listener: &Listener<'a>) -> Key<'a> {
    Some(((listener.port(), listener.protocol(), listener.hostname()), ""))
}

/// Marks those that lose within each group.
fn mark(
    listeners: &mut [&mut Listener<'_>],
    key: for<'a> fn(&Listener<'a>) -> Key<'a>,
    loses: Loses,
    (reason, message, about): (&'static str, &'static str, About),
) {
    let mut keyed = Vec::new();
    for (at, listener) in listeners.iter().enumerate() {
        keyed.extend(key(listener).map(|key| (key, at)));
    }
    sort(&mut keyed, |a, b| (a.0.0, a.1).cmp(&(b.0.0, b.1)));
    for group in keyed.chunk_by(|a, b| a.0.0 == b.0.0) {
        let several_sorts = group.iter().any(|(key, _)| group.first().is_some_and(|(first, _)| first.1 != key.1));
        let from = match loses {
            Loses::OfSeveralSorts if !several_sorts => continue,
            Loses::Everyone if group.len() < 2 => continue,
            Loses::Later => 1,
            _ => 0,
        };
        for (_, at) in group.iter().skip(from) {
            if let Some(listener) = listeners.get_mut(*at) {
                listener.refuse((CONFLICTED, reason), message, about);
            }
        }
    }
}
