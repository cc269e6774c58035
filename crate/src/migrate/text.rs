//! Entries of maps as they are written: taken out or replaced line by line in a block, in place between brackets. Comments
//! stay.

use crate::diagnostic::Edit;
use crate::rules::Input;
use crate::text::{Gather as _, Span, holds};
use crate::value::{Entry, Node};
use crate::yaml;

/// A map as it is written in a file.
pub(super) struct Written<'a> {
    text: &'a str,
    /// Between brackets; else each entry on lines of its own.
    pub flow: bool,
    entries: &'a [Entry],
}

/// What becomes of an entry.
#[derive(Clone)]
pub(super) enum Fate {
    Keep,
    Remove,
    /// Another key, and a value as it is to be read; none for the one that is there.
    Write(&'static str, Option<String>),
}

impl<'a> Written<'a> {
    /// The map; none where it is not written here in a way that can be edited.
    pub fn new(input: &Input<'a>, map: &'a Node) -> Option<Self> {
        let span = map.origin.editable()?;
        let text = input.text(span.file);
        let written = Written { text, flow: span.slice(text).starts_with('{'), entries: map.entries() };
        let sound = written.entries.iter().all(|entry| written.is_plain(entry));
        sound.then_some(written)
    }

    /// True where the key stands as it is read, in a block at the start of its line, and the value behind it.
    fn is_plain(&self, entry: &Entry) -> bool {
        let (Some(key), Some(value)) = (entry.key_origin.editable(), entry.value.origin.editable()) else {
            return false;
        };
        let written = key.slice(self.text).trim_matches(['"', '\'']) == &*entry.key;
        let alone = self.flow || self.indent(key).trim().is_empty();
        // A text over several lines can't be told from its comments here.
        let folded = entry.value.as_str().is_some() && value.slice(self.text).trim_end().as_bytes().contains(&b'\n');
        written && alone && !folded
    }

    /// What stands before a place on its line.
    fn indent(&self, span: Span) -> &'a str {
        let before = self.text.get(..span.start as usize).unwrap_or("");
        before.get(before.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or("")
    }

    fn span(&self, entry: &Entry) -> Span {
        let key = entry.key_origin.span().unwrap_or_default();
        let value = entry.value.origin.span().unwrap_or(key);
        let all = Span::new(key.file, key.start, value.end.max(key.end));
        let blanks = all.slice(self.text).len() - all.slice(self.text).trim_end().len();
        Span { end: all.end - blanks as u32, ..all }
    }

    /// The edits that give each entry its fate; none where a comment between brackets is in the way.
    pub fn rewrite(&self, fates: &[Fate]) -> Option<Vec<Edit>> {
        if !self.flow {
            let pairs = self.entries.iter().zip(fates);
            return Some(pairs.filter_map(|(entry, fate)| self.lines(entry, fate)).gather());
        }
        let mut edits = Vec::new();
        let (mut from, mut last_kept) = (None, None);
        for (entry, fate) in self.entries.iter().zip(fates) {
            let span = self.span(entry);
            if let Fate::Remove = fate {
                from.get_or_insert(span.start);
                continue;
            }
            // A run of removed entries goes up to the next one that stays.
            edits.extend(
                from.take().map(|start| Edit { span: Span { start, end: span.start, ..span }, text: String::new() }),
            );
            if let Fate::Write(key, value) = fate {
                edits.push(Edit { span, text: self.pair(entry, key, value) });
            }
            last_kept = Some(span.end);
        }
        let last = self.entries.last().map(|entry| self.span(entry));
        if let (Some(start), Some(last)) = (from, last) {
            edits.push(Edit { span: Span { start: last_kept.unwrap_or(start), ..last }, text: String::new() });
        }
        edits.iter().all(|edit| !holds(edit.span.slice(self.text), " #")).then_some(edits)
    }

    /// `key: value` in the quotes of the entry.
    fn pair(&self, entry: &Entry, key: &str, value: &Option<String>) -> String {
        let (old, all) = (entry.key_origin.span().unwrap_or_default(), self.span(entry));
        let quoted = old.slice(self.text).starts_with('"');
        let key = if quoted { format!("\"{key}\"") } else { key.to_string() };
        match value {
            None => format!("{key}{}", Span { start: old.end, ..all }.slice(self.text)),
            Some(value) if quoted => format!("{key}: \"{value}\""),
            Some(value) => format!("{key}: {}", yaml::quote(value)),
        }
    }

