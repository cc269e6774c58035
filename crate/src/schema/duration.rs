//! Lengths of time, as Go reads them and as the format `duration` reads them.

/// Nanoseconds of Go's notation: `1h30m`, `-1.5s`, `0`. None where the text is no duration, or one of more than 292 years.
pub(crate) fn nanoseconds(text: &str) -> Option<i64> {
    let (negative, rest) = match text.as_bytes() {
        [b'-', ..] => (true, text.get(1..)?),
        [b'+', ..] => (false, text.get(1..)?),
        _ => (false, text),
    };
    if rest == "0" {
        return Some(0);
    }
    if rest.is_empty() {
        return None;
    }
    let (mut total, mut rest) = (0u64, rest);
    while !rest.is_empty() {
        let (value, after) = part(rest)?;
        total = total.checked_add(value).filter(|total| *total <= 1 << 63)?;
        rest = after;
    }
    if negative { 0i64.checked_sub_unsigned(total) } else { i64::try_from(total).ok() }
}

/// The first number with its unit, in nanoseconds, and what follows.
fn part(text: &str) -> Option<(u64, &str)> {
    let (whole, rest) = digits(text);
    let (fraction, rest) = rest.strip_prefix('.').map_or(("", rest), digits);
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let end = rest.find(|c: char| c == '.' || c.is_ascii_digit()).unwrap_or(rest.len());
    let (unit, rest) = rest.split_at_checked(end)?;
    let unit = size(unit)?;
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let value = whole.checked_mul(unit)?.checked_add(share(fraction, unit))?;
    (value <= 1 << 63).then_some((value, rest))
}

fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or(("", text))
}

/// What the digits after the point come to; digits that no longer matter are dropped.
fn share(fraction: &str, unit: u64) -> u64 {
    let (mut value, mut scale) = (0u64, 1f64);
    for digit in fraction.bytes() {
        let Some(next) = value.checked_mul(10).and_then(|value| value.checked_add(u64::from(digit - b'0'))) else {
            break;
        };
        (value, scale) = (next, scale * 10.0);
    }
    (value as f64 * (unit as f64 / scale)) as u64
}

fn size(unit: &str) -> Option<u64> {
    Some(match unit {
        "ns" => 1,
        "us" | "µs" | "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => return None,
    })
}

/// True for Go's notation, and for any text that has a whole number with a known unit after it somewhere: `2 days`.
pub(super) fn is_loose(text: &str) -> bool {
    nanoseconds(text).is_some() || loose_parts(text).unwrap_or(false)
}

/// None where a number is too large; else whether there is a part with a known unit.
fn loose_parts(text: &str) -> Option<bool> {
    let mut found = false;
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (_, from) = rest.split_at_checked(start)?;
        let (number, after) = from.split_at_checked(end_of(from, |c| c.is_ascii_digit()))?;
        let (_, word) = after.split_at_checked(end_of(after, |c| matches!(c, ' ' | '\t' | '\n' | '\x0c' | '\r')))?;
        let (unit, after) = word.split_at_checked(end_of(word, |c| c.is_ascii_alphabetic() || c == 'µ'))?;
        if unit.is_empty() {
            rest = word;
            continue;
        }
        number.parse::<i64>().ok()?;
        found |= is_loose_unit(&unit.to_ascii_lowercase());
        rest = after;
    }
    Some(found)
}

fn end_of(text: &str, class: impl Fn(char) -> bool) -> usize {
    text.find(|c| !class(c)).unwrap_or(text.len())
}

/// Short names match whole; the longest name of a unit may go on (`days`, `minutes`).
fn is_loose_unit(unit: &str) -> bool {
    const SHORT: [&str; 11] = ["ns", "us", "µs", "ms", "s", "m", "h", "hr", "d", "w", "wk"];
    const LONG: [&str; 8] = ["nano", "micro", "milli", "sec", "min", "hour", "day", "week"];
    SHORT.contains(&unit) || LONG.iter().any(|name| unit.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_of_go() {
        let cases = [
            ("0", 0),
            ("-0", 0),
            ("10s", 10_000_000_000),
            ("1h30m", 5_400_000_000_000),
            ("-1.5s", -1_500_000_000),
            (".5s", 500_000_000),
            ("1.s", 1_000_000_000),
            ("+5µs", 5_000),
            ("9223372036854775807ns", i64::MAX),
            ("-9223372036854775808ns", i64::MIN),
        ];
        for (text, wanted) in cases {
            assert_eq!(nanoseconds(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_none() {
        for text in
            ["", "-", "5", "1d", "s", ".s", " 10ms", "10 s", "1e3s", "9223372036854775808ns", "3000000h", "soon"]
        {
            assert_eq!(nanoseconds(text), None, "{text}");
        }
    }

    #[test]
    fn loose_notation() {
        for text in ["1s", "2 days", "3minutes", "1d", "every 5 weeks", "1S", "0"] {
            assert!(is_loose(text), "{text}");
        }
        for text in ["", "1", "60", "soon", "5 moons", "days 2", "99999999999999999999s"] {
            assert!(!is_loose(text), "{text}");
        }
    }
}
