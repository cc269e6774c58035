//! Edits that several rules offer, written in the style of the text around them.

use super::Input;
use crate::diagnostic::{Edit, Fix};
use crate::schema::Type;
use crate::text::Span;
use crate::value::{Entry, Node, Origin};
use crate::yaml;

/// Another text in place of a value or key; none where that can't be edited alone.
pub fn write(input: &Input<'_>, origin: &Origin, better: Option<String>) -> Option<Fix> {
    let better = better?;
    let edit = replace(input, origin, &better)?;
    Some(Fix { title: format!("write {better}"), safe: false, edits: vec![edit] })
}

/// An entry under another key and with another value.
pub fn rewrite(input: &Input<'_>, entry: &Entry, key: &str, value: &str) -> Option<Fix> {
    let edits = vec![replace(input, &entry.key_origin, key)?, replace(input, &entry.value.origin, value)?];
    Some(Fix { title: format!("set {key}: {value}"), safe: false, edits })
}

/// Another text in place of what stands there, in the same quotes.
pub fn replace(input: &Input<'_>, origin: &Origin, better: &str) -> Option<Edit> {
    let span = origin.editable()?;
    let plain = yaml::quote(better);
    let text = match input.slice(span).chars().next() {
        Some('"') if !plain.starts_with(['"', '\'']) => format!("\"{plain}\""),
        Some('\'') if !plain.starts_with(['"', '\'']) => format!("'{plain}'"),
        _ => plain,
    };
    Some(Edit { span, text })
}

/// A scalar as it is written, where quotes around it make a text of it.
pub fn bare<'a>(input: &Input<'a>, span: Span) -> Option<&'a str> {
    let written = input.slice(span);
    (!written.contains(['!', '"', '\n'])).then_some(written)
}

/// Quotes around a scalar.
pub fn quote(input: &Input<'_>, origin: &Origin) -> Option<Fix> {
    let span = origin.editable()?;
    Some(Fix::replace("put it in quotes", true, span, format!("\"{}\"", bare(input, span)?)))
}

/// A text without its quotes, where it is a whole number or boolean then, as asked for.
pub fn unquote(input: &Input<'_>, origin: &Origin, kind: Type) -> Option<Fix> {
    let span = origin.editable()?;
    let bare = input.slice(span).trim_matches(['"', '\'']);
    let fits = match kind {
        Type::Boolean => matches!(bare, "true" | "false"),
        _ => bare.parse::<i64>().is_ok_and(|number| number.to_string() == bare),
    };
    fits.then(|| Fix::replace("take the quotes away", true, span, bare))
}

/// Takes the whole line of an entry of `map` out; none where it shares its line with others, or where it is the only one:
/// what is left would be null and no map.
pub fn remove(input: &Input<'_>, map: &Node, entry: &Entry, title: &str) -> Option<Fix> {
    if map.entries().len() < 2 {
        return None;
    }
    let line = line_of(input, map, entry)?;
    let value = entry.value.origin.editable()?;
    let (blank, _) = input.text(value.file).get(value.end as usize..)?.split_once('\n')?;
    let span = Span::new(line.file, line.start, value.end + blank.len() as u32 + 1);
    blank.trim().is_empty().then(|| Fix::replace(title, false, span, ""))
}

/// A line behind that of an entry of `map`, with the same indentation; none where it shares its line with others.
pub fn insert_after(input: &Input<'_>, map: &Node, entry: &Entry, line: &str) -> Option<Fix> {
    let (key, value) = (entry.key_origin.editable()?, entry.value.origin.editable()?);
    let before = input.text(key.file).get(..key.start as usize)?;
    let (lines, indent) = before.rsplit_once('\n').map_or(("", before), |(lines, indent)| (lines, indent));
    let block = !input.slice(map.origin.span()?).starts_with('{');
    if !block || !indent.trim_start_matches([' ', '-']).is_empty() {
        return None;
    }
    let line_end = if lines.ends_with('\r') { "\r\n" } else { "\n" };
    // The first entry of a list's item stands behind a dash.
    let text = [line_end, &indent.replace('-', " "), line].concat();
    Some(Fix::replace(format!("add {line}"), false, value.after(), text))
}

/// An entry of `map` replaced by others.
pub fn replace_by(input: &Input<'_>, map: &Node, entry: &Entry, pairs: &[(&str, &str)]) -> Option<Fix> {
    let ((key, value), rest) = pairs.split_first()?;
    let mut fix = rewrite(input, entry, key, value)?;
    for (key, value) in rest {
        let mark = if input.slice(entry.key_origin.editable()?).starts_with('"') { "\"" } else { "" };
        let plain = if mark.is_empty() { yaml::quote(value) } else { value.to_string() };
        let line = [mark, key, mark, ": ", mark, &plain, mark].concat();
        let flow =
            || Edit { span: entry.value.origin.span().unwrap_or_default().after(), text: [", ", &line].concat() };
        let block = insert_after(input, map, entry, &line).and_then(|fix| fix.edits.into_iter().next());
        fix.edits.push(block.unwrap_or_else(flow));
    }
    Some(fix)
}

/// From the start of an entry's line to its key, where only blanks stand there and the map has no braces.
fn line_of(input: &Input<'_>, map: &Node, entry: &Entry) -> Option<Span> {
    let key = entry.key_origin.editable()?;
    let before = input.text(key.file).get(..key.start as usize)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let block = !input.slice(map.origin.span()?).starts_with('{');
    let blank = before.get(start..)?.trim().is_empty();
    (block && blank).then(|| Span::new(key.file, start as u32, key.start))
}
