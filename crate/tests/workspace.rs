//! A workspace answers as the calls do that get all files at once, whatever was changed before.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]
#![allow(clippy::panic, clippy::string_slice, dead_code)]

#[path = "corpus/case.rs"]
mod case;
mod common;
#[path = "corpus/layout.rs"]
mod layout;
#[path = "markdown/mod.rs"]
mod markdown;

use case::Case;
use common::fuzz::{Random, mutated, rounds};
use gatelint::api::{Engine, InputFile, Json, Request, RequestError, Workspace, to_json};
use std::fs;

/// How many workspaces are opened, and how often the files of each are changed.
const WORKSPACES: usize = 300;
const CHANGES: usize = 6;

#[test]
fn answers_are_those_of_the_calls_after_any_changes() {
    let requests = requests();
    let (engine, mut random, mut compared) = (Engine::new(), Random::new(), 0);
    let texts: Vec<Vec<u8>> = requests.iter().flat_map(|request| &request.files).map(bytes_of).collect();
    for _ in rounds(WORKSPACES) {
        let mut request = requests[random.below(requests.len())].clone();
        let Ok(mut workspace) = engine.open(request.clone()) else { continue };
        for _ in 0..CHANGES {
            change(&mut request.files, &mut workspace, &texts, &mut random);
            compare(&engine, &request, &workspace);
            compared += 1;
        }
    }
    println!("workspace: {compared} states compared");
    assert!(compared >= WORKSPACES);
}

/// The requests of the corpus that can be answered.
fn requests() -> Vec<Request> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/corpus");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let cases = paths.iter().filter(|path| !path.ends_with("README.md")).map(|path| Case::read(path).request());
    cases.filter(|request| !request.files.is_empty()).collect()
}

fn bytes_of(file: &InputFile) -> Vec<u8> {
    file.bytes.clone().or_else(|| file.text.clone().map(String::into_bytes)).unwrap()
}

/// Changes one file, in the list and in the workspace: another content, one more file, or one less.
fn change(files: &mut Vec<InputFile>, workspace: &mut Workspace, texts: &[Vec<u8>], random: &mut Random) {
    let content = match random.below(3) {
        0 => texts[random.below(texts.len())].clone(),
        _ if files.is_empty() => mutated(texts, random),
        _ => mutated(&[bytes_of(&files[random.below(files.len())])], random),
    };
    let place = random.below(files.len() + 1);
    let path = files.get(place).map_or(format!("new-{}.yaml", random.below(9)), |file| file.path.clone());
    let place = files.iter().position(|file| file.path == path).unwrap_or(files.len());
    let gone = random.below(6) == 0;
    workspace.update(&path, (!gone).then(|| content.clone()));
    match (place < files.len(), gone) {
        (true, true) => drop(files.remove(place)),
        (true, false) => (files[place].text, files[place].bytes) = (None, Some(content)),
        (false, true) => {}
        (false, false) => files.push(InputFile { path, bytes: Some(content), ..InputFile::default() }),
    }
}

fn compare(engine: &Engine, request: &Request, workspace: &Workspace) {
    assert_eq!(json(workspace.check()), json(engine.check(request)));
    assert_eq!(json(workspace.resolve()), json(engine.resolve(request)));
    assert_eq!(workspace.render().map_err(words), engine.render(request).map_err(words));
}

fn json<T: Json>(answer: Result<T, RequestError>) -> String {
    answer.map_or_else(words, |answer| to_json(&answer))
}

fn words(error: RequestError) -> String {
    error.to_string()
}