    /// The lines of an entry of a block, of which the comments stay.
    fn lines(&self, entry: &Entry, fate: &Fate) -> Option<Edit> {
        let span = self.span(entry);
        let indent = self.indent(span);
        let mut text = match fate {
            Fate::Keep => return None,
            Fate::Remove => String::new(),
            Fate::Write(key, value) => format!("{indent}{}", self.pair(entry, key, value)),
        };
        let lines = self.whole_lines(span);
        let end = self.line_end(lines);
        for (at, line) in lines.slice(self.text).split_inclusive('\n').enumerate() {
            let comment = comment(line);
            match (at == 0 && !text.is_empty(), comment) {
                (true, Some(comment)) => text = format!("{text} {comment}{end}"),
                (true, None) if line.ends_with('\n') => text.push_str(end),
                (false, Some(comment)) => text = format!("{text}{indent}{comment}{end}"),
                _ => {}
            }
        }
        Some(Edit { span: lines, text })
    }

    /// From the start of the first line to that of the line after the last one.
    fn whole_lines(&self, span: Span) -> Span {
        let rest = self.text.get(span.end as usize..).unwrap_or("");
        let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
        Span::new(span.file, span.start - self.indent(span).len() as u32, span.end + end as u32)
    }

    /// How lines end here: the last one of a file may have no end of its own.
    fn line_end(&self, lines: Span) -> &'static str {
        let before = self.text.get(..lines.start as usize).unwrap_or("");
        if [before, lines.slice(self.text)].iter().any(|text| text.ends_with("\r\n")) { "\r\n" } else { "\n" }
    }

    /// Says that nothing is left below a key.
    pub fn empty(&self, key: &str) -> Option<Edit> {
        let entry = self.entries.iter().find(|entry| *entry.key == *key)?;
        let key = entry.key_origin.span()?;
        let colon = self.text.get(key.end as usize..)?.find(':')?;
        let at = key.end + colon as u32 + 1;
        Some(Edit { span: Span::new(key.file, at, at), text: " {}".to_string() })
    }

    /// Puts an entry in beside the one of `key`: a tree of keys, one a line, each a level deeper by its blanks. Where its
    /// key is there with nothing, it takes that place.
    pub fn insert(&self, key: &str, tree: &str, inline: &str) -> Option<Edit> {
        let entry = self.entries.iter().find(|entry| *entry.key == *key)?;
        let span = self.span(entry);
        let new = tree.split(':').next()?;
        let there = self.entries.iter().find(|entry| *entry.key == *new).map(|entry| self.span(entry));
        if there.is_some_and(|there| there.slice(self.text).contains('\n')) {
            return None;
        }
        if self.flow {
            let at = |there| Edit { span: there, text: inline.to_string() };
            return Some(there.map_or_else(|| Edit { span: span.before(), text: format!("{inline}, ") }, at));
        }
        let lines = self.whole_lines(span);
        let indent = self.indent(span);
        let inner = entry.value.head().span().filter(|_| lines.slice(self.text).trim_end().as_bytes().contains(&b'\n'));
        let step = inner.map_or(2, |inner| self.indent(inner).len().saturating_sub(indent.len())).clamp(1, 8);
        let (mut text, end) = (String::new(), self.line_end(lines));
        for line in tree.lines() {
            let bare = line.trim_start();
            let deep = (line.len() - bare.len()) * step;
            // A further key of a list's item stands behind its dash.
            let (bare, dash) = bare.strip_prefix('+').map_or((bare, ""), |bare| (bare, "  "));
            text = format!("{text}{indent}{}{dash}{bare}{end}", " ".repeat(deep));
        }
        if let Some(there) = there {
            return Some(Edit { span: there, text: text.trim().to_string() });
        }
        // Without a line break at the end of the file, it comes before.
        let at = if lines.slice(self.text).ends_with('\n') { lines.after() } else { lines.before() };
        Some(Edit { span: at, text })
    }
}

/// The comment of a line.
fn comment(line: &str) -> Option<&str> {
    let (mut quote, mut blank) = (None, true);
    for (at, letter) in line.char_indices() {
        match (quote, letter) {
            (None, '#') if blank => return line.get(at..).map(str::trim_end),
            (None, '"' | '\'') if blank => quote = Some(letter),
            (Some(open), _) if letter == open => quote = None,
            _ => {}
        }
        blank = matches!(letter, ' ' | '\t' | '[' | '{' | ',' | ':');
    }
    None
}
