//! EnvoyProxies that the API server takes against the controller's own validation, in six releases, through the public
//! API: `check` has an error of group `controller` exactly where the controller refuses the stored object.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout)]

mod support;

use gatelint::api::{self, Diagnostic, Engine, InputFile, Request};
use gatelint::diagnostic::{Group, Severity};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The recorded answers leave out what this release says of a bootstrap.
const WITHOUT_BOOTSTRAP: &str = "v1.5.9";

#[test]
fn the_controller_and_check_agree() {
    let engine = Engine::new();
    let objects: BTreeMap<String, Value> = support::lines("crd-verdicts.jsonl")
        .into_iter()
        .map(|mut row| (support::text(&row["id"]), row["object"].take()))
        .collect();
    let rows = support::lines("envoy-proxies.jsonl");
    let (mut verdicts, mut refused, mut wrong) = (0, 0, Vec::new());
    for row in &rows {
        let errors = errors(&engine, &objects[row["id"].as_str().unwrap()]);
        let taken = json!([{"releases": row["taken"].as_str().unwrap_or("")}]);
        for verdict in [&taken, &row["refused"]].into_iter().filter_map(Value::as_array).flatten() {
            for release in verdict["releases"].as_str().unwrap().split_whitespace() {
                let here: Vec<&Diagnostic> = errors.iter().filter(|said| is_about(said, release)).collect();
                verdicts += 1;
                refused += usize::from(!here.is_empty());
                wrong.extend(difference(verdict, &here).map(|said| format!("{} {release}: {said}", row["id"])));
            }
        }
    }
    println!("{} EnvoyProxies, {verdicts} verdicts, {refused} refused, {} mismatches", rows.len(), wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows.len() == 573 && verdicts > 2500 && refused > 80, "fewer answers than recorded");
}

/// Specs with a bootstrap, a name of statistics, filters in an order …, changed at random.
#[test]
fn the_controller_and_check_agree_on_random_specs() {
    let engine = Engine::new();
    let rows = support::lines("envoy-proxy-specs.jsonl");
    let (mut verdicts, mut wrong) = ([0, 0], Vec::new());
    for row in &rows {
        let object = json!({"apiVersion": "gateway.envoyproxy.io/v1alpha1", "kind": "EnvoyProxy",
            "metadata": {"name": "a"}, "spec": row["spec"]});
        let errors = errors(&engine, &object);
        for (key, refused) in [("taken", false), ("refused", true)] {
            for release in row[key].as_str().unwrap_or("").split_whitespace() {
                verdicts[usize::from(refused)] += 1;
                if errors.iter().any(|said| is_about(said, release)) != refused {
                    wrong.push(format!("{release} {key}: {}", row["spec"]));
                }
            }
        }
    }
    println!("{} specs, {verdicts:?} verdicts, {} mismatches", rows.len(), wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(verdicts[0] > 200 && verdicts[1] > 500, "fewer answers than recorded");
}

/// What is said of the object for all releases, by the controller.
fn errors(engine: &Engine, object: &Value) -> Vec<Diagnostic> {
    let file = InputFile { path: "object.json".into(), text: Some(object.to_string()), ..InputFile::default() };
    let options = json!({"target": engine.releases(), "placeholders": "literal", "install": "builtin"});
    let request = Request { files: vec![file], options: Some(api::Options::read(options.into()).unwrap()) };
    let said = engine.check(&request).unwrap().diagnostics;
    said.into_iter().filter(|said| said.severity == Severity::Error && said.group == Group::Controller).collect()
}

fn is_about(said: &Diagnostic, release: &str) -> bool {
    let is_bootstrap = said.field.as_deref().is_some_and(|field| field.starts_with("spec.bootstrap"));
    let known = release != WITHOUT_BOOTSTRAP || !is_bootstrap;
    known && said.releases.as_ref().unwrap().iter().any(|one| one == release)
}

/// Where the controller refuses the object there is an error, and none elsewhere.
fn difference(verdict: &Value, errors: &[&Diagnostic]) -> Option<&'static str> {
    let steps = ["decode", "validate", "bootstrap"];
    let is_refused = steps.into_iter().any(|step| verdict[step].as_array().is_some_and(|fields| !fields.is_empty()));
    match (is_refused, errors.is_empty()) {
        (true, true) => Some("is refused, and nothing is said"),
        (false, false) => Some("is taken, and something is said"),
        _ => None,
    }
}
