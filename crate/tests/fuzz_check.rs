//! The whole way from files to answers, on files that are broken on purpose: recorded inputs, changed here and there.
//!
//! The changes are the same in every run, but where `GATELINT_FUZZ_SECONDS` says how long to look for more.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

mod common;
mod support;

use common::fuzz::{Random, mutated, rounds};
use gatelint::api::{Engine, InputFile, Options, Request, to_json};
use serde_json::{Value, json};

/// How many broken files are checked.
const FILES: usize = 1500;

#[test]
fn broken_files_are_checked_without_a_fault() {
    let (engine, texts) = (Engine::new(), texts());
    let (mut random, mut checked, mut said) = (Random::new(), 0, 0);
    for _ in rounds(FILES) {
        let bytes = mutated(&texts, &mut random);
        let release = engine.releases()[random.below(engine.releases().len())].to_string();
        let placeholders = ["literal", "auto"][random.below(2)];
        let dialect = ["release", "structured"][random.below(2)];
        let options = json!({"target": [release], "placeholders": placeholders, "dialect": dialect});
        let file = InputFile { path: "a.yaml".into(), bytes: Some(bytes.clone()), ..InputFile::default() };
        let request = Request { files: vec![file], options: Some(Options::read(options.into()).unwrap()) };
        let report: Value = serde_json::from_str(&to_json(&engine.check(&request).unwrap())).unwrap();
        let resolution: Value = serde_json::from_str(&to_json(&engine.resolve(&request).unwrap())).unwrap();
        assert_eq!(report["diagnostics"], resolution["diagnostics"]);
        report["diagnostics"].as_array().unwrap().iter().for_each(|said| check(said, bytes.len()));
        checked += 1;
        said += report["diagnostics"].as_array().unwrap().len();
    }
    println!("check fuzz: {checked} files, {said} findings");
    assert!(said > checked);
}

/// Whole documents of every kind: rendered cases and configurations.
fn texts() -> Vec<Vec<u8>> {
    let cases = support::lines("render/cases.jsonl").into_iter().map(|row| support::text(&row["input"]));
    let configs = support::lines("config-verdicts.jsonl").into_iter().map(|row| support::text(&row["yaml"]));
    let objects = support::lines("crd-random.jsonl").into_iter().map(|row| row["object"].to_string());
    let texts = cases.chain(configs).chain(objects).filter(|text| text.len() < 6000);
    texts.map(String::into_bytes).collect()
}

/// A finding stands inside the file, and so do its fixes.
fn check(said: &Value, len: usize) {
    assert!(said["message"].as_str().is_some_and(|text| !text.is_empty()), "{said}");
    let edits = said["fixes"].as_array().unwrap().iter().flat_map(|fix| fix["edits"].as_array().unwrap());
    for range in edits.map(|edit| &edit["range"]).chain([&said["range"]]) {
        let (start, end) = (range["start"]["offset"].as_u64(), range["end"]["offset"].as_u64());
        // A byte that is no text counts as three: it is shown as U+FFFD.
        assert!(start <= end && end.unwrap() as usize <= 3 * len, "{said}");
    }
}
