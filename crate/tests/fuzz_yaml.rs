//! The YAML reader against itself, on texts that are broken on purpose: the oracle's inputs, changed here and there.
//!
//! The changes are the same in every run, but where `GATELINT_FUZZ_SECONDS` says how long to look for more.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]

mod common;

use common::fuzz::{Random, mutated, rounds};
use common::{YAML_TYPING, input};
use gatelint::text::{Embedding, FileId, Span};
use gatelint::value::{Node, Origin, Value};
use gatelint::yaml::{Piece, ProblemKind, Text, embedded, quote, read, read_json, read_one, to_json};

/// How many broken texts are read.
const TEXTS: usize = 20_000;

#[test]
fn broken_texts_are_read_without_a_fault() {
    let texts: Vec<Vec<u8>> = cases().filter(|bytes| bytes.len() < 3000).collect();
    let mut random = Random::new();
    let (mut read, mut accepted, mut nodes) = (0, 0, 0);
    for _ in rounds(TEXTS) {
        let bytes = mutated(&texts, &mut random);
        let (is_accepted, count) = check(&bytes);
        read += 1;
        accepted += usize::from(is_accepted);
        nodes += count;
    }
    println!("yaml fuzz: {read} texts, {accepted} accepted, {nodes} nodes");
    assert!(accepted > read / 10 && accepted < read);
}

#[test]
fn the_oracles_own_texts_are_read_without_a_fault() {
    cases().for_each(|bytes| {
        check(&bytes);
    });
}

#[test]
fn reading_is_linear_in_hostile_texts() {
    // Each of these once was, or easily could be, quadratic; at that cost they would take minutes.
    let many = 100_000;
    let keys: String = (0..many).map(|key| format!("k{key}: 1\n")).collect();
    for text in [
        "[".repeat(many),
        "- ".repeat(many),
        "? ".repeat(many),
        "{a: ".repeat(many),
        format!("{}{}", "[".repeat(9000), "a, ".repeat(many)),
        format!("[{}]", "a: b, ".repeat(many)),
        "k: v\n".repeat(many),
        keys,
        "~: v\n".repeat(many),
        "a: *x\n".repeat(many),
        format!("&x {}", "a: &x b\n".repeat(many)),
        format!("- &x {{a: 1}}\n{}", "- {<<: *x}\n".repeat(many)),
        "\"\n\n".repeat(many),
        "---\n".repeat(many),
        "{}".repeat(many),
        "{\"a\":".repeat(many),
        format!("a: |\n{}", " \n".repeat(many)),
    ] {
        let text = Text::from(text.as_str());
        let embedding = Embedding::file(FileId(0), text.text.len());
        assert_eq!(read(&text, &embedding).len(), read_json(&text, &embedding).len());
    }
}

/// Every input of the oracle.
fn cases() -> impl Iterator<Item = Vec<u8>> {
    YAML_TYPING.lines().map(|line| input(&serde_json::from_str(line).unwrap()))
}

/// Reads a text in every way and compares; true when every document is accepted, and how many nodes there are.
fn check(bytes: &[u8]) -> (bool, usize) {
    let text = Text::decode(bytes);
    let embedding = Embedding::file(FileId(0), text.text.len());
    let mut nodes = 0;
    let pieces = read(&text, &embedding);
    for piece in &pieces {
        check_piece(piece, &text, &embedding);
        // Places in UTF-16 are those of the text that the splitter leaves, which may be another one at its end.
        let root = piece.root.iter().filter(|_| text.utf16.is_none());
        nodes += root.map(|root| check_node(root, piece.span, &text.text, &embedding)).sum::<usize>();
    }
    for (piece, json) in read_json(&text, &embedding) {
        assert_eq!(json.is_some(), piece.is_document() && !piece.is_refused(false));
        json.iter().for_each(|json| check_json(json));
    }
    (pieces.iter().all(|piece| !piece.is_refused(true)), nodes)
}

