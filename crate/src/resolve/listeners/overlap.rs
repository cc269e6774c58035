//! HTTPS listeners of one port whose host names or certificates overlap: a client may reuse the connection of one for the
//! other. They are served all the same.

#[cfg(test)]
mod tests;

use super::Listener;
use super::check::secret;
use super::conflict::taking_part;
use crate::text::{Gather as _, Index, Key, Names, sort};
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

fn tell(listeners: &mut [&mut Listener<'_>]) {
    // Most have a port of their own.
    let mut ports = listeners.iter().filter(|one| one.protocol() == "HTTPS").map(|one| one.port()).gather();
    sort(&mut ports, |a: &i64, b| a.cmp(b));
    if ports.windows(2).all(|pair| pair.first() != pair.last()) {
        return;
    }
    let message = "its host name overlaps with another listener's";
    tell_those(listeners, by_host, "OverlappingHostnames", message);
    let message = "it shares a certificate with another listener";
    tell_those(listeners, by_certificate, "OverlappingCertificates", message);
}

/// What a listener is known by, and what those are known by that it overlaps with.
#[derive(Default)]
struct Keys {
    own: Vec<String>,
    others: Vec<String>,
}

fn tell_those(
    listeners: &mut [&mut Listener<'_>],
    keys: fn(&Listener<'_>) -> Keys,
    reason: &'static str,
    message: &'static str,
) {
    let mut all = Vec::with_capacity(listeners.len());
    for one in listeners.iter() {
        all.push(if one.protocol() == "HTTPS" { keys(one) } else { Keys::default() });
    }
    let paired = paired(&all);
    for (at, listener) in listeners.iter_mut().enumerate() {
        if paired.get(at) == Some(&true) {
            listener.conditions.set("OverlappingTLSConfig", true, reason, message);
        }
    }
}

/// Pairs each with those behind it that it overlaps with; one that is in a pair is not looked at as the first of another.
fn paired(keys: &[Keys]) -> Vec<bool> {
    let (mut known, mut done) = (Names::default(), Index::default());
    for (at, keys) in keys.iter().enumerate() {
        for key in &keys.own {
            known.push(key, at);
        }
    }
    let mut paired = vec![false; keys.len()];
    for (at, keys) in keys.iter().enumerate() {
        if paired.get(at) == Some(&true) {
            continue;
        }
        let mut found = false;
        // Once somebody has looked under a key, all that follow there are in a pair.
        for key in keys.others.iter().filter(|key| done.place(Key::Text(key), at) == at) {
            for other in known.all(key).iter().filter(|other| **other > at) {
                let is_new = paired.get_mut(*other).is_some_and(|paired| !std::mem::replace(paired, true));
                found |= is_new;
            }
        }
        if let Some(paired) = paired.get_mut(at) {
            *paired = found;
        }
    }
    paired
}

/// A name with a star, which stands for one label, overlaps with those below it, and no name at all with every one.
fn by_host(listener: &Listener<'_>) -> Keys {
    let (port, host) = (listener.port().to_string(), listener.hostname());
    let key = |sign: &str, name: &str| [&port, sign, name].concat();
    let is_star = host.starts_with("*.");
    let above = host.split_once('.').filter(|_| !is_star).map(|(_, rest)| ["*.", rest].concat());
    let mut keys = Keys { own: vec![key(":", ""), key("=", host)], others: Vec::new() };
    keys.own.extend(above.as_ref().map(|above| key("<", above)));
    if host.is_empty() {
        keys.others.push(key(":", ""));
    } else {
        keys.others = vec![key("=", host), key("=", "")];
        keys.others.extend(if is_star { Some(key("<", host)) } else { above.map(|above| key("=", &above)) });
    }
    keys
}

/// Of certificates only the names of their Secrets are known.
fn by_certificate(listener: &Listener<'_>) -> Keys {
    let references = listener.node.at(&["tls", "certificateRefs"]).map_or(&[][..], Node::items).iter();
    let (mut own, port) = (Vec::new(), listener.port().to_string());
    for secret in references.filter_map(|reference| secret(reference, listener.home)) {
        own.push([&port, ":", &secret].concat());
    }
    Keys { others: own.clone(), own }
}
