//! Correct files stay clean: no error and no warning at default settings. `tests/clean/README.md` says which files.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use gatelint::api::{Engine, InputFile, Request};
use gatelint::diagnostic::Severity;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

#[test]
fn repositories_are_clean() {
    let engine = Engine::new();
    let (mut wrong, mut looked_at) = (Vec::new(), 0);
    for parent in ["tests/clean", "examples"] {
        for folder in fs::read_dir(root().join(parent)).unwrap().map(|entry| entry.unwrap().path()) {
            if folder.is_dir() {
                let mut files = Vec::new();
                collect(&folder, &folder, &mut files);
                looked_at += files.len();
                wrong.extend(serious(&engine, files).iter().map(|said| format!("{}: {said}", folder.display())));
            }
        }
    }
    println!("{looked_at} clean files");
    assert!(looked_at > 30 && wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The inputs of the recorded renderings that hold nothing risky, by name. With `GATELINT_BLESS` in the environment the
/// list is written anew: read what left it.
#[test]
fn recorded_inputs_without_risk_are_clean() {
    let engine = Engine::new();
    let list = root().join("tests/clean/renderings.txt");
    let mut clean = BTreeSet::new();
    for case in support::lines("render/cases.jsonl") {
        let path = "case.yaml".to_string();
        if serious(&engine, vec![(path, support::text(&case["input"]))]).is_empty() {
            clean.insert(support::text(&case["case"]));
        }
    }
    if std::env::var_os("GATELINT_BLESS").is_some() {
        let lines: Vec<&str> = clean.iter().map(String::as_str).collect();
        fs::write(&list, lines.join("\n") + "\n").unwrap();
    }
    let listed: BTreeSet<String> = fs::read_to_string(list).unwrap().lines().map(str::to_string).collect();
    println!("{} recorded inputs are clean", listed.len());
    let wrong: Vec<&String> = listed.difference(&clean).collect();
    assert!(listed.len() > 100 && wrong.is_empty(), "no longer clean: {wrong:?}");
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_string();
            files.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
    files.sort();
}

/// The errors and warnings that files get, as one repository.
fn serious(engine: &Engine, files: Vec<(String, String)>) -> Vec<String> {
    let file = |(path, text)| InputFile { path, text: Some(text), ..InputFile::default() };
    let request = Request { files: files.into_iter().map(file).collect(), options: None };
    let said = engine.check(&request).unwrap().diagnostics;
    let serious = said.iter().filter(|said| said.severity != Severity::Info);
    serious.map(|said| format!("{} {}: {}", said.rule, said.path, said.message)).collect()
}
