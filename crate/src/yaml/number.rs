//! Numbers: how a plain scalar reads as one, and how Go writes one.

use super::typing::Typed;
use crate::value::{Decimal, Precision};
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
    let (sign, size) = sign(&text);
    let value = Decimal::parse(size)?.value(Precision::Double);
    Some(if sign == Some('-') { -value } else { value }).filter(|value| value.is_finite())
}

fn without_underscores(text: &str) -> Cow<'_, str> {
    if text.as_bytes().contains(&b'_') { Cow::Owned(text.replace('_', "")) } else { Cow::Borrowed(text) }
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
    signed_digits(value, Precision::Double, |size, decimal| {
        if (1e-6..1e21).contains(&size) {
            return decimal.plain();
        }
        let (mantissa, exponent) = decimal.scientific();
        format!("{mantissa}e{exponent:+}")
    })
}

/// A float as it is written as a key: with 32-bit precision, an exponent below 1e-4 and from 1e6 on.
pub(super) fn write_float_key(value: f64) -> String {
    let value = f64::from(value as f32);
    if value.is_nan() {
        return ".nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    signed_digits(value, Precision::Single, |_, decimal| match decimal.scientific() {
        (_, -4..=5) => decimal.plain(),
        (mantissa, exponent) => format!("{mantissa}e{exponent:+03}"),
    })
}

/// The sign of a float, and what `write` makes of its size and digits.
fn signed_digits(value: f64, precision: Precision, write: fn(f64, Decimal) -> String) -> String {
    let (sign, size) = (if value.is_sign_negative() { "-" } else { "" }, value.abs());
    let text = if size == 0.0 { "0".to_owned() } else { write(size, Decimal::shortest(size, precision)) };
    format!("{sign}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_written_as_go_writes_them() {
        let values =
            [0.0, -0.0, 1.0, 0.1, 1e-6, 9.9e-7, -1.5e-7, 1e-10, 1e20, 1e21, -1.25e21, 1.7976931348623157e308, 5e-324];
        let expected = [
            "0",
            "-0",
            "1",
            "0.1",
            "0.000001",
            "9.9e-7",
            "-1.5e-7",
            "1e-10",
            "100000000000000000000",
            "1e+21",
            "-1.25e+21",
            "1.7976931348623157e+308",
            "5e-324",
        ];
        assert_eq!(values.map(write_float), expected);
    }

    #[test]
    fn float_keys_have_less_precision_and_other_limits() {
        let values = [0.0, 1.5, 0.1, 0.0001, 0.00001, 123456.0, 1234567.0, 1e300, -1e300, -2.5e-9, 16777217.5];
        let expected = [
            "0",
            "1.5",
            "0.1",
            "0.0001",
            "1e-05",
            "123456",
            "1.234567e+06",
            ".inf",
            "-.inf",
            "-2.5e-09",
            "1.6777218e+07",
        ];
        assert_eq!(values.map(write_float_key), expected);
        assert_eq!(write_float_key(f64::NAN), ".nan");
    }
}
