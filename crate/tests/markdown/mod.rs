//! Fences of Markdown files: the examples of rule pages, and the cases of the corpus.
#![allow(dead_code, clippy::string_slice)]

use std::ops::Range;

/// A fence.
#[derive(Debug, Default)]
pub struct Fence {
    /// Its backticks.
    pub ticks: String,
    /// The words behind them: the language, and what the fence holds.
    pub words: Vec<String>,
    /// Its lines, each with a line feed.
    pub content: String,
    /// The line of the file on which it opens, from 1.
    pub line: usize,
    /// The bytes of the file from its first line to its last.
    pub lines: Range<usize>,
}

impl Fence {
    /// The word at this place, or nothing.
    pub fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    /// True when it is one of the words.
    pub fn has(&self, word: &str) -> bool {
        self.words.iter().any(|other| other == word)
    }

    /// What stands behind `name=`.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.words.iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }
}

/// The fences of a text, in order. A fence ends at a line that has just its backticks.
pub fn fences(text: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<Fence> = None;
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        match open.as_mut() {
            None => open = opened(line.trim_end(), index + 1, start),
            Some(fence) if line.trim_end() == fence.ticks => {
                fence.lines.end = at;
                fences.extend(open.take());
            }
            Some(fence) => fence.content.push_str(line),
        }
    }
    assert!(open.is_none(), "a fence does not end");
    fences
}

fn opened(text: &str, line: usize, start: usize) -> Option<Fence> {
    let rest = text.trim_start_matches('`');
    let ticks = text[..text.len() - rest.len()].to_owned();
    let words = rest.split_whitespace().map(str::to_owned).collect();
    (ticks.len() >= 3).then(|| Fence { ticks, words, line, lines: start..start, content: String::new() })
}
