//! What type a scalar has: YAML 1.1 as go-yaml v2 reads it.

use super::number::{float, integer};
use super::timestamp::is_timestamp;
use crate::text::Gather as _;
use std::borrow::Cow;

/// What a tag demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// No tag.
    None,
    /// `!`
    Bare,
    /// `!!str`
    Str,
    /// `!!bool`
    Bool,
    /// `!!int`
    Int,
    /// `!!float`
    Float,
    /// `!!null`
    Null,
    /// `!!timestamp`
    Timestamp,
    /// `!!binary`
    Binary,
    /// `!!merge`
    Merge,
    /// Any other: its scalars are text.
    Other,
}

impl Tag {
    /// The tag with a full name.
    pub(super) fn named(name: &[u8]) -> Tag {
        if name == b"!" {
            return Tag::Bare;
        }
        match name.strip_prefix(b"tag:yaml.org,2002:") {
            Some(b"str") => Tag::Str,
            Some(b"bool") => Tag::Bool,
            Some(b"int") => Tag::Int,
            Some(b"float") => Tag::Float,
            Some(b"null") => Tag::Null,
            Some(b"timestamp") => Tag::Timestamp,
            Some(b"binary") => Tag::Binary,
            Some(b"merge") => Tag::Merge,
            _ => Tag::Other,
        }
    }

    /// The tag as it is usually written.
    pub fn name(self) -> &'static str {
        match self {
            Tag::None => "",
            Tag::Bare | Tag::Other => "!",
            Tag::Str => "!!str",
            Tag::Bool => "!!bool",
            Tag::Int => "!!int",
            Tag::Float => "!!float",
            Tag::Null => "!!null",
            Tag::Timestamp => "!!timestamp",
            Tag::Binary => "!!binary",
            Tag::Merge => "!!merge",
        }
    }
}

/// A scalar with its type. A float may be infinite or no number.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Typed<'t> {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(f64),
    Text(Cow<'t, str>),
}

/// The type of a scalar; none when its text is not what its tag demands. `plain`: written without quotes.
pub(super) fn resolve(text: Cow<'_, str>, plain: bool, tag: Tag) -> Option<Typed<'_>> {
    let typed = match tag {
        Tag::None if plain => return Some(implicit(text)),
        Tag::None | Tag::Bare | Tag::Str | Tag::Merge | Tag::Other => return Some(Typed::Text(text)),
        Tag::Binary => return decode_base64(text.as_bytes()).map(|text| Typed::Text(text.into())),
        Tag::Timestamp => return is_timestamp(&text).then_some(Typed::Text(text)),
        Tag::Bool | Tag::Int | Tag::Float | Tag::Null => implicit(text),
    };
    match (tag, typed) {
        (Tag::Float, Typed::Int(value)) => Some(Typed::Float(value as f64)),
        (Tag::Bool, typed @ Typed::Bool(_))
        | (Tag::Int, typed @ (Typed::Int(_) | Typed::Uint(_)))
        | (Tag::Float, typed @ Typed::Float(_))
        | (Tag::Null, typed @ Typed::Null) => Some(typed),
        _ => None,
    }
}

/// The type that the text itself decides.
pub(super) fn implicit(text: Cow<'_, str>) -> Typed<'_> {
    let known = match text.as_bytes().first() {
        None => Some(Typed::Null),
        Some(b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~') => word(&text),
        // Quantities such as 100m, and versions, end with what no number ends with.
        Some(b'.' | b'0'..=b'9' | b'+' | b'-') if text.ends_with(may_end_number) => {
            special_float(&text).map(Typed::Float).or_else(|| integer(&text)).or_else(|| float(&text).map(Typed::Float))
        }
        _ => None,
    };
    known.unwrap_or(Typed::Text(text))
}

fn may_end_number(last: char) -> bool {
    last.is_ascii_hexdigit() || matches!(last, '.' | '_' | 'n' | 'N')
}

fn word<'t>(text: &str) -> Option<Typed<'t>> {
    Some(match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Typed::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Typed::Bool(false),
        "~" | "null" | "Null" | "NULL" => Typed::Null,
        _ => return None,
    })
}

fn special_float(text: &str) -> Option<f64> {
    match text {
        ".nan" | ".NaN" | ".NAN" => Some(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Some(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

/// The text that base64 (with padding; line breaks do not count) stands for.
fn decode_base64(text: &[u8]) -> Option<String> {
    let digits: Vec<u8> = text.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).gather();
    let padding = digits.iter().rev().take_while(|byte| **byte == b'=').count();
    if !digits.len().is_multiple_of(4) || padding > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3);
    for group in digits.chunks(4) {
        let bits = group.iter().try_fold(0u32, |bits, digit| Some(bits << 6 | base64_digit(*digit)?))?;
        bytes.extend_from_slice(bits.to_be_bytes().get(1..)?);
    }
    // Padding stands at the end only.
    let is_inside = digits.iter().position(|byte| *byte == b'=').is_some_and(|at| at + padding < digits.len());
    bytes.truncate(bytes.len() - padding);
    (!is_inside).then(|| broken_text(&bytes))
}

/// Stands for a byte of `!!binary` data that is no UTF-8; Go's JSON encoder writes `\ufffd` for it, and for nothing else.
pub(super) const BROKEN: char = '\u{fdef}';

fn broken_text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| BROKEN));
    }
    text
}

fn base64_digit(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        b'=' => 0,
        _ => return None,
    };
    Some(u32::from(value))
}
