//! Rules of Gateways.

use super::{Truth, View};
use crate::diagnostic::ReleaseSet;
use crate::schema::pattern::{is_hostname, is_label_word, is_subdomain};
use crate::text::{Gather as _, Names};
use crate::value::{Entry, Value};

/// Among listed things, no two have the same value of a field, and all have one.
pub(super) fn unique(view: View<'_>, field: &str) -> Truth {
    let keys = view.items().map(|item| key(item, &[field])).gather();
    let there = view.all(&|item| {
        let there = item.has(field);
        Truth { yes: there.yes, no: ReleaseSet::NONE, error: there.no }
    });
    there.and(view.always(are_distinct(keys)))
}

/// Port, protocol and host name of each listener are its own; without a host name, port and protocol are.
pub(super) fn unique_listener(view: View<'_>) -> Truth {
    let keys = view.items().map(|listener| key(listener, &["port", "protocol", "hostname"])).gather();
    view.always(are_distinct(keys))
}

/// What two items share when these fields are the same; none where a tool fills one in.
fn key(item: View<'_>, fields: &[&str]) -> Option<String> {
    let mut key = String::new();
    for field in fields {
        if item.is_filled_in(field) {
            return None;
        }
        match item.field(field).map(|value| &value.node.value) {
            Some(Value::String(text)) => key.push_str(&format!("\"{text}\"")),
            Some(Value::Int(int)) => key.push_str(&int.to_string()),
            _ => {}
        }
        key.push('\n');
    }
    Some(key)
}

fn are_distinct(keys: Vec<Option<String>>) -> bool {
    let mut seen = Names::default();
    keys.iter().flatten().all(|key| {
        let fresh = !seen.has(key);
        seen.push(key, ());
        fresh
    })
}

/// Among addresses of a type, no two have the same value. `guarded`: those without a value are left out, else asking
/// for it is an error.
pub(super) fn unique_address(view: View<'_>, kind: &str, guarded: bool) -> Truth {
    let mut seen: Names<'_, ReleaseSet> = Names::default();
    let mut all = view.always(true);
    for item in view.items() {
        let of_kind = item.is("type", kind);
        match item.node.str_at(&["value"]) {
            Some(_) if item.is_filled_in("value") => {}
            Some(value) => {
                let before = seen.all(value).iter().fold(ReleaseSet::NONE, |set, releases| set | *releases);
                let again = of_kind.yes & before;
                all = all.and(Truth { yes: view.at.releases.without(again), no: again, ..Truth::default() });
                seen.push(value, of_kind.yes.without(before));
            }
            None if guarded => {}
            None => all = all.and(of_kind.implies(Truth::error(view.at.releases))),
        }
    }
    all
}

/// The value of an address of type Hostname looks like one.
pub(super) fn hostname_address(view: View<'_>, guarded: bool) -> Truth {
    let good = view.text("value", &is_hostname);
    let good = if guarded { view.has("value").not().or(good) } else { good };
    view.is("type", "Hostname").implies(good)
}

pub(super) fn tls_needed(view: View<'_>) -> Truth {
    view.all(&|listener| listener.is_one_of("protocol", "HTTPS|TLS").implies(listener.has("tls")))
}

pub(super) fn tls_not_allowed(view: View<'_>) -> Truth {
    view.all(&|listener| listener.is_one_of("protocol", "HTTP|TCP|UDP").implies(listener.has("tls").not()))
}

pub(super) fn hostname_not_allowed(view: View<'_>) -> Truth {
    view.all(&|listener| {
        let none = listener.has("hostname").not().or(listener.is("hostname", ""));
        listener.is_one_of("protocol", "TCP|UDP").implies(none)
    })
}

pub(super) fn https_terminates(view: View<'_>) -> Truth {
    view.all(&|listener| match listener.field("tls") {
        Some(tls) => {
            let terminates = tls.is("mode", "").or(tls.is("mode", "Terminate"));
            listener.is("protocol", "HTTPS").and(listener.has("tls")).implies(terminates)
        }
        None => listener.always(true),
    })
}

pub(super) fn tls_mode_needed(view: View<'_>) -> Truth {
    view.all(&|listener| {
        let mode = match listener.field("tls") {
            Some(tls) => tls.has("mode").and(tls.is("mode", "").not()),
            None => listener.always(false),
        };
        listener.is("protocol", "TLS").implies(mode)
    })
}

pub(super) fn certificates(view: View<'_>, or_options: bool) -> Truth {
    let certificates = view.has_items("certificateRefs");
    let enough = if or_options { certificates.or(view.has_items("options")) } else { certificates };
    view.is("mode", "Terminate").implies(enough)
}

pub(super) fn label_keys(view: View<'_>) -> Truth {
    view.always(bad_key(view, is_label_key).is_none())
}

pub(super) fn label_prefixes(view: View<'_>) -> Truth {
    view.always(bad_key(view, is_short_prefix).is_none())
}

/// The first key that is not good; a null counts as left out.
pub(super) fn bad_key<'a>(view: View<'a>, good: fn(&str) -> bool) -> Option<&'a Entry> {
    let mut there = view.node.entries().iter().filter(|entry| !entry.value.is_null());
    there.find(|entry| !(view.is_unknown)(&entry.key) && !good(&entry.key))
}

pub(super) fn is_label_key(key: &str) -> bool {
    let (prefix, name) = key.split_once('/').map_or((None, key), |(prefix, name)| (Some(prefix), name));
    prefix.is_none_or(is_subdomain) && name.len() <= 63 && is_label_word(name)
}

pub(super) fn is_short_prefix(key: &str) -> bool {
    key.split('/').next().unwrap_or(key).chars().count() < 253
}
