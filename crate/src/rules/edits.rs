//! Edits that several rules offer.

use super::Input;
use crate::diagnostic::{Edit, Fix};
use crate::text::Span;
use crate::value::{Entry, Origin};

/// Another text in place of a value or key; none where that can't be edited alone.
pub fn write(origin: &Origin, better: Option<String>) -> Option<Fix> {
    let (span, better) = origin.editable().zip(better)?;
    Some(Fix::replace(format!("write {better}"), false, span, better))
}

/// An entry under another key and with another value.
pub fn rewrite(entry: &Entry, key: &str, value: &str) -> Option<Fix> {
    let (old_key, old_value) = (entry.key_origin.editable()?, entry.value.origin.editable()?);
    let edit = |span, text: &str| Edit { span, text: text.to_string() };
    Some(Fix { title: format!("set {key}: {value}"), safe: false, edits: vec![edit(old_key, key), edit(old_value, value)] })
}

/// Takes the whole line of an entry out; none where it shares its line with others.
pub fn remove(input: &Input<'_>, entry: &Entry, title: &str) -> Option<Fix> {
    let (key, value) = (entry.key_origin.editable()?, entry.value.origin.editable()?);
    let line = alone_from(input, key)?;
    let text = input.text(key.file);
    let rest = text.get(value.end as usize..)?;
    let (blank, _) = rest.split_once('\n')?;
    let end = value.end + blank.len() as u32 + 1;
    let span = Span::new(key.file, line, end);
    blank.trim().is_empty().then(|| Fix::replace(title, false, span, ""))
}

/// A line behind that of an entry, with the same indentation; none where the entry shares its line with others.
pub fn insert_after(input: &Input<'_>, entry: &Entry, line: &str) -> Option<Fix> {
    let (key, value) = (entry.key_origin.editable()?, entry.value.origin.editable()?);
    let start = alone_from(input, key)?;
    let indent = Span::new(key.file, start, key.start);
    let text = format!("\n{}{line}", input.slice(indent));
    Some(Fix::replace(format!("add {line}"), false, value.after(), text))
}

/// The start of the line of a key before which there are only blanks.
fn alone_from(input: &Input<'_>, key: Span) -> Option<u32> {
    let before = input.text(key.file).get(..key.start as usize)?;
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    before.get(line..)?.trim().is_empty().then_some(line as u32)
}
