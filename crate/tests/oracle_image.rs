//! Image references against what distribution's own parser answers, and the API's patterns against the API server.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout)]

use gatelint::image::Reference;
use gatelint::image::api_pattern::Pattern;
use serde_json::{Value, json};

/// What is decided about a text, in the form of the recorded answers.
fn answer(text: &str) -> Value {
    let bare = Reference::parse(text.to_owned()).is_ok();
    let normalised = Reference::parse_normalized(text.to_owned());
    let mut answer = json!({"in": text, "parse_ok": bare, "norm_ok": normalised.is_ok()});
    let Ok(reference) = normalised else { return answer };
    let mut put = |key: &str, value: &str| {
        if !value.is_empty() {
            answer[key] = value.into();
        }
    };
    put("domain", reference.registry());
    put("path", reference.repository());
    put("tag", reference.tag().unwrap_or(""));
    put("digest", reference.digest().map_or("", |digest| digest.as_ref()));
    put("full", &reference.normalized());
    put("familiar", &reference.familiar());
    answer
}

#[test]
fn references_are_read_as_distribution_reads_them() {
    let lines: Vec<Value> = rows(include_str!("../../tests/oracle/image-reference.jsonl"));
    let wrong: Vec<_> = lines.iter().filter(|line| answer(line["in"].as_str().unwrap()) != **line).collect();
    println!("image references: {} of {} agree", lines.len() - wrong.len(), lines.len());
    assert_eq!(lines.len(), 520);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn images_are_accepted_as_the_api_server_accepts_them() {
    let lines = rows(include_str!("../../tests/oracle/image-patterns.jsonl"));
    let agrees = |line: &Value| match (line["image"].as_str(), line["imageRepository"].as_str()) {
        (Some(image), _) => {
            line["v1.5.0"] == Pattern::ImageWithoutPort.accepts(image)
                && line["v1.9.0"] == Pattern::Image.accepts(image)
        }
        (_, Some(repository)) => {
            let accepted = Pattern::Repository.accepts(repository);
            line["v1.5.0"] == accepted && line["v1.9.0"] == accepted
        }
        _ => false,
    };
    let wrong: Vec<_> = lines.iter().filter(|line| !agrees(line)).collect();
    println!("image patterns of the API: {} of {} agree", lines.len() - wrong.len(), lines.len());
    assert_eq!(lines.len(), 236);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_refusal_has_a_place_and_every_repair_is_valid() {
    for line in rows(include_str!("../../tests/oracle/image-reference.jsonl")) {
        let text = line["in"].as_str().unwrap();
        if let Err(error) = Reference::parse_normalized(text.to_owned()) {
            assert!(text.is_char_boundary(error.at), "{text:?} {error:?}");
            assert!(error.at_utf16(text) <= text.encode_utf16().count(), "{text:?} {error:?}");
        }
        if let Some(mended) = gatelint::image::nearest(text) {
            assert!(Reference::parse_normalized(mended.clone()).is_ok(), "{text:?} {mended:?}");
        }
    }
}

fn rows(jsonl: &str) -> Vec<Value> {
    jsonl.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
