//! Rules of Gateways.

use super::{Truth, View};
use crate::diagnostic::ReleaseSet;
use crate::schema::pattern::{is_hostname, is_label_word, is_subdomain};
use crate::value::Value;
use std::collections::{HashMap, HashSet};

/// Among listed things, no two have the same value of a field, and all have one.
pub(super) fn unique(view: View<'_>, field: &str) -> Truth {
    let mut seen = HashSet::new();
    let mut all = view.always(true);
    for item in view.items() {
        let fresh = item.is_filled_in(field) || seen.insert(key(item, field));
        let there = item.has(field);
        all = all.and(Truth { yes: there.yes, no: ReleaseSet::NONE, error: there.no }).and(item.always(fresh));
    }
    all
}

/// Among addresses of a type, no two have the same value. `guarded`: those without a value are left out, else asking
/// for it is an error.
pub(super) fn unique_address(view: View<'_>, kind: &str, guarded: bool) -> Truth {
    let mut seen: HashMap<&str, ReleaseSet> = HashMap::new();
    let mut all = view.always(true);
    for item in view.items() {
        let of_kind = item.is("type", kind);
        match item.node.str_at(&["value"]) {
            Some(_) if item.is_filled_in("value") => {}
            Some(value) => {
                let before = seen.entry(value).or_default();
                let again = of_kind.yes & *before;
                all = all.and(Truth { yes: view.at.releases.without(again), no: again, ..Truth::default() });
                *before |= of_kind.yes;
            }
            None if guarded => {}
            None => all = all.and(of_kind.implies(Truth::error(view.at.releases))),
        }
    }
    all
}

/// What two fields have to share to be the same.
fn key(view: View<'_>, field: &str) -> Option<(bool, String)> {
    match &view.field(field)?.node.value {
        Value::String(text) => Some((true, text.to_string())),
        Value::Int(int) => Some((false, int.to_string())),
        _ => None,
    }
}

/// The value of an address of type Hostname looks like one.
pub(super) fn hostname_address(view: View<'_>, guarded: bool) -> Truth {
    let good = view.text("value", is_hostname);
    let good = if guarded { view.has("value").not().or(good) } else { good };
    view.is("type", "Hostname").implies(good)
}

pub(super) fn tls_needed(view: View<'_>) -> Truth {
    view.all(|listener| listener.is_one_of("protocol", "HTTPS|TLS").implies(listener.has("tls")))
}

pub(super) fn tls_not_allowed(view: View<'_>) -> Truth {
    view.all(|listener| listener.is_one_of("protocol", "HTTP|TCP|UDP").implies(listener.has("tls").not()))
}

pub(super) fn hostname_not_allowed(view: View<'_>) -> Truth {
    view.all(|listener| {
        let none = listener.has("hostname").not().or(listener.is("hostname", ""));
        listener.is_one_of("protocol", "TCP|UDP").implies(none)
    })
}

pub(super) fn https_terminates(view: View<'_>) -> Truth {
    view.all(|listener| match listener.field("tls") {
        Some(tls) => {
            let terminates = tls.is("mode", "").or(tls.is("mode", "Terminate"));
            listener.is("protocol", "HTTPS").and(listener.has("tls")).implies(terminates)
        }
        None => listener.always(true),
    })
}

pub(super) fn tls_mode_needed(view: View<'_>) -> Truth {
    view.all(|listener| {
        let mode = match listener.field("tls") {
            Some(tls) => tls.has("mode").and(tls.is("mode", "").not()),
            None => listener.always(false),
        };
        listener.is("protocol", "TLS").implies(mode)
    })
}

/// Port, protocol and host name of each listener are its own; without a host name, port and protocol are.
pub(super) fn unique_listener(view: View<'_>) -> Truth {
    const FIELDS: [&str; 3] = ["port", "protocol", "hostname"];
    let mut seen = HashSet::new();
    let mut all = true;
    for listener in view.items() {
        let unknown = FIELDS.iter().any(|field| listener.is_filled_in(field));
        all &= unknown || seen.insert(FIELDS.map(|field| key(listener, field)));
    }
    view.always(all)
}

pub(super) fn certificates(view: View<'_>, or_options: bool) -> Truth {
    let certificates = view.has_items("certificateRefs");
    let enough = if or_options { certificates.or(view.has_items("options")) } else { certificates };
    view.is("mode", "Terminate").implies(enough)
}

pub(super) fn label_keys(view: View<'_>) -> Truth {
    let good = |key: &str| {
        let (prefix, name) = key.split_once('/').map_or((None, key), |(prefix, name)| (Some(prefix), name));
        prefix.is_none_or(is_subdomain) && name.len() <= 63 && is_label_word(name)
    };
    keys(view, good)
}

pub(super) fn label_prefixes(view: View<'_>) -> Truth {
    keys(view, |key| key.split('/').next().unwrap_or(key).chars().count() < 253)
}

fn keys(view: View<'_>, good: impl Fn(&str) -> bool) -> Truth {
    let mut there = view.node.entries().iter().filter(|entry| !entry.value.is_null());
    view.always(there.all(|entry| (view.is_unknown)(&entry.key) || good(&entry.key)))
}
