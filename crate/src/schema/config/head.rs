//! Which kind of document it is: `apiVersion` and `kind`.
//!
//! They are read before all else, by a reader that does not look at the case of keys (`Kind` is as good as `kind`) and
//! takes the last of several in the order of their bytes.

use super::fault::{Fault, Instead, Step};
use crate::value::{Entry, Node, Value};

const API_VERSION: &str = "gateway.envoyproxy.io/v1alpha1";
const KIND: &str = "EnvoyGateway";

/// What is wrong with the head of the configuration.
pub fn check(root: &Node) -> Option<Fault> {
    let fault = |at: &Node, field: &str, what: String, instead: Option<&str>| {
        let todo = format!("It begins with `apiVersion: {API_VERSION}` and `kind: {KIND}`.");
        let instead = instead.map(|text| Instead::Other(text.to_string()));
        Fault { at: at.origin.clone(), field: field.to_string(), step: Step::Head, what, todo, instead }
    };
    if root.as_map().is_none() {
        let what =
            if root.is_null() { "it is empty".to_string() } else { format!("it is {}, not a map", root.value.kind()) };
        return Some(fault(root, "", what, None));
    }
    let words = [("apiVersion", API_VERSION), ("kind", KIND)];
    let found = words.map(|(key, _)| word(root, key));
    let missing: Vec<&str> =
        words.iter().zip(&found).filter(|(_, found)| found.is_none()).map(|(word, _)| word.0).collect();
    if let [first, ..] = missing.as_slice() {
        let at = root.entries().first().map_or(root.origin.clone(), |entry| entry.key_origin.clone());
        let missing = fault(root, first, format!("it has no {}", missing.join(" and no ")), None);
        return Some(Fault { at, ..missing });
    }
    let mut words = words.iter().zip(found);
    words.find_map(|((key, right), entry)| {
        let node = &entry?.value;
        let wrong = match &node.value {
            Value::String(text) if text == *right => return None,
            Value::String(text) => format!("its {key} is `{text}`, not `{right}`"),
            other => format!("its {key} is {}", other.kind()),
        };
        Some(fault(node, key, wrong, Some(right)))
    })
}

/// The entry that is read as `key`; none where there is none or it is empty.
fn word<'n>(root: &'n Node, key: &str) -> Option<&'n Entry> {
    let found = root.entries().iter().filter(|entry| is_folded(&entry.key, key) && !entry.value.is_null());
    found.max_by(|a, b| a.key.cmp(&b.key)).filter(|entry| entry.value.as_str() != Some(""))
}

/// True when two keys differ in case only, as Unicode folds it (`K`, the Kelvin sign, is a `k`).
fn is_folded(key: &str, name: &str) -> bool {
    key.chars().map(fold).eq(name.chars().map(fold))
}

fn fold(c: char) -> char {
    match c {
        'ſ' => 's',
        '\u{212a}' => 'k',
        _ => c.to_ascii_lowercase(),
    }
}
