//! `upgrade`: every note is found on a file that it concerns, and what comparing shows is found for every pair of
//! releases.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used
)]

mod changes;
mod images;
mod notes;

use gatelint::api::{Engine, InputFile, Options, Request, Role};
use gatelint::upgrade::NOTES;
use serde_json::{Value, json};

/// The changes that `upgrade` finds in files; `config` and `values` among the paths say what a file is.
pub fn upgrade(engine: &Engine, files: &[(&str, &str)], releases: [&str; 2]) -> Vec<Value> {
    // A case may have two files of a kind.
    let path_of = |at: usize, path: &str| match files[..at].iter().any(|(other, _)| *other == path) {
        true => format!("{at}/{path}"),
        false => path.to_string(),
    };
    let file = |(at, (path, text)): (usize, &(&str, &str))| InputFile {
        path: path_of(at, path),
        text: Some(text.to_string()),
        role: match *path {
            "config.yaml" => Some(Role::Config),
            "values.yaml" => Some(Role::Values),
            _ => None,
        },
        ..InputFile::default()
    };
    let options = Options::read(json!({"controllerNamespace": "envoy-gateway-system"}).into()).unwrap();
    let request = Request { files: files.iter().enumerate().map(file).collect(), options: Some(options) };
    let answer: Value = serde_json::from_str(&engine.upgrade(&request, releases, NOTES).unwrap()).unwrap();
    assert_eq!((&answer["from"], &answer["to"]), (&json!(releases[0]), &json!(releases[1])));
    answer["changes"].as_array().unwrap().clone()
}

/// Those of a name.
pub fn named<'c>(changes: &'c [Value], id: &str) -> Vec<&'c Value> {
    changes.iter().filter(|change| change["id"] == id).collect()
}
