//! Fences of Markdown files: the examples of rule pages, and the cases of the corpus.

/// A fenced block.
#[derive(Debug)]
pub struct Fence {
    /// The words behind its backticks: the language and what the block is.
    pub words: Vec<String>,
    /// Its lines, each with a line feed.
    pub content: String,
    /// The line of the file on which it opens, from 1.
    pub line: usize,
    /// The bytes of the content in the file.
    pub range: std::ops::Range<usize>,
}

impl Fence {
    /// True when `word` is one of its words.
    pub fn has(&self, word: &str) -> bool {
        self.words.iter().any(|other| other == word)
    }

    /// The value of the word `name=value`.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.words.iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }
}

/// The fences of a Markdown text, in order. A fence ends at a line that has just its backticks.
pub fn fences(text: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<(&str, Fence)> = None;
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let bare = line.trim_end_matches('\n');
        open = match open {
            None => opening(bare)
                .map(|(ticks, words)| (ticks, Fence { words, content: String::new(), line: index + 1, range: at..at })),
            Some((ticks, fence)) if bare == ticks => {
                fences.push(fence);
                None
            }
            Some((ticks, mut fence)) => {
                fence.content.push_str(line);
                fence.range.end = at;
                Some((ticks, fence))
            }
        };
    }
    assert!(open.is_none(), "the last fence does not end");
    fences
}

/// The backticks and words of a line that opens a fence.
fn opening(line: &str) -> Option<(&str, Vec<String>)> {
    let words = line.trim_start_matches('`');
    let ticks = line.strip_suffix(words).unwrap_or(line);
    (ticks.len() >= 3).then(|| (ticks, words.split_whitespace().map(str::to_string).collect()))
}
