//! Label syntax and selectors against what Kubernetes' own code answers.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout)]

use gatelint::labels::selector::{Refusal, Selector, SelectorFault};
use gatelint::labels::{self, SyntaxError};
use gatelint::value::{Map, Node, Origin, Value};
use serde_json::{Value as Json, json};

fn rows(jsonl: &str) -> Vec<Json> {
    jsonl.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn origin() -> Origin {
    Origin::default_of(0, "test")
}

/// JSON as nodes.
fn node(json: &Json) -> Node {
    match json {
        Json::Null => Node::new(Value::Null, origin()),
        Json::Bool(value) => Node::new(Value::Bool(*value), origin()),
        Json::Number(number) => Node::new(Value::Int(number.as_i64().unwrap()), origin()),
        Json::String(text) => Node::string(text.clone(), origin()),
        Json::Array(items) => Node::list(items.iter().map(node).collect(), origin()),
        Json::Object(entries) => {
            let mut map = Map::new();
            entries.iter().for_each(|(key, value)| map.set(key.clone(), node(value)));
            Node::map(map, origin())
        }
    }
}

type Check = fn(&str) -> Result<(), SyntaxError>;

fn check(name: &str) -> Option<Check> {
    Some(match name {
        "qualifiedName" => labels::label_key,
        "labelValue" => labels::label_value,
        "dns1123Label" => labels::dns_label,
        "dns1123Subdomain" => labels::subdomain,
        "dns1035Label" => labels::dns1035_label,
        "wildcardDNS1123Subdomain" => labels::wildcard_subdomain,
        "objectName" => labels::object_name,
        "namespaceName" => labels::namespace_name,
        "generateName" => labels::generate_name,
        "portName" => labels::port_name,
        "envVarName" => labels::env_var_name,
        "relaxedEnvVarName" => labels::relaxed_env_var_name,
        _ => return None,
    })
}

/// The answer for a whole map; `repeat` adds a key with that many bytes.
fn map_is_valid(line: &Json) -> bool {
    let mut map = node(&line["map"]).as_map().unwrap().clone();
    if let Some(key) = line["repeat"]["key"].as_str() {
        let bytes = line["repeat"]["bytes"].as_u64().unwrap() as usize;
        map.set(key.to_owned(), Node::string("x".repeat(bytes), origin()));
    }
    match line["check"].as_str().unwrap() {
        "labels" => labels::check_labels(&map).is_empty(),
        "annotations" => {
            labels::check_annotations(&map).is_empty() && labels::annotations_size(&map) <= labels::ANNOTATIONS_MAX
        }
        other => panic!("{other}"),
    }
}

#[test]
fn names_are_taken_as_kubernetes_takes_them() {
    let lines = rows(include_str!("../../tests/oracle/label-syntax.jsonl"));
    let agrees = |line: &Json| {
        let valid = match (check(line["check"].as_str().unwrap()), line["value"].as_str()) {
            (Some(check), Some(value)) => check(value).is_ok(),
            _ => map_is_valid(line),
        };
        line["ok"] == valid
    };
    let wrong: Vec<_> = lines.iter().filter(|line| !agrees(line)).collect();
    println!("label syntax: {} of {} agree", lines.len() - wrong.len(), lines.len());
    assert_eq!(lines.len(), 398);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_refused_name_has_a_place_and_every_repair_is_valid() {
    for line in rows(include_str!("../../tests/oracle/label-syntax.jsonl")) {
        let (Some(check), Some(value)) = (check(line["check"].as_str().unwrap()), line["value"].as_str()) else {
            continue;
        };
        if let Err(error) = check(value) {
            assert!(error.at <= value.len() && value.is_char_boundary(error.at), "{value:?} {error:?}");
            assert!(!error.to_string().is_empty());
        }
        if let Some(mended) = labels::nearest(value, check) {
            assert!(check(&mended).is_ok() && check(value).is_err(), "{value:?} {mended:?}");
        }
    }
}

fn kind(refusal: &Refusal) -> &'static str {
    match refusal.fault {
        SelectorFault::NoValues => "FieldValueRequired",
        SelectorFault::Values => "FieldValueForbidden",
        _ => "FieldValueInvalid",
    }
}

/// The API server's opinion of the object form; absent for a `null` and where it can't be decoded.
fn validation(line: &Json, refusals: &[Refusal]) -> Option<Json> {
    if line["selector"].is_null() || refusals.iter().any(|refusal| refusal.fault.is_structural()) {
        return None;
    }
    let mut fields: Vec<_> =
        refusals.iter().map(|refusal| (format!("selector.{}", refusal.field), kind(refusal))).collect();
    fields.sort();
    fields.dedup();
    Some(json!(fields))
}

/// What is decided about a selector, in the form of the recorded answers.
fn answer(line: &Json) -> Json {
    let mut answer = json!({"id": line["id"], "labels": line["labels"]});
    let selector = match line.get("text") {
        Some(text) => {
            answer["text"] = text.clone();
            Selector::parse(text.as_str().unwrap()).map_err(drop)
        }
        None => {
            answer["selector"] = line["selector"].clone();
            let read = Selector::read(&node(&line["selector"]));
            if let Some(validation) = validation(line, read.as_ref().err().map_or(&[], Vec::as_slice)) {
                answer["validation"] = validation;
            }
            read.map_err(drop)
        }
    };
    match selector {
        Ok(selector) => {
            answer["matches"] = selector.matches(node(&line["labels"]).as_map().unwrap()).into();
            answer["canonical"] = selector.to_string().into();
        }
        Err(()) => answer["error"] = true.into(),
    }
    answer
}

#[test]
fn selectors_pick_what_kubernetes_picks() {
    let lines = rows(include_str!("../../tests/oracle/label-selectors.jsonl"));
    let wrong: Vec<_> = lines.iter().filter(|line| answer(line) != **line).map(|line| (line, answer(line))).collect();
    println!("label selectors: {} of {} agree", lines.len() - wrong.len(), lines.len());
    assert_eq!(lines.len(), 243);
    assert!(wrong.is_empty(), "{wrong:#?}");
}
