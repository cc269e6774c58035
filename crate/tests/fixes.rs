//! A fix mends what it is offered for: applied, the finding is gone, and the file can still be read.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "corpus/case.rs"]
#[allow(dead_code)]
mod case;
#[path = "corpus/layout.rs"]
#[allow(dead_code)]
mod layout;
#[allow(dead_code)]
mod markdown;

use case::Case;
use gatelint::api::{Diagnostic, Engine, Fix, Report, Request, to_json};
use serde_json::Value;
use std::fs;
use std::path::Path;

#[test]
fn fixes_mend() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus");
    let (engine, mut tried, mut wrong) = (Engine::new(), 0, Vec::new());
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let case = Case::read(&entry);
        let Ok(report) = engine.check(&case.request()) else { continue };
        for said in &report.diagnostics {
            for fix in &said.fixes {
                tried += 1;
                let mended = engine.check(&apply(case.request(), fix)).unwrap();
                if !is_better(&report, &mended, said) {
                    wrong.push(format!("{}: {} ({})", entry.display(), fix.title, said.message));
                }
            }
        }
    }
    println!("{tried} fixes tried");
    assert!(tried > 50 && wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Fixes applied all together: the result can be read, nothing new is found in it but advice on what is now created, and
/// there is nothing more to fix.
#[test]
fn fixes_settle() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus");
    let (engine, mut changed, mut wrong) = (Engine::new(), 0, Vec::new());
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let case = Case::read(&entry);
        let Ok(before) = engine.check(&case.request()) else { continue };
        let before = json(&to_json(&before));
        for all in [false, true] {
            let fixed = json(&engine.fix(case.request(), all).unwrap());
            changed += usize::from(fixed["fixed"] != 0);
            let again = json(&engine.fix(with_files(case.request(), &fixed), all).unwrap());
            let found = new_findings(&before, &fixed["report"], all);
            let settled = again["fixed"] == 0 && again["report"] == fixed["report"];
            if !settled || !found.is_empty() || (fixed["fixed"] == 0) != fixed["files"].as_array().unwrap().is_empty() {
                wrong.push(format!("{} (all: {all}): settled: {settled}; {found:?}", entry.display()));
            }
        }
    }
    println!("{changed} requests fixed");
    assert!(changed > 40 && wrong.is_empty(), "{}", wrong.join("\n"));
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn with_files(mut request: Request, fixed: &Value) -> Request {
    for new in fixed["files"].as_array().unwrap() {
        let file = request.files.iter_mut().find(|file| file.path == new["path"].as_str().unwrap()).unwrap();
        (file.text, file.bytes) = (Some(new["text"].as_str().unwrap().to_string()), None);
    }
    request
}

/// What is found now and was not before. What stands on a line that had another finding, which is gone, was hidden by it.
/// Fixes that are not safe may uncover more: there, only what keeps a file from being read counts.
fn new_findings(before: &Value, after: &Value, all: bool) -> Vec<String> {
    let key = |said: &Value| format!("{}: {}", said["rule"].as_str().unwrap(), said["message"].as_str().unwrap());
    let line = |said: &Value| format!("{}:{}", said["path"], said["range"]["start"]["line"]);
    let of = |report: &Value, what: &dyn Fn(&Value) -> String| -> Vec<String> {
        report["diagnostics"].as_array().unwrap().iter().map(what).collect()
    };
    let is_advice = |said: &Value| (said["severity"] == "info").to_string();
    let (said, said_now) = (of(before, &key), of(after, &key));
    let (had, has) = (of(before, &line), of(after, &line));
    let times = |all: &[String], one: &String| all.iter().filter(|other| *other == one).count();
    let mut found = Vec::new();
    for ((key, line), advice) in said_now.iter().zip(&has).zip(of(after, &is_advice)) {
        let is_new = times(&said_now, key) > times(&said, key);
        let was_hidden = times(&had, line) >= times(&has, line);
        let was_hidden = was_hidden || advice == "true";
        let breaks = key.starts_with("yaml-syntax") || key.starts_with("duplicate-key");
        found.extend((is_new && (breaks || !all && !was_hidden)).then(|| key.clone()));
    }
    found
}

/// What was said is said less often, and nothing new stands in the way of reading.
fn is_better(before: &Report, after: &Report, said: &Diagnostic) -> bool {
    let again = |report: &Report| report.diagnostics.iter().filter(|other| other.message == said.message).count();
    let unreadable = |report: &Report| report.diagnostics.iter().filter(|other| other.rule == "yaml-syntax").count();
    again(after) < again(before) && unreadable(after) <= unreadable(before)
}

/// The request with the edits of a fix, the last one first, so that the places of the others stay right.
fn apply(mut request: Request, fix: &Fix) -> Request {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start.offset));
    for edit in edits {
        let file = request.files.iter_mut().find(|file| file.path == edit.path).unwrap();
        let bytes = file.bytes.as_deref().unwrap();
        let mut units: Vec<u16> = String::from_utf8_lossy(bytes).encode_utf16().collect();
        let (start, end) = (edit.range.start.offset as usize, edit.range.end.offset as usize);
        units.splice(start..end, edit.new_text.encode_utf16());
        file.bytes = Some(String::from_utf16(&units).unwrap().into_bytes());
    }
    request
}
