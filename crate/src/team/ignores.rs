//! Comments that ignore findings: `# gatelint-ignore RULE, RULE: reason`, for the line that they stand on or else the
//! next one, and `# gatelint-ignore-document RULE: reason`, for all of their document.

use crate::read::{FileFacts, NOTE};
use crate::text::{Span, sort};

/// How many lines of comments may stand between a comment and the line that it is about.
const LINES: usize = 20;

/// How many names count for one line or document.
const MOST: usize = 200;

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
    place: Span,
    number: u64,
}

/// What the comments of all files ignore, sorted for [`Ignore::find`].
pub fn ignores(files: &[FileFacts]) -> Vec<Ignore<'_>> {
    let mut all: Vec<Ignore> = Vec::new();
    for facts in files {
        for (note, document) in &facts.notes {
            read(&facts.text, *note, *document, &mut all);
        }
    }
    sort(&mut all, |a, b| a.number.cmp(&b.number));
    all
}

fn read<'a>(text: &'a str, note: Span, piece: Span, all: &mut Vec<Ignore<'a>>) {
    let words = note.slice(text).trim_start_matches('#').trim_start();
    let Some(words) = words.strip_prefix(NOTE) else { return };
    let (document, words) = words.strip_prefix("-document").map_or((false, words), |rest| (true, rest));
    let (mut names, reason) = words.split_once(':').unwrap_or((words, ""));
    let mut at = note.end as usize - words.len();
    if names.starts_with('-') {
        // Another word than this program knows, as other programs have it: it is kept to be said.
        at -= NOTE.len();
        names = names.split_whitespace().next().unwrap_or("");
        names = text.get(at..at + NOTE.len() + names.len()).unwrap_or("");
    } else if names.trim_start().len() == names.len() && !names.is_empty() {
        return;
    }
    let place = if document { piece } else { line_of(text.as_bytes(), note) };
    let number = number(document, place);
    let reason = !reason.trim().is_empty();
    for name in names.split(',') {
        let rule = name.trim();
        let start = (at + name.len() - name.trim_start().len()) as u32;
        let span = if rule.is_empty() { note } else { Span::new(note.file, start, start + rule.len() as u32) };
        all.push(Ignore { rule, span, reason, document, place, number });
        at += name.len() + 1;
    }
}

/// The line that a comment stands behind, or else the next one that is no comment.
fn line_of(text: &[u8], note: Span) -> Span {
    let is_break = |at: usize| text.get(at).is_none_or(|byte| matches!(byte, b'\n' | b'\r'));
    let mut start = note.start as usize;
    while start > 0 && !is_break(start - 1) {
        start -= 1;
    }
    let mut lines = LINES;
    loop {
        let (mut end, mut first) = (start, None);
        while !is_break(end) {
            first = first.or(text.get(end).filter(|byte| !matches!(byte, b' ' | b'\t' | 0xEF | 0xBB | 0xBF)));
            end += 1;
        }
        if end >= text.len() || lines == 0 || first.is_some_and(|first| *first != b'#') {
            return Span::new(note.file, start as u32, end as u32);
        }
        (start, lines) = (end + 1, lines - usize::from(first.is_some()));
    }
}

/// A number for a place: those of documents come after those of lines.
fn number(document: bool, place: Span) -> u64 {
    u64::from(document) << 63 | u64::from(place.file.0) << 32 | u64::from(place.start)
}

impl Ignore<'_> {
    /// The one that ignores what a rule says at a place, by its place in the list.
    pub fn find(all: &[Ignore<'_>], rule: &str, span: Span) -> Option<usize> {
        for document in [false, true] {
            let here = number(document, span);
            let mut next = all.partition_point(|one| one.number <= here);
            let Some(number) = all.get(next.wrapping_sub(1)).map(|one| one.number) else { continue };
            for _ in 0..MOST {
                let Some(one) = all.get(next.wrapping_sub(1)).filter(|one| one.number == number) else { break };
                next -= 1;
                if one.rule == rule
                    && one.document == document
                    && one.place.file == span.file
                    && span.start < one.place.end
                {
                    return Some(next);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read_file;
    use crate::text::{FileId, Str};

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
