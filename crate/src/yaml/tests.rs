//! Places and problems; what is accepted and what JSON it is, the oracle's tests say.

use super::*;
use crate::text::{FileId, Span};
use crate::value::{Node, Origin};

fn pieces(text: &str) -> Vec<Piece> {
    read(&Text::from(text), &Embedding::file(FileId(0), text.len()))
}

fn root(text: &str) -> Node {
    pieces(text).remove(0).root.unwrap()
}

/// What is wrong with a text, each with the text at its place and at the related place.
fn problems(text: &str) -> Vec<(ProblemKind, &str, &str)> {
    let slice = |span: Option<Span>| span.map_or("", |span| span.slice(text));
    let problems = pieces(text).into_iter().flat_map(|piece| piece.problems);
    problems.map(|problem| (problem.kind.clone(), slice(Some(problem.span)), slice(problem.related))).collect()
}

fn syntax(text: &str) -> (Syntax, &str) {
    match problems(text).as_slice() {
        [(ProblemKind::Syntax(syntax), at, _)] => (*syntax, at),
        other => panic!("{text:?}: {other:?}"),
    }
}

#[test]
fn nodes_stand_where_they_are_written() {
    let text = "\u{feff}# c\r\né: 'x' # d\r\nlist:\r\n- a b\r\n- [1, {k: \"v\"}]\r\nmap: &m !!map\r\n  text: |\r\n    x\r\n\r\n    y\r\n  none:\r\n";
    let root = root(text);
    let at = |node: &Node| node.origin.span().unwrap().slice(text);
    assert_eq!(at(root.get("é").unwrap()), "'x'");
    let items = root.get("list").unwrap().items();
    assert_eq!(at(root.get("list").unwrap()), "- a b\r\n- [1, {k: \"v\"}]");
    assert_eq!([at(&items[0]), at(&items[1]), at(&items[1].items()[1])], ["a b", "[1, {k: \"v\"}]", "{k: \"v\"}"]);
    assert_eq!(at(root.at(&["map", "text"]).unwrap()), "|\r\n    x\r\n\r\n    y");
    let map = root.get("map").unwrap();
    assert!(at(map).starts_with("text: |") && at(map).ends_with("none:"));
    assert_eq!(map.entries()[1].key_origin.span().unwrap().slice(text), "none");
    let comments = pieces(text).remove(0).comments;
    assert_eq!(comments.iter().map(|span| span.slice(text)).collect::<Vec<_>>(), ["# c", "# d"]);
}

#[test]
fn documents_keep_their_places_and_one_broken_one_does_not_hide_the_others() {
    let text = "a: 1\n---\nb: [\n---\n# nothing\n---\nc: 'x\n---\nd: 4";
    let pieces = pieces(text);
    let slices: Vec<&str> = pieces.iter().map(|piece| piece.span.slice(text)).collect();
    assert_eq!(slices, ["a: 1\n", "b: [\n", "# nothing\n", "c: 'x\n", "d: 4"]);
    let read: Vec<bool> = pieces.iter().map(|piece| piece.root.is_some()).collect();
    assert_eq!(read, [true, false, false, false, true]);
    let last = pieces[4].root.as_ref().unwrap().get("d").unwrap();
    assert_eq!(last.origin.span().unwrap().slice(text), "4");
}

#[test]
fn aliases_and_merges_say_where_they_come_from() {
    let text = "a: &a\n  k: [v]\nb: *a\nc:\n  <<: *a\n  <<: {own: 1}\n";
    let root = root(text);
    let places = |origin: &Origin| match origin {
        Origin::Alias(alias) => (alias.0.slice(text), alias.1.slice(text)),
        origin => (origin.span().unwrap().slice(text), ""),
    };
    assert_eq!(places(&root.get("b").unwrap().origin), ("k: [v]", "*a"));
    assert_eq!(places(&root.at(&["b", "k"]).unwrap().items()[0].origin), ("v", "*a"));
    let merged = root.get("c").unwrap().entries();
    assert_eq!(places(&merged[0].key_origin), ("k", "*a"));
    assert_eq!(places(&merged[0].value.origin), ("[v]", "*a"));
    assert_eq!(places(&merged[1].value.origin), ("1", ""));
    assert!(root.at(&["a", "k"]).unwrap().origin.editable().is_some());
    assert!(root.at(&["b", "k"]).unwrap().origin.editable().is_none());
}

