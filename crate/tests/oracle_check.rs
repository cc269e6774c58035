//! Documents against the verdicts of a real API server with the definitions of all releases, through the public API: what
//! `check` says of each object for all releases at once.
//!
//! Where the API server refuses an object, an error of group `schema` says so, and the fields that it names are named by
//! errors; where it takes the object, there is none. One cause is one error.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout)]

mod support;

use gatelint::api::{Diagnostic, Engine, InputFile, Request};
use gatelint::diagnostic::{Group, Severity};
use gatelint::release::Releases;
use serde_json::{Value, json};
use std::collections::BTreeSet;

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
    let request = Request { files: vec![file], options: Some(serde_json::from_value(options).unwrap()) };
    let said = engine.check(&request).unwrap().diagnostics;
    said.into_iter().filter(|said| said.severity == Severity::Error).collect()
}

impl Counts {
    fn verdict(&mut self, id: &Value, release: &str, verdict: &Value, errors: &[Diagnostic]) {
        self.verdicts += 1;
        let holds = |said: &&Diagnostic| said.releases.as_ref().unwrap().iter().any(|one| one == release);
        let here: Vec<&Diagnostic> = errors.iter().filter(holds).collect();
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

/// True when an error names the field, or one below it.
fn names(said: &Diagnostic, field: &str) -> bool {
    let is_it =
        |named: &String| named.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
    said.field.iter().chain(&said.covers).any(is_it)
}
