//! Configurations of the controller: with which it starts and with which it does not, and what they come to.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

mod support;

use gatelint::api::{Engine, InputFile, Options, Request, Role, to_json};
use gatelint::release::Releases;
use gatelint::schema::Schema;
use gatelint::schema::config::{Config, Reading, Step, Types};
use gatelint::text::{Embedding, FileId};
use gatelint::yaml::{self, Text, read_one};
use serde_json::{Value, json};
use support::{lines, text};

/// The releases that were asked.
const RELEASES: [&str; 6] = ["v1.4.6", "v1.5.9", "v1.6.7", "v1.7.5", "v1.8.3", "v1.9.0"];

#[test]
fn the_controller_does_not_start_where_an_error_says_so() {
    let engine = Engine::new();
    let (mut compared, mut wrong) = (0, Vec::new());
    for row in lines("config-verdicts.jsonl") {
        for release in RELEASES {
            compared += 1;
            let said = errors(&engine, &text(&row["yaml"]), release);
            if said.is_empty() != step(&row, release).is_none() {
                wrong.push(format!("{} {} {release}: {}\n  {said:?}", row["id"], row["about"], row["refused"]));
            }
        }
    }
    println!("{compared} configurations compared, {} differ", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(compared, 320 * RELEASES.len());
}

/// In a ConfigMap the verdict is the same, and what can't be read at all is told once.
#[test]
fn a_config_map_makes_no_difference() {
    let engine = Engine::new();
    let (mut compared, mut unreadable, mut wrong) = (0, 0, Vec::new());
    for row in lines("config-verdicts.jsonl") {
        let yaml = Value::from(text(&row["yaml"])).to_string();
        let head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: envoy-gateway-config, namespace: envoy-gateway-system}\n";
        let map = format!("{head}data:\n  envoy-gateway.yaml: {yaml}\n");
        for release in ["v1.4.6", "v1.9.0"] {
            compared += 1;
            let said = errors_of(&engine, &map, None, release);
            let unread = said.iter().filter(|error| error["rule"] == "config-not-readable").count();
            unreadable += unread;
            if said.is_empty() != step(&row, release).is_none() || unread > 0 && said.len() > 1 {
                wrong.push(format!("{} {} {release}: {}\n  {said:?}", row["id"], row["about"], row["refused"]));
            }
        }
    }
    println!("{compared} ConfigMaps compared, {unreadable} of them unreadable, {} differ", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(unreadable > 20, "{unreadable}");
}

/// The errors of group `config`; there is none of group `yaml` in a configuration.
fn errors(engine: &Engine, yaml: &str, release: &str) -> Vec<Value> {
    errors_of(engine, yaml, Some(Role::Config), release)
}

fn errors_of(engine: &Engine, yaml: &str, role: Option<Role>, release: &str) -> Vec<Value> {
    let options = json!({"target": release, "install": "builtin", "placeholders": "literal"});
    let file = InputFile { path: "envoy-gateway.yaml".into(), text: Some(yaml.into()), role, ..InputFile::default() };
    let request = Request { files: vec![file], options: Some(Options::read(options.into()).unwrap()) };
    let report: Value = serde_json::from_str(&to_json(&engine.check(&request).unwrap())).unwrap();
    let errors = report["diagnostics"].as_array().unwrap().iter().filter(|said| said["severity"] == "error");
    let (own, other): (Vec<&Value>, Vec<&Value>) = errors.partition(|said| said["group"] == "config");
    assert!(other.iter().all(|said| said["group"] != "yaml"), "{other:?}");
    own.into_iter().cloned().collect()
}

/// The step at which the controller of a release refuses a configuration.
fn step<'r>(row: &'r Value, release: &str) -> Option<&'r str> {
    let steps = row["refused"].as_object()?;
    steps
        .iter()
        .find(|(_, releases)| releases.as_array().unwrap().iter().any(|one| one == release))
        .map(|step| step.0.as_str())
}

#[test]
fn what_is_refused_is_refused_at_the_same_step() {
    let releases = Releases::builtin();
    let types = Types::builtin(&releases, &Schema::builtin(&releases));
    let mut wrong = Vec::new();
    for row in lines("config-verdicts.jsonl") {
        let yaml = text(&row["yaml"]);
        let piece = read_one(&Text::from(yaml.as_str()), &Embedding::file(FileId(0), yaml.len()));
        for release in RELEASES {
            let is_json = yaml.starts_with('{');
            let reading = Reading { types: &types, is_unknown: |_| false, is_json };
            let step_of = |root| {
                let config = Config::new(root, releases.find(release).unwrap(), reading);
                config.head().or_else(|| config.refused().into_iter().next()).map(|fault| fault.step)
            };
            let got = piece.root.as_ref().map_or(Some(Step::Head), step_of);
            let got = got.map(|step| if step == Step::Validate { "validate" } else { "decode" });
            if got != step(&row, release) {
                wrong.push(format!("{} {} {release}: {got:?}", row["id"], row["about"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn defaults_are_those_of_the_controller() {
    let releases = Releases::builtin();
    let types = Types::builtin(&releases, &Schema::builtin(&releases));
    let mut compared = 0;
    for row in lines("config-verdicts.jsonl") {
        let yaml = text(&row["yaml"]);
        let piece = read_one(&Text::from(yaml.as_str()), &Embedding::file(FileId(0), yaml.len()));
        for group in row["effective"].as_array().into_iter().flatten() {
            for release in group["releases"].as_array().unwrap() {
                let release = releases.find(release.as_str().unwrap()).unwrap();
                let reading = Reading { types: &types, is_unknown: |_| false, is_json: false };
                let root = piece.root.as_ref().unwrap();
                let effective = yaml::to_json(&Config::new(root, release, reading).effective());
                let effective = significant(serde_json::from_str(&effective).unwrap());
                assert_eq!(effective, significant(group["object"].clone()), "{} {}", row["id"], release.version);
                compared += 1;
            }
        }
    }
    println!("{compared} effective configurations compared");
    assert_eq!(compared, 14 * RELEASES.len());
}

/// Without values that say nothing: Go writes some of them and leaves others out.
fn significant(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let entries = map.into_iter().map(|(key, value)| (key, significant(value)));
            Value::Object(entries.filter(|(_, value)| !says_nothing(value)).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(significant).collect()),
        other => other,
    }
}

fn says_nothing(value: &Value) -> bool {
    let zeros = [json!(null), json!(false), json!(0), json!(""), json!([]), json!({})];
    zeros.contains(value)
}
