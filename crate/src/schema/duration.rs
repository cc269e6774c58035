//! Lengths of time, as Go reads them and as the format `duration` reads them.

const UNITS: [(&str, f64); 8] =
    [("ns", 1.0), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9)];

/// Nanoseconds of Go's notation: `1h30m`, `-1.5s`, `0`. None where it is not valid or longer than about 292 years.
pub(crate) fn nanoseconds(text: &str) -> Option<f64> {
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(0.0);
    }
    let mut sum = (!rest.is_empty()).then_some(0.0)?;
    while !rest.is_empty() {
        let (number, unit, after) = component(rest)?;
        sum += number * unit;
        rest = after;
    }
    (sum < i64::MAX as f64).then_some(sign * sum)
}

/// A number, its unit, and what follows.
fn component(text: &str) -> Option<(f64, f64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    if number.matches('.').count() > 1 || number.trim_matches('.').is_empty() {
        return None;
    }
    let end = rest.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(rest.len());
    let (unit, after) = rest.split_at_checked(end)?;
    let (_, size) = UNITS.iter().find(|(name, _)| *name == unit)?;
    Some((number.parse().ok()?, *size, after))
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
    fn go_notation() {
        let cases =
            [("0", 0.0), ("1s", 1e9), ("1h30m", 5400e9), ("-1.5s", -1.5e9), (".5s", 0.5e9), ("1.s", 1e9), ("1µs", 1e3)];
        for (text, value) in cases {
            assert_eq!(nanoseconds(text), Some(value), "{text}");
        }
        for text in ["", "1", "1d", "s", "-", ".s", "1.2.3s", "1S", " 1s", "1s ", "9223372036854775808ns", "10000000h"]
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
