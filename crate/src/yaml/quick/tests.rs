//! The short way against the whole reader.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::print_stdout)]

use crate::text::{Embedding, FileId};
use crate::yaml::build::{Interner, Place, Shared, build, build_quickly};
use crate::yaml::cursor::Cursor;
use crate::yaml::encoding::control_character;
use crate::yaml::parser::Parser;

const RECORDED: [&str; 3] = [
    include_str!("../../../../tests/oracle/yaml-typing.jsonl"),
    include_str!("../../../../tests/oracle/render/cases.jsonl"),
    include_str!("../../../../tests/oracle/config-verdicts.jsonl"),
];

/// What is put into texts.
const PARTS: [&str; 34] = [
    "- ", "-", "? ", ": ", ":", "\n", "\n  ", "\n    ", "\t", " ", "[", "]", "{", "}", ", ", "\"", "'", "#", " # c\n",
    "|\n", "&x ", "*x ", "<<: ", "!!str ", "---\n", "...\n", "%", "\r\n", "\u{85}", "é", "\\", "a: b\n", "- c\n",
    "key:\n",
];

/// True when the short way can read a text. Then it reads what the whole reader reads.
fn is_quick(text: &str) -> bool {
    if control_character(text).is_some() {
        return false;
    }
    let embedding = Embedding::file(FileId(0), text.len());
    let place = Place { embedding: &embedding, base: 0, limit: text.len() };
    let shared = || Shared { budget: 1000, interner: Interner::new() };
    let Some((built, comments)) = build_quickly(text, place, &mut shared()) else { return false };
    let mut parser = Parser::new(Cursor::new(text, true));
    let whole = build(&mut parser, place, &mut shared());
    assert!(whole.wrong.is_none(), "refused: {text:?}");
    assert_eq!(format!("{:?}", built.root), format!("{:?}", whole.root), "{text:?}");
    assert_eq!((built.height, comments), (whole.height, parser.scanner.comments), "{text:?}");
    assert_eq!(format!("{:?}", built.problems), format!("{:?}", whole.problems), "{text:?}");
    true
}

fn texts() -> impl Iterator<Item = String> {
    let rows =
        RECORDED.into_iter().flat_map(str::lines).map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    rows.filter_map(|row| row["yaml"].as_str().or(row["input"].as_str()).map(str::to_owned))
}

#[test]
fn recorded_texts_are_read_alike() {
    let texts = texts().flat_map(|text| text.split("---\n").map(str::to_owned).collect::<Vec<_>>());
    let (quick, slow): (Vec<_>, Vec<_>) = texts.partition(|text| is_quick(text));
    println!("{} texts are read quickly, {} are not", quick.len(), slow.len());
    assert!(quick.len() > 2500);
}

#[test]
fn changed_texts_are_read_alike() {
    let mut seed = 7u64;
    let mut below = |limit: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % limit
    };
    let mut quick = 0;
    for text in texts().filter(|text| text.len() < 1500) {
        for piece in text.split("---\n") {
            for _ in 0..60 {
                let mut text = piece.to_owned();
                for _ in 0..=below(2) {
                    let at = (0..=below(text.len() + 1)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
                    text.insert_str(at, PARTS[below(PARTS.len())]);
                }
                quick += usize::from(is_quick(&text));
            }
        }
    }
    println!("{quick} changed texts are read quickly");
    assert!(quick > 30_000);
}
