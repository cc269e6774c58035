//! Documents against the verdicts of a real API server with the definitions of all releases, through the public API: what
//! `check` says of each object for all releases at once.
//!
//! Where the API server refuses an object, an error of group `schema` says so, and the fields that it names are named by
//! errors; where it takes the object, there is none. One cause is one error.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout)]

mod support;

use gatelint::api::{self, Diagnostic, Engine, InputFile, Request};
use gatelint::diagnostic::{Group, ReleaseSet, Severity};
use gatelint::release::Releases;
use gatelint::schema::{Kind, Options, Schema, Violation, check};
use gatelint::text::{Embedding, FileId};
use gatelint::yaml;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::mem::discriminant;

/// What was compared.
#[derive(Default)]
struct Counts {
    objects: usize,
    verdicts: usize,
    fields: usize,
    wrong: Vec<String>,
}

#[test]
fn recorded_objects() {
    let counts = compare("crd-verdicts.jsonl");
    assert!(counts.objects > 1500 && counts.verdicts > 80_000 && counts.fields > 50_000, "fewer than recorded");
}

#[test]
fn random_objects() {
    let counts = compare("crd-random.jsonl");
    assert!(counts.objects > 350 && counts.verdicts > 20_000 && counts.fields > 20_000, "fewer than recorded");
}

/// Objects with a value changed: whether the API server objects is what the schema layer says, which the answers above
/// are compared with; no rule objects more or less than that for it.
#[test]
fn changed_objects() {
    let (engine, releases) = (Engine::new(), Releases::builtin());
    let schema = Schema::builtin(&releases);
    let (mut seed, mut objects, mut refused, mut wrong) = (7, 0, 0, Vec::new());
    let rows = support::lines("crd-verdicts.jsonl");
    let is_taken = |row: &&Value| row["verdicts"].as_array().unwrap().iter().any(|verdict| verdict["ok"] == true);
    for row in rows.iter().filter(is_taken) {
        let object = &row["object"];
        let kind = Kind::of(object["apiVersion"].as_str().unwrap_or(""), object["kind"].as_str().unwrap_or(""));
        let Some(kind) = kind else { continue };
        for part in ["spec"; 7].into_iter().chain(["metadata"]) {
            let mut object = object.clone();
            change(&mut object[part], &mut seed);
            objects += 1;
            let violations = violations(&schema, kind, &object, releases.every());
            let errors = errors(&engine, &object);
            for release in releases.all() {
                let theirs: Vec<_> = violations.iter().filter(|it| it.releases.contains(release.index)).collect();
                let ours: Vec<&Diagnostic> = errors.iter().filter(|said| holds(said, &release.version)).collect();
                refused += usize::from(!theirs.is_empty());
                let unnamed = theirs.iter().find(|it| !ours.iter().any(|said| names(said, &it.field)));
                let is_said = ours.iter().any(|said| said.group == Group::Schema);
                if theirs.is_empty() == is_said || unnamed.is_some() {
                    let rules: BTreeSet<&str> = ours.iter().map(|said| said.rule).collect();
                    wrong.push(format!("{object} {}: {rules:?}, {theirs:?}", release.version));
                    break;
                }
            }
        }
    }
    println!("{objects} changed objects, {refused} refusals, {} mismatches", wrong.len());
    assert!(wrong.is_empty() && refused > 50_000 && refused < objects * 48, "{}", wrong.join("\n"));
}

fn violations(schema: &Schema, kind: Kind, object: &Value, targets: ReleaseSet) -> Vec<Violation> {
    let text = object.to_string();
    let text = yaml::Text::decode(text.as_bytes());
    let piece = yaml::read_one(&text, &Embedding::file(FileId(0), text.text.len()));
    check(schema, kind, &piece.root.unwrap(), Options::of(targets))
}

/// Puts another value somewhere below a value.
fn change(value: &mut Value, seed: &mut u64) {
    let mut next = |most: usize| {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) as usize % most
    };
    let others = [
        json!(null),
        json!(true),
        json!(5),
        json!(-1),
        json!(2.5),
        json!(""),
        json!("a b"),
        json!("Kubernetes"),
        json!("a/B:c"),
        json!("registry.example.com:5000/envoy:v1@sha256:0"),
        json!([]),
        json!({}),
        json!({"a b": "c d"}),
        json!([{"name": "a"}, {"name": "a"}]),
        json!({"_x": true, "y": "-", "image": "a", "imageRepository": "b:c"}),
    ];
    let stop = next(16) == 0;
    match value {
        Value::Object(map) if !map.is_empty() && !stop => {
            let at = next(map.len());
            change(map.values_mut().nth(at).unwrap(), seed);
        }
        Value::Array(items) if !items.is_empty() && !stop => {
            let at = next(items.len());
            change(&mut items[at], seed);
        }
        leaf => {
            // Mostly of the same type, so that some are taken.
            let tries: Vec<&Value> = (0..8).map(|_| &others[next(others.len())]).collect();
            let same = tries.iter().find(|other| discriminant(**other) == discriminant(leaf));
            *leaf = (*same.unwrap_or(&tries[0])).clone();
        }
    }
}

fn compare(name: &str) -> Counts {
    let (engine, releases) = (Engine::new(), Releases::builtin());
    let mut counts = Counts::default();
    for row in support::lines(name) {
        counts.objects += 1;
        let errors = errors(&engine, &row["object"]);
        for verdict in row["verdicts"].as_array().unwrap() {
            for release in releases.set(verdict["releases"].as_str().unwrap()).unwrap().iter() {
                counts.verdict(&row["id"], &releases.get(release).unwrap().version, verdict, &errors);
            }
        }
    }
    let Counts { objects, verdicts, fields, wrong } = &counts;
    println!("{name}: {objects} objects, {verdicts} verdicts, {fields} fields named, {} mismatches", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    counts
}

/// The errors for all releases.
fn errors(engine: &Engine, object: &Value) -> Vec<Diagnostic> {
    let file = InputFile { path: "object.json".into(), text: Some(object.to_string()), ..InputFile::default() };
    let options = json!({"target": engine.releases(), "placeholders": "literal", "install": "builtin"});
    let request = Request { files: vec![file], options: Some(api::Options::read(options.into()).unwrap()) };
    let said = engine.check(&request).unwrap().diagnostics;
    said.into_iter().filter(|said| said.severity == Severity::Error).collect()
}

impl Counts {
    fn verdict(&mut self, id: &Value, release: &str, verdict: &Value, errors: &[Diagnostic]) {
        self.verdicts += 1;
        let here: Vec<&Diagnostic> = errors.iter().filter(|said| holds(said, release)).collect();
        let refused = here.iter().any(|said| said.group == Group::Schema);
        if refused == verdict["ok"].as_bool().unwrap_or(false) {
            let rules: BTreeSet<&str> = here.iter().map(|said| said.rule).collect();
            self.wrong.push(format!("{id} {release}: {rules:?}, {verdict}"));
            return;
        }
        for field in verdict["fields"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            match field.is_empty() || here.iter().any(|said| names(said, field)) {
                true => self.fields += 1,
                false => self.wrong.push(format!("{id} {release}: does not name {field}")),
            }
        }
    }
}

fn holds(said: &Diagnostic, release: &str) -> bool {
    said.releases.as_ref().unwrap().iter().any(|one| one == release)
}

/// True when an error names the field, or one below it.
fn names(said: &Diagnostic, field: &str) -> bool {
    let is_it =
        |named: &String| named.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
    said.field.iter().chain(said.covers.iter().flatten()).any(is_it)
}
