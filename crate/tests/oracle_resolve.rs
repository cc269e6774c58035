//! Images, labels, names and selectors against what the real controller created, for every recorded case and release.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

mod support;

use gatelint::api::{Engine, InputFile, Options, Request, to_json};
use serde_json::{Map, Value, json};
use support::{Bases, lines, text};

/// Cases whose answer needs what this test does not look at; the reason is said.
const NOT_COMPARED: &[(&str, &str)] = &[];

#[test]
fn resolved_gateways_are_what_the_controller_creates() {
    let (engine, bases) = (Engine::new(), Bases::load());
    let (mut compared, mut wrong) = (0, Vec::new());
    for case in lines("render/cases.jsonl") {
        let name = text(&case["case"]);
        if NOT_COMPARED.iter().any(|(other, _)| name.ends_with(other)) {
            continue;
        }
        for expected in case["expected"].as_array().unwrap() {
            for release in expected["releases"].as_array().unwrap().iter().map(text) {
                let answer = resolve(&engine, &text(&case["input"]), &release);
                for infra in expected["infra"].as_array().into_iter().flatten() {
                    if infra.get("skipped").is_some() || infra.get("errors").is_some() {
                        continue;
                    }
                    compared += 1;
                    let difference = compare(&bases, &release, infra, &answer);
                    wrong.extend(difference.map(|said| format!("{name} {release}: {said}")));
                }
            }
        }
    }
    println!("{compared} proxies compared, {} differ", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 3000);
}

fn resolve(engine: &Engine, input: &str, release: &str) -> Value {
    let options = json!({"target": release, "install": "builtin", "placeholders": "literal"});
    let file = InputFile { path: "case.yaml".into(), text: Some(input.into()), ..InputFile::default() };
    let request = Request { files: vec![file], options: Some(Options::read(options.into()).unwrap()) };
    serde_json::from_str(&to_json(&engine.resolve(&request).unwrap())).unwrap()
}

/// The first difference between a recorded proxy and what is said of its Gateway.
fn compare(bases: &Bases, release: &str, infra: &Value, answer: &Value) -> Option<String> {
    let key = text(&infra["key"]);
    let gateways = answer["gateways"].as_array().unwrap();
    let is_it = |gateway: &&Value| {
        let own = format!("{}/{}", gateway["namespace"].as_str().unwrap_or(""), text(&gateway["name"]));
        if gateway["mode"] == "merged" {
            gateway["className"] == key.as_str() && gateway["accepted"] == true
        } else {
            own == key
        }
    };
    let Some(gateway) = gateways.iter().find(is_it) else { return Some(format!("no Gateway for {key}")) };
    let wanted: Vec<Value> =
        infra["objects"].as_array().unwrap().iter().map(|delta| bases.object(release, delta)).collect();
    if gateway["infra"] != json!({"namespace": infra["namespace"], "name": infra["name"]}) {
        return Some(format!("infra {} instead of {}", gateway["infra"], infra["name"]));
    }
    let got = gateway["objects"].as_array().unwrap();
    let kinds = |list: Vec<&Value>| list.into_iter().map(|object| text(&object["kind"])).collect::<Vec<_>>().join(" ");
    if kinds(wanted.iter().collect()) != kinds(got.iter().collect()) {
        return Some(format!(
            "kinds {:?} instead of {:?}",
            kinds(got.iter().collect()),
            kinds(wanted.iter().collect())
        ));
    }
    let objects = wanted.iter().zip(got).find_map(|(wanted, got)| differ(&slice(wanted), &said(got)));
    objects.or_else(|| {
        let workload = wanted.iter().find(|object| object["kind"] == "Deployment" || object["kind"] == "DaemonSet")?;
        differ(&pod(&workload["spec"]["template"]["spec"]), &said_pod(gateway))
    })
}

fn differ(wanted: &Value, got: &Value) -> Option<String> {
    (wanted != got).then(|| format!("\n  got  {got}\n  want {wanted}"))
}

/// The part of a recorded object that `resolve` shows.
fn slice(object: &Value) -> Value {
    let metadata = &object["metadata"];
    let map = |value: &Value| value.as_object().cloned().unwrap_or_default();
    let selector = &object["spec"]["selector"];
    let selector = if object["kind"] == "Service" { selector } else { &selector["matchLabels"] };
    json!({
        "kind": object["kind"], "name": metadata["name"].as_str().unwrap_or(""), "namespace": metadata["namespace"],
        "labels": map(&metadata["labels"]), "annotations": map(&metadata["annotations"]), "selector": map(selector),
    })
}

fn said(object: &Value) -> Value {
    let map = |value: &Value| -> Map<String, Value> {
        value.as_object().into_iter().flatten().map(|(key, traced)| (key.clone(), traced["value"].clone())).collect()
    };
    json!({
        "kind": object["kind"], "name": object["name"]["value"], "namespace": object["namespace"],
        "labels": map(&object["labels"]), "annotations": map(&object["annotations"]), "selector": map(&object["selector"]),
    })
}

fn pod(spec: &Value) -> Value {
    let lists =
        ["initContainers", "containers"].into_iter().flat_map(|list| spec[list].as_array().into_iter().flatten());
    let word = |value: &Value| value.as_str().unwrap_or("").to_string();
    let containers: Vec<Value> =
        lists.map(|c| json!([word(&c["name"]), word(&c["image"]), word(&c["imagePullPolicy"])])).collect();
    let secrets: Vec<Value> = spec["imagePullSecrets"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|s| s.get("name").is_some())
        .map(|s| s["name"].clone())
        .collect();
    json!({"containers": containers, "pullSecrets": secrets})
}

fn said_pod(gateway: &Value) -> Value {
    let containers = gateway["containers"].as_array().unwrap().iter();
    let containers: Vec<Value> =
        containers.map(|c| json!([c["name"], c["image"]["value"], c["pullPolicy"]["value"]])).collect();
    let secrets: Vec<Value> = gateway["pullSecrets"].as_array().unwrap().iter().map(|s| s["value"].clone()).collect();
    json!({"containers": containers, "pullSecrets": secrets})
}
