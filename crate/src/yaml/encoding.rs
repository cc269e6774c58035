//! From bytes to text.

use super::cursor::{SUSPECT, class};
use std::borrow::Cow;

/// The text of a file, and where its bytes are none.
#[derive(Debug, Clone)]
pub struct Text<'b> {
    /// The text in UTF-8, with its byte order mark. Broken bytes stand as U+FFFD.
    pub text: Cow<'b, str>,
    /// Where in `text` bytes are broken, in order.
    pub broken: Vec<u32>,
    /// The file is UTF-16; then: the text that is left once the splitter of documents, which knows bytes only, has put a
    /// line feed of one byte to its end and taken bytes of CR from before those of LF.
    pub utf16: Option<Box<Text<'static>>>,
}

impl<'b> Text<'b> {
    /// Decodes bytes: UTF-8, or UTF-16 behind its byte order mark.
    pub fn decode(bytes: &'b [u8]) -> Self {
        match bytes {
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
                Text { utf16: Some(Box::new(utf16(&joined(bytes)))), ..utf16(bytes) }
            }
            _ => match std::str::from_utf8(bytes) {
                Ok(text) => Text::from(text),
                Err(_) => Text::lossy(bytes),
            },
        }
    }

    fn lossy(bytes: &[u8]) -> Self {
        let mut text = String::with_capacity(bytes.len());
        let mut broken = Vec::new();
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                broken.push(text.len() as u32);
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        Text { text: text.into(), broken, utf16: None }
    }

    /// The first broken byte in `start..end` of the text.
    pub(super) fn broken_in(&self, start: usize, end: usize) -> Option<usize> {
        let first = self.broken.partition_point(|at| (*at as usize) < start);
        self.broken.get(first).map(|at| *at as usize).filter(|at| *at <= end)
    }
}

impl<'t> From<&'t str> for Text<'t> {
    fn from(text: &'t str) -> Self {
        Text { text: Cow::Borrowed(text), broken: Vec::new(), utf16: None }
    }
}

/// The text of UTF-16, with its byte order mark.
fn utf16(bytes: &[u8]) -> Text<'static> {
    let read = if bytes.starts_with(&[0xFF]) { u16::from_le_bytes } else { u16::from_be_bytes };
    let (units, odd) = bytes.as_chunks::<2>();
    let (mut text, mut broken) = (String::with_capacity(bytes.len()), Vec::new());
    for unit in char::decode_utf16(units.iter().map(|unit| read(*unit))) {
        if unit.is_err() {
            broken.push(text.len() as u32);
        }
        text.push(unit.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    if !odd.is_empty() {
        broken.push(text.len() as u32);
    }
    Text { text: text.into(), broken, utf16: None }
}

/// Bytes as the splitter hands them over.
fn joined(bytes: &[u8]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(bytes.len() + 1);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\n").map_or(line, |line| line.strip_suffix(b"\r").unwrap_or(line));
        joined.extend_from_slice(line);
        joined.push(b'\n');
    }
    joined
}

/// The first character that no YAML text may hold, and its byte.
pub(super) fn control_character(text: &str) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| class(*byte) & SUSPECT != 0)?;
        let character = text.get(at..)?.chars().next()?;
        let allowed = matches!(character, '\u{85}' | '\u{a0}'..='\u{fffd}');
        if !allowed {
            return Some((at, character));
        }
        from = at + character.len_utf8();
    }
}

/// Where the block of input begins that holds the byte `at`: everything in it counts as read once a part of it is.
///
/// go-yaml reads blocks of 512 bytes, less a character that would be cut in two.
pub(super) fn block_start(text: &str, at: usize) -> usize {
    let mut start = 0;
    loop {
        let mut next = start + 512;
        while !text.is_char_boundary(next.min(text.len())) {
            next -= 1;
        }
        if next > at {
            return start;
        }
        start = next;
    }
}
