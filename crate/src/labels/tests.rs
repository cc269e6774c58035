//! What is said about wrong names and selectors, and where.

use super::selector::{Selector, SelectorFault, TextFault};
use super::*;
use crate::text::{FileId, Span};
use crate::value::{Entry, Map, Node, Origin, Value};

#[test]
fn faults_and_their_places() {
    type Check = fn(&str) -> Result<(), SyntaxError>;
    let table: &[(Check, &str, usize, &str)] = &[
        (label_key, "", 0, "the name part of a key is empty"),
        (label_key, "/a", 0, "the prefix of a key is empty"),
        (label_key, "a/b/c", 3, "a key has one `/` at most, between prefix and name"),
        (label_key, "A.b/c", 0, "the prefix of a key is written in lower case"),
        (label_key, "a..b/c", 2, "a part of the prefix of a key is empty: a dot stands between two names"),
        (label_key, "x.y/-a", 4, "the name part of a key starts with a letter or a digit"),
        (
            label_value,
            "日本",
            0,
            "`日` can't stand in a label's value, which has only letters, digits, `-`, `_` and `.`",
        ),
        (label_value, "a.", 1, "a label's value ends with a letter or a digit"),
        (dns_label, "a\n", 1, "`\\n` can't stand in a DNS label, which has only lower-case letters, digits and `-`"),
        (dns1035_label, "1a", 0, "the name starts with a lower-case letter"),
        (wildcard_subdomain, "a.b", 0, "a wildcard name starts with `*.`"),
        (
            wildcard_subdomain,
            "*.*.a",
            2,
            "`*` can't stand in a wildcard name, which has only lower-case letters, digits and `-`",
        ),
        (port_name, "a--b", 1, "no two dashes stand side by side in the name of a port"),
        (port_name, "80", 0, "the name of a port has at least one letter"),
        (env_var_name, "..a", 0, "the name of an environment variable is not `.` and does not start with `..`"),
    ];
    for (check, text, at, message) in table {
        let error = check(text).unwrap_err();
        assert_eq!((error.at, error.to_string().as_str()), (*at, *message), "{text:?}");
    }
    let long = label_value(&"a".repeat(64)).unwrap_err();
    assert_eq!(long, SyntaxError { at: 63, fault: Fault::TooLong { what: "a label's value", max: 63, found: 64 } });
}

#[test]
fn a_key_with_letters_that_go_lower_cases_to_ascii() {
    let kelvin = "\u{212a}".repeat(63);
    assert!(annotation_key(&kelvin).is_ok() && label_key(&kelvin).is_err());
    assert!(annotation_key(&format!("{kelvin}k")).is_err());
}

#[test]
fn the_short_notation_says_where() {
    let table = [
        ("app in envoy", 7, "here belongs `(` with the values"),
        ("app=a b", 6, "here belongs a comma or the end"),
        ("app=envoy,", 10, "here belongs a label key"),
        ("n > x", 4, "`>` and `<` compare with a whole number"),
        ("app=envoy, -b", 11, "the name part of a key starts with a letter or a digit"),
    ];
    for (text, at, message) in table {
        let error = Selector::parse(text).unwrap_err();
        assert_eq!((error.at, error.to_string().as_str()), (at, message), "{text}");
    }
    assert!(matches!(Selector::parse("a=é").unwrap_err().fault, TextFault::Value(_)));
}

fn at(start: u32) -> Origin {
    Origin::Source(Span::new(FileId(0), start, start + 1))
}

fn map(entries: Vec<(&'static str, Node)>, start: u32) -> Node {
    let entry = |(index, (key, value)): (usize, (&'static str, Node))| {
        let key_origin = at(start + index as u32);
        Entry { key: key.into(), key_origin, value }
    };
    Node::map(Map::from_distinct(entries.into_iter().enumerate().map(entry).collect()), at(start))
}

#[test]
fn an_object_says_which_field_and_where() {
    let expression = map(vec![("key", Node::string("a b", at(11))), ("operator", Node::string("in", at(12)))], 10);
    let list = Node::list(vec![expression], at(9));
    let refusals = Selector::read(&map(vec![("matchExpressions", list)], 1)).unwrap_err();
    let said: Vec<_> = refusals.iter().map(|refusal| (refusal.field.as_str(), refusal.origin.clone())).collect();
    assert_eq!(said, [("matchExpressions[0].key", at(11)), ("matchExpressions[0].operator", at(12))]);
    assert_eq!(SelectorFault::nearest_operator("in"), Some("In"));
}

#[test]
fn what_keeps_labels_from_being_picked() {
    let selector = Selector::parse("app=envoy,tier,env notin (prod)").unwrap();
    let labels = map(vec![("app", Node::string("x", at(0))), ("env", Node::string("dev", at(1)))], 0);
    let unmet: Vec<String> = selector.unmet(labels.as_map().unwrap()).map(ToString::to_string).collect();
    assert_eq!(unmet, ["app=envoy", "tier"]);
    assert!(!Selector::read(&Node::new(Value::Null, at(0))).unwrap().matches(&Map::new()));
}
