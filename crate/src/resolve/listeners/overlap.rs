//! HTTPS listeners of one port whose host names or certificates overlap: a client may reuse the connection of one for the
//! other. They are served all the same.

use super::Listener;
use super::check::{is_same, names_secret};
use super::conflict::taking_part;
use crate::value::Node;

/// Tells those that overlap. `valid_only`: those with something wrong do not take part.
pub(super) fn find(all: &mut [Vec<Listener<'_>>], merged: bool, valid_only: bool) {
    if merged {
        return tell(&mut taking_part(all, valid_only));
    }
    for listeners in all.iter_mut() {
        tell(&mut taking_part(std::slice::from_mut(listeners), valid_only));
    }
}

/// More listeners than these are not compared, each with each.
const MOST: usize = 512;

fn tell(listeners: &mut [&mut Listener<'_>]) {
    if listeners.len() > MOST {
        return;
    }
    listeners_that(listeners, by_host, "OverlappingHostnames", "its host name overlaps with another listener's");
    listeners_that(
        listeners,
        by_certificate,
        "OverlappingCertificates",
        "it shares a certificate with another listener",
    );
}

/// Pairs them off: one that is in a pair is not looked at again as the first of one.
fn listeners_that(
    listeners: &mut [&mut Listener<'_>],
    overlap: fn(&Listener<'_>, &Listener<'_>) -> bool,
    reason: &'static str,
    message: &'static str,
) {
    let mut told = vec![false; listeners.len()];
    for (at, one) in listeners.iter().enumerate() {
        if one.protocol() != "HTTPS" || told.get(at) == Some(&true) {
            continue;
        }
        for (beside, other) in listeners.iter().enumerate().skip(at + 1) {
            let meets = other.protocol() == "HTTPS" && one.port() == other.port() && overlap(one, other);
            if meets && told.get(beside) == Some(&false) {
                for at in [at, beside] {
                    if let Some(told) = told.get_mut(at) {
                        *told = true;
                    }
                }
            }
        }
    }
    for (listener, _) in listeners.iter_mut().zip(told).filter(|(_, told)| *told) {
        listener.conditions.set("OverlappingTLSConfig", true, reason, message);
    }
}

fn by_host(one: &Listener<'_>, other: &Listener<'_>) -> bool {
    let (a, b) = (one.hostname(), other.hostname());
    a.is_empty() || b.is_empty() || a == b || is_under(a, b) || is_under(b, a)
}

/// True when a name matches one with a star, which stands for one label.
fn is_under(name: &str, star: &str) -> bool {
    let label = star.strip_prefix('*').and_then(|rest| name.strip_suffix(rest));
    star.starts_with("*.") && !name.starts_with("*.") && label.is_some_and(|label| !label.contains('.'))
}

/// Of certificates only the names of their Secrets are known.
fn by_certificate(one: &Listener<'_>, other: &Listener<'_>) -> bool {
    let same = |a: &Node, b: &Node| names_secret(a) && names_secret(b) && is_same((a, one.home), (b, other.home));
    references(one).iter().any(|a| references(other).iter().any(|b| same(a, b)))
}

fn references<'l>(listener: &'l Listener<'_>) -> &'l [Node] {
    listener.node.at(&["tls", "certificateRefs"]).map_or(&[], Node::items)
}
