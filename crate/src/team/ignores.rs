//! Comments that ignore findings: `# gatelint-ignore RULE, RULE: reason`, for the line that they stand on or else the
//! next one, and `# gatelint-ignore-document RULE: reason`, for all of their document.

use crate::read::{FileFacts, NOTE};
use crate::text::{FileId, Span, sort};

/// How many lines of comments may stand between a comment and the line that it is about.
const LINES: usize = 20;

/// A rule that a comment names.
#[derive(Debug, Clone)]
pub struct Ignore<'a> {
    /// The rule.
    pub rule: &'a str,
    /// Where the comment names it.
    pub span: Span,
    /// True where the comment says why.
    pub reason: bool,
    /// It is for all of the document.
    pub document: bool,
    /// The bytes that it is for.
    from: usize,
    to: usize,
}

/// What the comments of all files ignore, sorted for [`Ignore::find`].
pub fn ignores(files: &[FileFacts]) -> Vec<Ignore<'_>> {
    let mut all: Vec<Ignore> = Vec::new();
    for facts in files {
        for note in &facts.notes {
            read(&facts.text, *note, &mut all);
        }
    }
    sort(&mut all, |a, b| a.key().cmp(&b.key()));
    all
}

fn read<'a>(text: &'a str, note: Span, all: &mut Vec<Ignore<'a>>) {
    let words = note.slice(text).trim_start_matches(['#', ' ', '\t']);
    let Some(words) = words.strip_prefix(NOTE) else { return };
    let (document, words) = words.strip_prefix("-document").map_or((false, words), |rest| (true, rest));
    if !words.is_empty() && !words.starts_with([' ', '\t', ':']) {
        return;
    }
    let (names, reason) = words.split_once(':').unwrap_or((words, ""));
    let range = match all.last() {
        // So that many comments in one document cost no more than its length.
        Some(last) if document && last.document && last.holds(note) => (last.from, last.to),
        _ if document => document_around(text, note),
        _ => line_of(text, note),
    };
    let mut at = note.end as usize - words.len();
    for name in names.split(',') {
        let blank = name.len() - name.trim_start().len();
        let rule = name.trim();
        let start = (at + blank) as u32;
        at += name.len() + 1;
        let span = if rule.is_empty() { note } else { Span::new(note.file, start, start + rule.len() as u32) };
        let reason = !reason.trim().is_empty();
        all.push(Ignore { rule, span, reason, document, from: range.0, to: range.1 });
    }
}

/// The line that a comment stands behind, or else the next one that is no comment.
fn line_of(text: &str, note: Span) -> (usize, usize) {
    let (before, after) = text.split_at_checked(note.start as usize).unwrap_or((text, ""));
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    if !before.get(start..).is_some_and(|before| before.trim_start_matches('\u{feff}').trim().is_empty()) {
        return (start, note.end as usize);
    }
    let mut at = note.start as usize;
    for line in after.split_inclusive(['\n', '\r']).take(LINES + 1) {
        let content = line.trim();
        if !content.is_empty() && !content.starts_with('#') {
            return (at, at + line.len());
        }
        at += line.len();
    }
    (at, at)
}

/// From the separator line before a comment to the one behind it.
fn document_around(text: &str, note: Span) -> (usize, usize) {
    let (before, after) = text.split_at_checked(note.start as usize).unwrap_or((text, ""));
    let start = before.rfind("\n---").map_or(0, |at| at + 1);
    (start, note.start as usize + after.find("\n---").map_or(after.len(), |at| at + 1))
}

impl Ignore<'_> {
    fn key(&self) -> (FileId, bool, usize, &str, Span) {
        (self.span.file, self.document, self.from, self.rule, self.span)
    }

    fn holds(&self, span: Span) -> bool {
        self.span.file == span.file && self.from <= span.start as usize && (span.start as usize) < self.to
    }

    /// The one that ignores what a rule says at a place.
    pub fn find<'i, 'a>(all: &'i [Ignore<'a>], rule: &str, span: Span) -> Option<&'i Ignore<'a>> {
        for document in [false, true] {
            let place = (span.file, document, span.start as usize);
            let next = all.partition_point(|one| (one.span.file, one.document, one.from) <= place);
            let Some(near) = all.get(next.wrapping_sub(1)) else { continue };
            let wanted = (span.file, document, near.from, rule);
            let first = all.partition_point(|one| (one.span.file, one.document, one.from, one.rule) < wanted);
            let found = all.get(first).filter(|one| one.rule == rule && one.document == document && one.holds(span));
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read_file;
    use crate::text::Str;

    const TEXT: &str = "# gatelint-ignore a, b: known\n# and a word\na: 1 # gatelint-ignore c\nb: 2\n---\n# gatelint-ignore-document d: all\nc: 3\nd: 4\n---\ne: 5\n";

    #[test]
    fn comments_are_for_lines_and_documents() {
        let files = [read_file(FileId(0), Str::from("a.yaml"), TEXT.as_bytes(), None)];
        let all = ignores(&files);
        let has = |rule, word: &str| {
            let at = TEXT.find(word).unwrap() as u32;
            Ignore::find(&all, rule, Span::new(FileId(0), at, at + 1)).is_some()
        };
        assert!(has("a", "a: 1") && has("b", "a: 1") && has("c", "a: 1"));
        assert!(!has("a", "b: 2") && !has("c", "b: 2") && !has("d", "b: 2"));
        assert!(has("d", "c: 3") && has("d", "d: 4") && !has("d", "e: 5") && !has("a", "d: 4"));
        let written: Vec<&str> = all.iter().map(|one| one.span.slice(TEXT)).collect();
        assert_eq!(written, ["a", "b", "c", "d"]);
        assert_eq!(all.iter().filter(|one| !one.reason).count(), 1);
    }
}
