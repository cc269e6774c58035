//! The corpus: the crate gives exactly the recorded answers. With `GATELINT_BLESS` in the environment they are
//! recorded anew; the tests in Node and in Chromium only compare.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::print_stdout, clippy::panic, clippy::string_slice)]

mod case;
mod layout;
#[path = "../markdown/mod.rs"]
mod markdown;

use case::{Call, Case};
use gatelint::api::{Engine, to_json};
use gatelint::diagnostic::Severity;
use markdown::Fence;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_case_gives_its_recorded_answers() {
    let cases: Vec<Case> = paths().iter().map(|path| Case::read(path)).collect();
    if std::env::var_os("GATELINT_BLESS").is_some() {
        cases.iter().for_each(bless);
    }
    let wrong: Vec<String> = cases.iter().flat_map(|case| mismatches(&Case::read(&case.path))).collect();
    println!("corpus: {} cases, {} answers differ", cases.len(), wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A case named `mistake-…` has one mistake, which is said once and not with its consequences.
#[test]
fn a_mistake_is_one_finding() {
    let is_mistake = |path: &&PathBuf| path.file_name().unwrap().to_string_lossy().starts_with("mistake-");
    let (mut cases, mut wrong) = (0, Vec::new());
    for path in paths().iter().filter(is_mistake) {
        let report = Engine::new().check(&Case::read(path).request()).unwrap();
        let serious: Vec<&str> =
            report.diagnostics.iter().filter(|it| it.severity != Severity::Info).map(|it| it.rule).collect();
        cases += 1;
        wrong.extend((serious.len() != 1).then(|| format!("{}: {serious:?}", path.display())));
    }
    println!("{cases} mistakes, {} of them are said more or less than once", wrong.len());
    assert!(cases > 30 && wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The files of the cases, by name.
fn paths() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_case = |path: &PathBuf| path.extension().is_some_and(|it| it == "md") && !path.ends_with("README.md");
    let mut paths: Vec<PathBuf> = entries.filter(is_case).collect();
    paths.sort();
    paths
}

/// The answer to a call: the canonical JSON text, or the message of a refusal.
fn answer(case: &Case, call: Call) -> Result<String, String> {
    let engine = Engine::new();
    let request = case.request();
    match call {
        Call::Check => engine.check(&request).map(|report| to_json(&report)),
        Call::Resolve => engine.resolve(&request).map(|resolution| to_json(&resolution)),
        Call::Render => engine.render(&request),
        Call::Images => engine.images(&request),
    }
    .map_err(|refusal| refusal.to_string())
}

fn mismatches(case: &Case) -> Vec<String> {
    let differs = |(call, fence): (Call, &Fence)| {
        let (Ok(found) | Err(found)) = answer(case, call);
        let expected = case::expected(fence);
        let name = case.path.file_stem().unwrap().to_string_lossy();
        (found != expected).then(|| format!("{name}, {call:?}:\n  expected {expected}\n  found    {found}"))
    };
    case.answers().filter_map(differs).collect()
}

/// Writes the answers into the case's file, the last one first so that the places of the others stay right.
fn bless(case: &Case) {
    let mut text = case.text.clone();
    let mut answers: Vec<(Call, &Fence)> = case.answers().collect();
    answers.sort_by_key(|(_, fence)| std::cmp::Reverse(fence.line));
    for (call, fence) in answers {
        let (language, content) = match answer(case, call) {
            Ok(json) => ("json", layout::spread(&json)),
            Err(message) => ("text", message),
        };
        let opening = text[..fence.range.start].trim_end_matches('\n').rfind('\n').map_or(0, |end| end + 1);
        let ticks: String = text[opening..].chars().take_while(|letter| *letter == '`').collect();
        text.replace_range(opening..fence.range.end, &format!("{ticks}{language} {}\n{content}\n", call.name()));
    }
    fs::write(&case.path, text).unwrap();
}
