//! Which created objects the API server refuses: the recorded render cases through `check`, and recorded changes of
//! objects through the validator alone.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

mod support;

use gatelint::api::{Engine, InputFile, Options, Request, to_json};
use gatelint::context::Settings;
use gatelint::release::Releases;
use gatelint::render::{Judge, Object, ObjectTypes, Right};
use gatelint::value::{self, Map, Node, Origin};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use support::{lines, text};

fn check(engine: &Engine, input: &str, release: &str) -> Value {
    let options = json!({"target": release, "install": "builtin", "placeholders": "literal"});
    let file = InputFile { path: "case.yaml".into(), text: Some(input.into()), ..InputFile::default() };
    let request = Request { files: vec![file], options: Some(Options::read(options.into()).unwrap()) };
    serde_json::from_str(&to_json(&engine.check(&request).unwrap())).unwrap()
}

/// What the API server names as well, and why no finding does.
const NOT_NAMED: &[(&str, &str)] =
    &[("643-merging-strategicmerge-volumes-lists", "mounts of a volume that is refused itself: one cause")];

/// Fields that a finding speaks of. One of group `image` or `labels` names the user's own field.
fn covered(diagnostics: &[&Value]) -> BTreeSet<String> {
    diagnostics.iter().flat_map(|said| said["covers"].as_array().into_iter().flatten()).map(text).collect()
}

#[test]
fn refused_objects_of_the_render_cases_are_predicted() {
    let engine = Engine::new();
    let mut wanted: BTreeMap<(String, String), Vec<Value>> = BTreeMap::new();
    for row in lines("object-verdicts.jsonl") {
        for release in row["releases"].as_array().unwrap() {
            wanted.entry((text(&row["case"]), text(release))).or_default().push(row.clone());
        }
    }
    let (mut refused, mut taken, mut wrong) = (0, 0, Vec::new());
    for case in lines("render/cases.jsonl") {
        for release in case["expected"].as_array().unwrap().iter().flat_map(|one| one["releases"].as_array().unwrap()) {
            let (name, release) = (text(&case["case"]), text(release));
            let report = check(&engine, &text(&case["input"]), &release);
            let errors: Vec<&Value> =
                report["diagnostics"].as_array().unwrap().iter().filter(|said| said["severity"] == "error").collect();
            let group = |groups: &[&str]| -> Vec<&Value> {
                errors.iter().filter(|said| groups.contains(&said["group"].as_str().unwrap())).copied().collect()
            };
            let rows = wanted.remove(&(name.clone(), release.clone())).unwrap_or_default();
            if rows.is_empty() {
                taken += 1;
                wrong.extend(
                    group(&["render"])
                        .iter()
                        .map(|said| format!("{name} {release}: nothing is refused, and: {}", said["message"])),
                );
            }
            let covered = covered(&group(&["render", "image", "labels"]));
            for row in rows {
                refused += 1;
                let fields: Vec<String> = row["fields"].as_array().unwrap().iter().map(text).collect();
                let named = |field: &String| covered.contains(field) || NOT_NAMED.iter().any(|(case, _)| *case == name);
                if covered.is_empty() || !fields.iter().all(named) {
                    wrong.push(format!(
                        "{name} {release}: the {} is refused for {fields:?}, and said is {covered:?}",
                        text(&row["kind"])
                    ));
                }
            }
        }
    }
    println!("{refused} refused objects, {taken} runs without one, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n"));
    assert!(wanted.is_empty() && refused > 500 && taken > 4000, "{wanted:?}");
}

/// JSON as nodes.
fn node(json: &Value) -> Node {
    let origin = || Origin::default_of(0, "test");
    match json {
        Value::Null => Node::new(value::Value::Null, origin()),
        Value::Bool(up) => Node::new(value::Value::Bool(*up), origin()),
        Value::Number(number) => Node::new(value::Value::Int(number.as_i64().unwrap()), origin()),
        Value::String(text) => Node::string(text.clone(), origin()),
        Value::Array(items) => Node::list(items.iter().map(node).collect(), origin()),
        Value::Object(entries) => {
            let mut map = Map::new();
            entries.iter().for_each(|(key, value)| map.set(key.clone(), node(value)));
            Node::map(map, origin())
        }
    }
}

/// `[path, value]` puts a value in, `[path]` takes one out.
fn change(object: &mut Value, change: &Value) {
    let path = change[0].as_array().unwrap();
    let (last, way) = path.split_last().unwrap();
    let mut at = object;
    for step in way {
        at = match step {
            Value::String(key) => {
                let entry = at.as_object_mut().unwrap().entry(key);
                entry.or_insert_with(|| json!({}))
            }
            index => &mut at[index.as_u64().unwrap() as usize],
        };
    }
    match (last, change.get(1)) {
        (Value::String(key), Some(value)) => drop(at.as_object_mut().unwrap().insert(key.clone(), value.clone())),
        (Value::String(key), None) => drop(at.as_object_mut().unwrap().remove(key)),
        (index, Some(value)) => at[index.as_u64().unwrap() as usize] = value.clone(),
        (index, None) => drop(at.as_array_mut().unwrap().remove(index.as_u64().unwrap() as usize)),
    }
}

const KINDS: [&str; 7] = [
    "ServiceAccount",
    "ConfigMap",
    "Deployment",
    "DaemonSet",
    "Service",
    "HorizontalPodAutoscaler",
    "PodDisruptionBudget",
];

/// Each recorded change of an object, as the controller would write the changed object.
#[test]
fn changed_objects_are_refused_as_the_api_server_does() {
    let releases = Releases::builtin();
    let (types, settings, release) = (ObjectTypes::builtin(&releases), Settings::default(), releases.newest());
    let rows = lines("object-changes.jsonl");
    let (mut counts, mut wrong) = ([0, 0], Vec::new());
    for row in rows.iter().filter(|row| row.get("change").is_some()) {
        let mut object = rows[row["base"].as_u64().unwrap() as usize]["object"].clone();
        row["change"].as_array().unwrap().iter().for_each(|one| change(&mut object, one));
        let kind = KINDS.into_iter().find(|kind| *kind == object["kind"]).unwrap();
        let node = types.fit(kind, &node(&object), release, &Settings::default()).unwrap();
        let right = Right::default();
        let judge = Judge { types: &types, release, settings: &settings, right: &right };
        let refusals = judge.refusals(&Object { kind, node }, None);
        let refused = row["refused"].as_bool().unwrap();
        counts[usize::from(refused)] += 1;
        let is_named = |field: &Value| refusals.iter().any(|refusal| *field == *refusal.field);
        let fields = row["fields"].as_array().map_or(&[][..], Vec::as_slice);
        if refused == refusals.is_empty() || !fields.iter().all(is_named) {
            wrong.push(format!("{row}: {refusals:?}"));
        }
    }
    println!("{} refused objects, {} taken ones, {} wrong", counts[1], counts[0], wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(counts.iter().all(|count| *count > 300));
}
