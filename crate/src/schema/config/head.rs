//! Which kind of document it is: `apiVersion` and `kind`.
//!
//! They are read before all else, by a reader that does not look at the case of keys (`Kind` is as good as `kind`) and
//! takes the last of several in the order of their bytes.

use super::fault::{Fault, Instead, Step};
use crate::text::Gather as _;
use crate::value::{Entry, Node, Origin, Value};

const API_VERSION: &str = "gateway.envoyproxy.io/v1alpha1";
const KIND: &str = "EnvoyGateway";

/// What is wrong with the head of the configuration. `is_unknown`: true for texts that stand for something else.
pub fn check(root: &Node, is_unknown: fn(&str) -> bool) -> Option<Fault> {
    if root.as_map().is_none() {
        let what = format!("the configuration is {}, not a map", root.value.kind());
        return Some(fault(&root.origin, "", what, None));
    }
    let word = |key| word(root, key);
    let words = [("apiVersion", API_VERSION, word("apiVersion")), ("kind", KIND, word("kind"))];
    let missing: Vec<&str> = words.iter().filter(|word| word.2.is_none()).map(|word| word.0).gather();
    if let [first, ..] = missing.as_slice() {
        let at = root.entries().first().map_or(&root.origin, |entry| &entry.key_origin);
        return Some(fault(at, first, format!("the configuration has no {}", missing.join(" and no ")), None));
    }
    words.into_iter().find_map(|(key, right, entry)| {
        let node = &entry?.value;
        let what = match &node.value {
            Value::String(text) if *text == *right || is_unknown(text) => return None,
            Value::String(text) => format!("`{text}` is not the {key} of a configuration"),
            other => format!("{key} is {}, and text is read here", other.kind()),
        };
        Some(fault(&node.origin, key, what, Some(Instead::Other(right.to_string()))))
    })
}

fn fault(at: &Origin, field: &str, what: String, instead: Option<Instead>) -> Fault {
    let todo = format!("It begins with `apiVersion: {API_VERSION}` and `kind: {KIND}`.");
    Fault { at: at.clone(), field: field.to_string(), step: Step::Head, what, todo, instead, is_missing: false }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Embedding, FileId};
    use crate::yaml::{Text, read_one};

    fn what(text: &str) -> Option<String> {
        let piece = read_one(&Text::from(text), &Embedding::file(FileId(0), text.len()));
        check(&piece.root.unwrap(), |_| false).map(|fault| fault.what)
    }

    #[test]
    fn the_case_of_keys_does_not_count_here() {
        assert_eq!(what("apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyGateway\n"), None);
        assert_eq!(what("APIVERSION: gateway.envoyproxy.io/v1alpha1\nKind: EnvoyGateway\n"), None);
        assert_eq!(what("apiVersion: gateway.envoyproxy.io/v1alpha1\nKind: x\nkind: EnvoyGateway\n"), None);
        assert_eq!(what("apiVersion: gateway.envoyproxy.io/v1alpha1\nKind: EnvoyGateway\nkind: null\n"), None);
    }

    #[test]
    fn what_is_no_configuration() {
        for (text, wanted) in [
            ("a: 1", "the configuration has no apiVersion and no kind"),
            ("apiVersion: ''\nkind: EnvoyGateway", "the configuration has no apiVersion"),
            ("[]", "the configuration is a list, not a map"),
            ("apiVersion: v1\nkind: EnvoyGateway", "`v1` is not the apiVersion of a configuration"),
            (
                "apiVersion: gateway.envoyproxy.io/v1alpha1\nKind: EnvoyGateway\nkind: x",
                "`x` is not the kind of a configuration",
            ),
            ("apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: 1", "kind is an integer, and text is read here"),
        ] {
            assert_eq!(what(text).as_deref(), Some(wanted), "{text}");
        }
    }
}
