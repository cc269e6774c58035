//! Text inside a scalar: the files of a ConfigMap, the values of a Helm release.

use super::cursor::Cursor;
use super::scan::Scanner;
use crate::text::{Embedding, Span};
use crate::value::{Node, Origin};

/// The text of a scalar and how it lies in the file.
#[derive(Debug, Clone)]
pub struct Embedded {
    /// The text.
    pub text: String,
    /// From its bytes to the file's.
    pub embedding: Embedding,
}

/// The text of a string node that was read from `text`, with the places of its bytes; none where the node is no string
/// that is written there.
///
/// `text` and `embedding` are those that the node was read with, so that a text inside an embedded text is found, too.
pub fn embedded(text: &str, embedding: &Embedding, node: &Node) -> Option<Embedded> {
    let value = node.as_str()?;
    let span = written(&node.origin)?;
    let start = embedding.inner(span.start)? as usize;
    let end = embedding.inner(span.end.checked_sub(1)?)? as usize + 1;
    if text.get(start..end) == Some(value) {
        let runs = [(0, start as u32, value.len() as u32)];
        return Some(Embedded { text: value.to_owned(), embedding: embedding.within(&runs) });
    }
    let is_block = matches!(text.as_bytes().get(start), Some(b'|' | b'>'));
    let (limit, indent) = match is_block {
        // The last line break belongs to the text; the column says where the block ends.
        true => (text.len(), content_column(text, start, value).unwrap_or(0)),
        false => (end, 0),
    };
    // Without content there is no column, and nothing to map.
    let is_empty = is_block && value.trim().is_empty();
    let nothing = || Embedded { text: value.to_owned(), embedding: embedding.within(&[(0, start as u32, 0)]) };
    let Some(recording) = Scanner::record(Cursor::at(text.get(..limit)?, start), indent) else {
        return is_empty.then(nothing);
    };
    // The splitter ends the last line of a file with a line feed where there is none.
    if recording.text != value && value.strip_suffix('\n') != Some(&recording.text) {
        return is_empty.then(nothing);
    }
    let embedding = embedding.within(&recording.runs);
    Some(Embedded { text: value.to_owned(), embedding })
}

fn written(origin: &Origin) -> Option<Span> {
    match origin {
        Origin::Source(span) => Some(*span),
        Origin::Alias(alias) => Some(alias.0),
        _ => None,
    }
}

/// The column of a block scalar's content: what its first line that holds more than spaces has before its text.
fn content_column(text: &str, start: usize, value: &str) -> Option<i32> {
    let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut lines = value.split(['\r', '\n', '\u{85}', '\u{2028}', '\u{2029}']);
    let first = lines.find(|line| spaces(line) < line.len())?;
    let mut cursor = Cursor::at(text, start);
    loop {
        cursor.skip_line();
        cursor.skip_break();
        let from = cursor.pos;
        while cursor.byte() == b' ' {
            cursor.skip(1);
        }
        if cursor.break_len() == 0 {
            return i32::try_from(cursor.pos - from).ok()?.checked_sub(spaces(first) as i32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;
    use crate::yaml::{Text, read};

    /// The embedded text at `key`, and the file's text at each of its bytes that is found there as it stands.
    fn find(file: &str, key: &str) -> (Embedded, String) {
        let embedding = Embedding::file(FileId(0), file.len());
        let pieces = read(&Text::from(file), &embedding);
        let root = pieces[0].root.clone().unwrap();
        let found = embedded(file, &embedding, root.get(key).unwrap()).unwrap();
        let at = |byte: usize| file.as_bytes().get(found.embedding.outer(byte as u32) as usize);
        let outer = (0..found.text.len()).filter_map(at).map(|byte| *byte as char).collect();
        (found, outer)
    }

    #[test]
    fn literal_blocks_stand_byte_for_byte() {
        for (file, text) in [
            ("a: |\n  x: 1\n    y\n\n  z\nb: 1\n", "x: 1\n  y\n\nz\n"),
            ("a: |2\n    x\n  y\n", "  x\ny\n"),
            ("a: |-\n\n  x\n", "\nx"),
            ("a: |+\n  x\n\n", "x\n\n"),
            ("a: &x |  # comment\n     é\n     y", "é\ny\n"),
            ("a: |2\n \u{2028}   y\n", "\u{2028} y\n"),
        ] {
            let (found, _) = find(file, "a");
            assert_eq!(found.text, text);
        }
        assert_eq!(find("a: |\n  x: 1\n    y\n\n  z\nb: 1\n", "a").1, "x: 1\n  y\n\nz\n");
    }

    #[test]
    fn a_block_without_content_is_found() {
        for file in ["d: |+\n\nb: 2\n", "         d: |+\n     a: 1\n\t\nb: 2\n"] {
            let embedding = Embedding::file(FileId(0), file.len());
            let pieces = read(&Text::from(file), &embedding);
            let nodes = pieces.iter().flat_map(|piece| &piece.root).flat_map(Node::entries).map(|entry| &entry.value);
            let texts = nodes.filter(|node| node.as_str().is_some());
            texts.for_each(|node| assert!(embedded(file, &embedding, node).is_some(), "{file:?}"));
        }
    }

    #[test]
    fn other_scalars_are_mapped_part_by_part() {
        let (found, outer) = find("a: \"x\\ny: \\\"z\\\"\"\n", "a");
        assert_eq!((found.text.as_str(), outer.as_str()), ("x\ny: \"z\"", "x\\y: \\z\\"));
        let (found, outer) = find("a: 'it''s\n  folded'\n", "a");
        assert_eq!((found.text.as_str(), outer.as_str()), ("it's folded", "it's\nfolded"));
        let (found, outer) = find("a: plain # comment\n", "a");
        assert_eq!((found.text.as_str(), outer.as_str()), ("plain", "plain"));
    }

    #[test]
    fn texts_inside_texts_are_found() {
        let file = "data:\n  config: |\n    outer: |\n      inner: x\n";
        let embedding = Embedding::file(FileId(0), file.len());
        let root = read(&Text::from(file), &embedding)[0].root.clone().unwrap();
        let config = embedded(file, &embedding, root.at(&["data", "config"]).unwrap()).unwrap();
        let root = read(&Text::from(config.text.as_str()), &config.embedding)[0].root.clone().unwrap();
        let outer = embedded(&config.text, &config.embedding, root.get("outer").unwrap()).unwrap();
        let root = read(&Text::from(outer.text.as_str()), &outer.embedding)[0].root.clone().unwrap();
        assert_eq!(root.get("inner").unwrap().origin.span().unwrap().slice(file), "x");
        assert_eq!(root.as_map().unwrap().entry("inner").unwrap().key_origin.span().unwrap().slice(file), "inner");
    }

    #[test]
    fn a_block_without_content_is_an_empty_text() {
        let (found, _) = find("a: |\nb: 1\n", "a");
        assert_eq!(found.text, "");
    }
}
