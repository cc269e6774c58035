//! What Kubernetes' tools make of 2012 texts, and what this crate makes of them: `tests/oracle/yaml-typing.jsonl`.
//!
//! A line has a text (`yaml`, or `base64` where it is no UTF-8), what the pieces are that the splitter cuts it into
//! (`documents`; `stops`: it ends with an error), and the text read as one document (`whole`; left out where it is the
//! same as the only piece). An answer is `false` (refused), the JSON, the JSON's length and FNV-1a hash where it is long,
//! `{lenient: JSON}` where a duplicate key is refused, or `{either: [JSON, JSON]}`: go-yaml keeps the keys `1` and `"1"`
//! apart, their JSON is the same key, and which one wins is chance there. Such a document is accepted here, too, with the
//! problem `SameText`, and its JSON is not compared.
//!
//! `decoder` is what kubectl's reader yields up to its first error, `""` for a document without content; left out where
//! that follows from `documents`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]

mod common;

use common::{YAML_TYPING, input};
use gatelint::text::{Embedding, FileId};
use gatelint::yaml::{Piece, ProblemKind, Text, Then, json_first, read_json, read_one_json};
use serde_json::Value;

#[test]
fn documents_and_whole_texts_are_read_as_kubernetes_reads_them() {
    let (mut cases, mut documents, mut chance, mut wrong) = (0, 0, 0, Vec::new());
    for line in YAML_TYPING.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let bytes = input(&case);
        let text = Text::decode(&bytes);
        let embedding = Embedding::file(FileId(0), text.text.len());
        let pieces = read_json(&text, &embedding);
        let expected = case["documents"].as_array().unwrap();
        let (read, stops): (Vec<_>, Vec<_>) = pieces.iter().partition(|(piece, _)| piece.is_document());
        let mut bad = read.len() != expected.len() || stops.is_empty() != case["stops"].is_null();
        for ((piece, json), expected) in read.iter().zip(expected) {
            chance += usize::from(is_chance(piece));
            bad |= !agrees(piece, json.as_deref(), expected);
        }
        let whole = if case["whole"].is_null() { expected.first().unwrap_or(&Value::Null) } else { &case["whole"] };
        let (piece, json) = read_one_json(&text, &embedding);
        bad |= !agrees(&piece, json.as_deref(), whole);
        cases += 1;
        documents += expected.len() + 1;
        if bad {
            let got: Vec<_> = pieces.iter().map(|(piece, json)| (&piece.problems, json)).collect();
            let show = |text: String| text.chars().take(700).collect::<String>();
            wrong.push(show(format!("{line}\n  documents {got:?}\n  whole {:?} {json:?}", piece.problems)));
        }
    }
    println!("yaml-typing: {cases} texts, {documents} readings, {chance} left to chance, {} mismatches", wrong.len());
    assert!(wrong.is_empty(), "{} mismatches:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(cases, 2012);
}

#[test]
fn kubectl_reads_what_is_said_of_it() {
    let (mut cases, mut readings, mut wrong) = (0, 0, Vec::new());
    for line in YAML_TYPING.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let bytes = input(&case);
        let text = Text::decode(&bytes);
        let (got, chance) = kubectl(&text);
        let expected = case["decoder"].as_array().cloned().unwrap_or_else(|| follows(&case));
        let is_same = |got: &Option<String>, expected: &Value| match got {
            Some(json) => is_json(json, expected),
            None => *expected == Value::Bool(false),
        };
        let same =
            got.len() == expected.len() && got.iter().zip(&expected).all(|(got, expected)| is_same(got, expected));
        if !same && !chance {
            wrong.push(format!("{line}\n  {got:?}"));
        }
        cases += 1;
        readings += expected.len();
    }
    println!("yaml-typing, kubectl's reader: {cases} texts, {readings} readings, {} mismatches", wrong.len());
    assert!(wrong.is_empty(), "{} mismatches:\n{}", wrong.len(), wrong.join("\n"));
}

/// What kubectl yields: JSON as it stands, then YAML documents up to the first that is refused. And whether any of it is
/// left to chance.
fn kubectl(text: &Text) -> (Vec<Option<String>>, bool) {
    let content = |json: &str| Some(if json == "null" { String::new() } else { json.to_owned() });
    let (mut got, mut from) = (Vec::new(), Some(0));
    if let Some(json) = json_first(&text.text) {
        got.extend(json.values.iter().map(|(start, end)| content(&text.text[*start..*end])));
        from = match json.then {
            Then::End => None,
            Then::Yaml(at) => Some(at),
            Then::Refuse(_) => {
                got.push(None);
                None
            }
        };
    }
    let Some(from) = from else { return (got, false) };
    let rest = if from == 0 { text.clone() } else { Text::from(&text.text[from..]) };
    let embedding = Embedding::file(FileId(0), rest.text.len());
    let mut chance = false;
    for (piece, json) in read_json(&rest, &embedding) {
        chance |= is_chance(&piece);
        let is_lost = piece.problems.iter().any(|problem| problem.kind == ProblemKind::LostLine);
        if !is_lost {
            got.push(json.as_deref().and_then(content));
        }
        if json.is_none() {
            break;
        }
    }
    (got, chance)
}

/// What kubectl yields where it reads the same documents.
fn follows(case: &Value) -> Vec<Value> {
    let mut expected = Vec::new();
    for document in case["documents"].as_array().unwrap() {
        let json = document.get("lenient").unwrap_or(document);
        expected.push(if json == "null" { Value::from("") } else { json.clone() });
        if json == false {
            return expected;
        }
    }
    expected.extend(case["stops"].as_bool().map(|_| Value::from(false)));
    expected
}

fn is_chance(piece: &Piece) -> bool {
    piece.problems.iter().any(|problem| matches!(problem.kind, ProblemKind::SameText(_)))
}

/// True when what was read is what the oracle says.
fn agrees(piece: &Piece, json: Option<&str>, expected: &Value) -> bool {
    let (strict, lenient) = (!piece.is_refused(true), !piece.is_refused(false));
    let same = |expected: &Value| is_chance(piece) || json.is_some_and(|json| is_json(json, expected));
    match expected {
        Value::Bool(false) => !strict && !lenient,
        Value::Null => strict && json == Some("null"),
        Value::Object(object) if object.contains_key("lenient") => !strict && lenient && same(&object["lenient"]),
        Value::Object(object) if object.contains_key("either") => strict && lenient && is_chance(piece),
        expected => strict && lenient && same(expected),
    }
}

fn is_json(json: &str, expected: &Value) -> bool {
    match expected {
        Value::String(expected) => json == expected,
        long => long["bytes"] == json.len() && long["fnv"] == format!("{:016x}", fnv(json)),
    }
}

fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
