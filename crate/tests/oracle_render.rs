//! Whole objects, effective specs and conditions against what the real controller created, for every recorded case and
//! release.
//!
//! A case that the API server stops is compared by the documents that it refuses: the recorded run went no further, while
//! Gatelint goes on with what is still known.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

mod support;

use gatelint::api::{Engine, InputFile, Options, Request};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use support::{Bases, lines, text};

/// What is not compared, and why.
const NOT_COMPARED: &[(&str, &str)] = &[(
    "528-config-bad-api-version",
    "a document of another apiVersion is no configuration to Gatelint: the rule unknown-kind says so",
)];

#[test]
fn renderings_are_what_the_controller_creates() {
    let (engine, bases) = (Engine::new(), Bases::load());
    let mut seen: BTreeMap<&'static str, (usize, Vec<String>)> = BTreeMap::new();
    let compared = |case: &Value| !NOT_COMPARED.iter().any(|(name, _)| case["case"] == *name);
    // The second file holds what the first has no case of: directives of patches, defaults inside pods, listeners with
    // several certificates, refused Gateways of merged classes.
    let cases = lines("render/cases.jsonl").into_iter().chain(lines("render/more.jsonl"));
    for case in cases.filter(compared) {
        for expected in case["expected"].as_array().unwrap() {
            for release in expected["releases"].as_array().unwrap().iter().map(text) {
                let answer = render(&engine, &text(&case["input"]), &release);
                for (part, difference) in compare(&bases, &release, expected, &answer) {
                    let (count, wrong) = seen.entry(part).or_default();
                    *count += 1;
                    wrong.extend(difference.map(|said| format!("{} {release} {part}: {said}", text(&case["case"]))));
                }
            }
        }
    }
    for (part, (count, wrong)) in &seen {
        println!("{part}: {count} compared, {} differ", wrong.len());
    }
    let wrong: Vec<&String> = seen.values().flat_map(|(_, wrong)| wrong).collect();
    let shown: Vec<&str> = wrong.iter().take(20).map(|wrong| wrong.as_str()).collect();
    assert!(wrong.is_empty(), "{}", shown.join("\n"));
    assert!(seen["objects"].0 > 15_000 && seen["rate limit objects"].0 > 700);
}

fn render(engine: &Engine, input: &str, release: &str) -> Value {
    let options = json!({"target": release, "install": "builtin", "placeholders": "literal"});
    let file = InputFile { path: "case.yaml".into(), text: Some(input.into()), ..InputFile::default() };
    let request = Request { files: vec![file], options: Some(Options::read(options.into()).unwrap()) };
    serde_json::from_str(&engine.render(&request).unwrap()).unwrap()
}

