//! Numbers: how a plain scalar reads as one, and how Go writes one.

use super::typing::Typed;
use std::borrow::Cow;

/// The integer that a text is: decimal, `0x`, `0o` or a leading `0` (octal), `0b`; `_` may stand anywhere.
pub(super) fn integer<'t>(text: &str) -> Option<Typed<'t>> {
    if text.starts_with('.') {
        return None;
    }
    let text = without_underscores(text);
    let (sign, digits) = sign(&text);
    match magnitude(digits) {
        Some(value) => signed(sign, value).or(sign.is_none().then_some(Typed::Uint(value))),
        None => binary(&text),
    }
}

/// `0b` before a number with a sign of its own: `0b-101`.
fn binary<'t>(text: &str) -> Option<Typed<'t>> {
    let (sign, digits) = sign(text.strip_prefix("0b")?);
    signed(sign, radix(digits, 2)?)
}

/// The float that a text is: decimal, with digits before or after the point. One that is too large is none.
pub(super) fn float(text: &str) -> Option<f64> {
    // A text that begins with a point is read by stricter rules: underscores stand between digits.
    if text.starts_with('.') && !underscores_separate(text) {
        return None;
    }
    let text = without_underscores(text);
    let (_, rest) = sign(&text);
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (rest.get(..at)?, Some(sign(rest.get(at + 1..)?).1)),
        None => (rest, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_float = is_digits(whole)
        && is_digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && is_digits(exponent));
    text.parse().ok().filter(|value: &f64| is_float && value.is_finite())
}

fn without_underscores(text: &str) -> Cow<'_, str> {
    if text.contains('_') { Cow::Owned(text.replace('_', "")) } else { Cow::Borrowed(text) }
}

fn underscores_separate(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    bytes.iter().enumerate().all(|(at, byte)| *byte != b'_' || at > 0 && is_digit(at - 1) && is_digit(at + 1))
}

/// A sign, and the rest.
fn sign(text: &str) -> (Option<char>, &str) {
    match text.strip_prefix(['+', '-']) {
        Some(rest) => (text.chars().next(), rest),
        None => (None, text),
    }
}

/// Digits with the prefix of their base; none when they are no number that fits 64 bits.
fn magnitude(digits: &str) -> Option<u64> {
    let (base, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', _, ..] => (16, digits.get(2..)?),
        [b'0', b'o' | b'O', _, ..] => (8, digits.get(2..)?),
        [b'0', b'b' | b'B', _, ..] => (2, digits.get(2..)?),
        [b'0', _, ..] => (8, digits.get(1..)?),
        _ => (10, digits),
    };
    radix(digits, base)
}

/// Digits of a base, without a sign.
fn radix(digits: &str, base: u32) -> Option<u64> {
    u64::from_str_radix(digits, base).ok().filter(|_| !digits.starts_with('+'))
}

fn signed<'t>(sign: Option<char>, magnitude: u64) -> Option<Typed<'t>> {
    if sign == Some('-') {
        return 0i64.checked_sub_unsigned(magnitude).map(Typed::Int);
    }
    i64::try_from(magnitude).ok().map(Typed::Int)
}

/// A float as Go's JSON encoder writes it: an exponent only below 1e-6 and from 1e21 on.
pub(super) fn write_float(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (1e-6..1e21).contains(&size) {
        return value.to_string();
    }
    let text = format!("{value:e}");
    if size < 1.0 { text } else { text.replace('e', "e+") }
}

/// A float as it is written as a key: with 32-bit precision, an exponent below 1e-4 and from 1e6 on.
pub(super) fn write_float_key(value: f64) -> String {
    let value = value as f32;
    if value.is_nan() {
        return ".nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    let text = format!("{value:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    match exponent.parse::<i32>().unwrap_or(0) {
        -4..=5 => value.to_string(),
        exponent => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{mantissa}e{sign}{:02}", exponent.unsigned_abs())
        }
    }
}