#[test]
fn keys_that_stand_twice() {
    use ProblemKind::{DuplicateKey, MergedKey, SameText};
    assert_eq!(problems("a: 1\nb: 2\n'a': 3\n"), [(DuplicateKey("a".into()), "'a'", "a")]);
    assert_eq!(to_json(&root("a: 1\nb: 2\na: 3\n")), r#"{"a":3,"b":2}"#);
    assert_eq!(problems("yes: 1\ntrue: 2\n"), [(DuplicateKey("true".into()), "true", "yes")]);
    assert_eq!(problems("1: 1\n'1': 2\n"), [(SameText("1".into()), "'1'", "1")]);
    assert_eq!(problems("x: &x {a: 1}\ny: {<<: *x, a: 2}\n"), [(MergedKey("a".into()), "a", "*x")]);
    let many: String = (0..40).map(|key| format!("k{key}: 1\n")).collect();
    assert_eq!(problems(&format!("{many}k7: 2\n")), [(DuplicateKey("k7".into()), "k7", "k7")]);
}

#[test]
fn values_that_json_does_not_know_only_count_where_they_are_left() {
    assert_eq!(problems("a: .inf\nb: *x\n").len(), 2);
    assert_eq!(problems("a: [1, -.inf]\n"), [(ProblemKind::NotFinite, "-.inf", "")]);
    assert_eq!(problems("? \n: a\n"), [(ProblemKind::NullKey, "", "")]);
    assert_eq!(problems("18446744073709551615: a\n"), [(ProblemKind::LargeKey, "18446744073709551615", "")]);
    assert_eq!(problems("{{ a }}: b\n"), [(ProblemKind::NestedKey, "{{ a }}", "")]);
    assert!(problems("a: {~: 1}\na: 2\n").iter().all(|problem| !problem.0.refuses(false)));
}

#[test]
fn broken_text_is_shown_where_it_breaks() {
    assert_eq!(syntax("a: b: c\n"), (Syntax::ValueHere, ":"));
    assert_eq!(syntax("a: 1\n\tb: 2\n"), (Syntax::TabIndents, "\t"));
    assert_eq!(syntax("a: 1\nbroken\n"), (Syntax::ColonMissing, "b"));
    assert_eq!(syntax("a: @b\n"), (Syntax::Character(b'@'), "@"));
    assert_eq!(syntax("a: \"b\nc: d\n"), (Syntax::Unclosed, "\""));
    assert_eq!(syntax("a: \"\\d\"\n"), (Syntax::Escape, "d"));
    assert_eq!(syntax("a:\n    b: 1\n  c: 2\n"), (Syntax::KeyExpected, "c"));
    assert_eq!(problems("a: [b\nc: d\n"), [(ProblemKind::Syntax(Syntax::CommaOrBracket), ":", "[")]);
    assert_eq!(problems("a: *b\n"), [(ProblemKind::UnknownAnchor("b".into()), "*b", "")]);
    assert_eq!(problems("a: &b [*b]\n"), [(ProblemKind::AliasInItself("b".into()), "*b", "")]);
    assert_eq!(problems("a: !!int x\n"), [(ProblemKind::Mistyped(Tag::Int), "x", "")]);
    assert_eq!(problems("a: b\n--- # c\nb: 1\n--- {}\nc: 1\n"), [(ProblemKind::Separator, "--- {}\n", "")]);
    assert_eq!(problems("a: \u{7}\n"), [(ProblemKind::ControlCharacter('\u{7}'), "\u{7}", "")]);
}

#[test]
fn what_kubectl_reads_otherwise_is_said() {
    use ProblemKind::{JsonOnly, JsonStream, NotJson};
    assert_eq!(problems("{\"a\":1}\n{\"b\":2}\n"), [(JsonStream, "{\"b\":2}", "")]);
    assert_eq!(problems("{\"a\":1}\n---\n{\"b\":2}\n"), []);
    assert_eq!(problems("{a: 1}\n"), []);
    assert_eq!(problems("{\"a\": 1}\n  b: 2\n"), [(JsonStream, "  b: 2\n", "")]);
    assert_eq!(problems("{\"a\": 1} x"), [(NotJson, " x", "")]);
    assert_eq!(problems("{\"a\": \"\\/\"}\n").last().unwrap().0, JsonOnly);
}

#[test]
fn bytes_that_are_no_utf8() {
    let bytes = b"a: 1\n---\nb: \xff\n---\nc: 3\n";
    let text = Text::decode(bytes);
    let pieces = read(&text, &Embedding::file(FileId(0), text.text.len()));
    let broken = &pieces[1].problems[0];
    assert_eq!((broken.kind.clone(), broken.span.start), (ProblemKind::Encoding, 12));
    assert!(pieces[0].root.is_some() && pieces[2].root.is_some());
    let utf16: Vec<u8> = "\u{feff}a: é\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let text = Text::decode(&utf16);
    assert_eq!(
        to_json(read(&text, &Embedding::file(FileId(0), text.text.len()))[0].root.as_ref().unwrap()),
        r#"{"a":"é"}"#
    );
}

#[test]
fn trees_that_are_handed_out_are_not_too_high() {
    let nested = |height: usize| format!("{}{}", "[".repeat(height), "]".repeat(height));
    assert!(pieces(&nested(MAX_HEIGHT))[0].root.is_some());
    let high = nested(MAX_HEIGHT + 1);
    assert_eq!((problems(&high)[0].0.clone(), pieces(&high)[0].root.is_none()), (ProblemKind::Deep, true));
    let text = Text::from(high.as_str());
    assert_eq!(read_json(&text, &Embedding::file(FileId(0), high.len()))[0].1.as_deref(), Some(high.as_str()));
}

#[test]
fn what_the_splitter_adds_to_utf16_is_not_in_the_file() {
    // The last character has a byte that is a CR or a half: the line feed behind it makes another one of it.
    for line in ["# 愀", "a: 愀 # 愀", "#愀\u{2000}", "# \u{d00}", "# \u{dd}", "# \u{d0d}"] {
        for (odd, encode) in [
            (false, u16::to_be_bytes as fn(u16) -> [u8; 2]),
            (true, u16::to_be_bytes),
            (false, u16::to_le_bytes),
            (true, u16::to_le_bytes),
        ] {
            let mut bytes: Vec<u8> = format!("\u{feff}{line}").encode_utf16().flat_map(encode).collect();
            bytes.truncate(bytes.len() - usize::from(odd));
            let text = Text::decode(&bytes);
            let embedding = Embedding::file(FileId(0), text.text.len());
            for piece in read(&text, &embedding) {
                assert!(piece.span.end as usize <= text.text.len());
                assert!(piece.comments.iter().all(|span| span.end as usize <= text.text.len()), "{piece:?}");
            }
        }
    }
}