type Compared = (&'static str, Option<String>);

fn compare(bases: &Bases, release: &str, expected: &Value, answer: &Value) -> Vec<Compared> {
    let documents = |value: &Value| -> Vec<String> {
        value.as_array().into_iter().flatten().map(|error| text(&error["document"])).collect()
    };
    if expected.get("configErrors").is_some() {
        return vec![(
            "config errors",
            answer["configErrors"].as_array().unwrap().is_empty().then(|| "none".to_string()),
        )];
    }
    let refused: Vec<String> = expected["loadErrors"].as_array().into_iter().flatten().map(text).collect();
    let mut all = vec![("load errors", differ(&json!(refused), &json!(documents(&answer["loadErrors"]))))];
    if !refused.is_empty() {
        return all;
    }
    all.push(("classes", differ(&expected["classes"], &conditions_by_name(&answer["gatewayClasses"]))));
    all.push(("gateways", differ(&expected["gateways"], &gateways(&answer["gateways"]))));
    all.push(("proxies", differ(&list(&expected["proxies"]), &proxies(&answer["envoyProxies"]))));
    let key = |infra: &Value| text(&infra["key"]);
    let by_key = |value: &Value| -> BTreeMap<String, Value> {
        value.as_array().into_iter().flatten().map(|infra| (key(infra), infra.clone())).collect()
    };
    let (wanted, got) = (by_key(&expected["infra"]), by_key(&answer["infra"]));
    all.push(("infra", differ(&json!(wanted.keys().collect::<Vec<_>>()), &json!(got.keys().collect::<Vec<_>>()))));
    for (key, wanted) in &wanted {
        if let Some(got) = got.get(key) {
            infra(bases, release, wanted, got, &mut all);
        }
    }
    let empty = json!({"objects": [], "errors": []});
    let wanted = expected.get("rateLimit").unwrap_or(&empty);
    let got = answer.get("rateLimit").unwrap_or(&empty);
    objects(bases, release, wanted, got, ["rate limit objects", "rate limit kinds", "rate limit errors"], &mut all);
    all
}

fn infra(bases: &Bases, release: &str, wanted: &Value, got: &Value, all: &mut Vec<Compared>) {
    let names = |infra: &Value| json!([infra["name"], infra["namespace"], infra.get("skipped")]);
    all.push(("names", differ(&names(wanted), &names(got))));
    all.push(("specs", differ(&wanted["spec"], &got["resolvedEnvoyProxySpec"])));
    objects(bases, release, wanted, got, ["objects", "kinds", "errors"], all);
}

fn objects(
    bases: &Bases,
    release: &str,
    wanted: &Value,
    got: &Value,
    parts: [&'static str; 3],
    all: &mut Vec<Compared>,
) {
    let objects = wanted["objects"].as_array().into_iter().flatten();
    let objects: Vec<Value> = objects.map(|delta| bases.object(release, delta)).collect();
    let got_objects: Vec<&Value> = got["objects"].as_array().into_iter().flatten().collect();
    let kinds = |list: Vec<&Value>| list.iter().map(|object| object["kind"].clone()).collect::<Vec<_>>();
    let (wanted_kinds, got_kinds) = (kinds(objects.iter().collect()), kinds(got_objects.clone()));
    all.push((parts[1], differ(&json!(wanted_kinds), &json!(got_kinds))));
    if wanted_kinds == got_kinds {
        all.extend(objects.iter().zip(got_objects).map(|(wanted, got)| (parts[0], differ(wanted, got))));
    }
    let stops = got["errors"].as_array().into_iter().flatten().map(|error| error["object"].clone());
    all.push((parts[2], differ(&list(&wanted["errors"]), &Value::Array(stops.collect()))));
}

fn list(value: &Value) -> Value {
    if value.is_null() { json!([]) } else { value.clone() }
}

/// `Type=Status:Reason`, in order.
fn conditions(value: &Value) -> Vec<String> {
    let one = |c: &Value| format!("{}={}:{}", text(&c["type"]), text(&c["status"]), text(&c["reason"]));
    let mut all: Vec<String> = value.as_array().unwrap().iter().map(one).collect();
    all.sort();
    all
}

fn conditions_by_name(value: &Value) -> Value {
    let named = value.as_array().unwrap().iter();
    Value::Object(
        named.map(|named| (text(&named["name"]), json!(conditions(&named["conditions"])))).collect::<Map<_, _>>(),
    )
}

fn gateways(value: &Value) -> Value {
    let mut all: Vec<(String, Value)> = value
        .as_array()
        .unwrap()
        .iter()
        .map(|gateway| {
            let name = format!("{}/{}", text(&gateway["namespace"]), text(&gateway["name"]));
            let listeners = conditions_by_name(&gateway["listeners"]);
            (
                name.clone(),
                json!({"gateway": name, "conditions": conditions(&gateway["conditions"]), "listeners": listeners}),
            )
        })
        .collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    Value::Array(all.into_iter().map(|(_, gateway)| gateway).collect())
}

fn proxies(value: &Value) -> Value {
    let one = |proxy: &Value| {
        let ancestors = proxy["ancestors"].as_array().unwrap().iter();
        let ancestors = ancestors.map(|a| json!({"conditions": conditions(&a["conditions"]), "ref": a["ancestorRef"]}));
        let name = format!("{}/{}", text(&proxy["namespace"]), text(&proxy["name"]));
        json!({"proxy": name, "ancestors": ancestors.collect::<Vec<_>>()})
    };
    Value::Array(value.as_array().unwrap().iter().map(one).collect())
}

/// The leaves in which two values differ.
fn differ(wanted: &Value, got: &Value) -> Option<String> {
    let mut said = Vec::new();
    leaves("", wanted, got, &mut said);
    (!said.is_empty()).then(|| said.join("; "))
}

fn leaves(path: &str, wanted: &Value, got: &Value, said: &mut Vec<String>) {
    match (wanted, got) {
        (Value::Object(a), Value::Object(b)) => {
            for key in a.keys().chain(b.keys().filter(|key| !a.contains_key(*key))) {
                leaves(
                    &format!("{path}/{key}"),
                    a.get(key).unwrap_or(&Value::Null),
                    b.get(key).unwrap_or(&Value::Null),
                    said,
                );
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().for_each(|(at, (a, b))| leaves(&format!("{path}/{at}"), a, b, said));
        }
        _ if wanted == got => {}
        _ => said.push(format!("{path} is {got}, not {wanted}")),
    }
}