fn check_piece(piece: &Piece, text: &Text, embedding: &Embedding) {
    let problems = piece.problems.iter().flat_map(|problem| [Some(problem.span), problem.related]);
    for span in piece.comments.iter().copied().chain(problems.flatten()) {
        assert!(span.end as usize <= text.text.len(), "{:?}", text.text);
    }
    for problem in &piece.problems {
        assert!(!problem.message().is_empty() && !problem.help().is_empty());
    }
    assert!(text.utf16.is_some() || piece.comments.iter().all(|span| span.slice(&text.text).starts_with('#')));
    assert_eq!(embedding.span(piece.span.start, piece.span.end), piece.span);
}

/// Looks at a node and what is in it; gives how many nodes that is.
fn check_node(node: &Node, outer: Span, text: &str, embedding: &Embedding) -> usize {
    let span = node.origin.span().unwrap();
    let written = matches!(node.origin, Origin::Source(_));
    assert!(outer.start <= span.start && span.end <= outer.end, "{span:?} is not in {outer:?} of {text:?}");
    assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize), "{text:?}");
    // A merge brings nodes that stand elsewhere.
    let inner = if written && !text.contains("<<") { span } else { Span::new(FileId(0), 0, text.len() as u32) };
    match &node.value {
        Value::List(items) => 1 + items.iter().map(|item| check_node(item, inner, text, embedding)).sum::<usize>(),
        Value::Map(map) => {
            let keys = map.entries().iter().map(|entry| entry.key_origin.span().unwrap());
            keys.for_each(|key| assert!(inner.start <= key.start && key.end <= inner.end, "{text:?}"));
            1 + map.entries().iter().map(|entry| check_node(&entry.value, inner, text, embedding)).sum::<usize>()
        }
        _ => {
            check_scalar(node, span.slice(text), written && !text.contains(['!', '\u{feff}']), text, embedding);
            1
        }
    }
}

/// A scalar is what its own bytes say, its text can be found in the file, and quoted it is read again.
fn check_scalar(node: &Node, slice: &str, written: bool, text: &str, embedding: &Embedding) {
    let is_line = !slice.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
    let is_special = slice.starts_with(['-', '.', '|', '>', '%'])
        || slice.ends_with(':')
        || slice.contains("inf")
        || slice.contains("nan");
    if written && is_line && !is_special && slice.len() < 900 {
        let again = read_one(&Text::from(slice), &Embedding::file(FileId(0), slice.len()));
        let value = again.root.map_or(Value::Null, |root| root.value);
        assert_eq!(value, node.value, "{slice:?} in {text:?}");
    }
    let Some(value) = node.as_str() else { return };
    if let Some(found) = embedded(text, embedding, node) {
        assert_eq!(found.text, value);
        assert!(found.embedding.outer(value.len() as u32) as usize <= text.len());
    } else {
        assert!(!written || text.contains('\r'), "{slice:?} in {text:?}");
    }
    let quoted = quote(value);
    let again = read_one(&Text::from(quoted.as_str()), &Embedding::file(FileId(0), quoted.len()));
    assert_eq!(again.root.unwrap().as_str(), Some(value), "{quoted:?}");
}

/// JSON is YAML: read again it is the same, but for what JSON itself loses.
fn check_json(json: &str) {
    let embedding = Embedding::file(FileId(0), json.len());
    let again = read_one(&Text::from(json), &embedding);
    let is_lost = |problem: &ProblemKind| {
        // Characters that only an escape can write, keys beyond 1024 characters, trees that are too high.
        matches!(problem, ProblemKind::ControlCharacter(_) | ProblemKind::Syntax(_) | ProblemKind::Deep)
    };
    if again.problems.iter().any(|problem| is_lost(&problem.kind)) {
        let has_long_key = json.len() > 1024;
        let has_control = json.chars().any(|c| matches!(c, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}'));
        let is_high = again.problems.iter().any(|problem| matches!(problem.kind, ProblemKind::Deep));
        assert!(has_long_key || has_control || is_high, "{json} {:?}", again.problems);
        return;
    }
    assert!(!again.is_refused(true), "{json} {:?}", again.problems);
    let once = again.root.as_ref().map_or("null".to_owned(), to_json);
    assert!(
        once == json || json.contains("-0") || json.contains("\\ufffd") || json.contains('\u{85}'),
        "{json}\n{once}"
    );
}
