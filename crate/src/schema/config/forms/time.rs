//! Times as Go's `time.Parse` reads them in the form of RFC 3339.

/// True for a time: `2006-01-02T15:04:05Z`, with a fraction of a second and another zone where they are wanted.
pub fn is_time(text: &str) -> bool {
    date_and_time(text.as_bytes()).is_some()
}

fn date_and_time(text: &[u8]) -> Option<()> {
    let (year, text) = number(text, 4, 9999)?;
    let (month, text) = number(text.strip_prefix(b"-")?, 2, 12)?;
    let (day, text) = number(text.strip_prefix(b"-")?, 2, 31)?;
    let text = text.strip_prefix(b"T")?;
    // An hour may have one digit, which RFC 3339 does not allow.
    let hour = if text.get(1)?.is_ascii_digit() { 2 } else { 1 };
    let (_, text) = number(text, hour, 23)?;
    let (_, text) = number(text.strip_prefix(b":")?, 2, 59)?;
    let (_, text) = number(text.strip_prefix(b":")?, 2, 59)?;
    let is_day = (1..=12).contains(&month) && (1..=days(year, month)).contains(&day);
    zone(fraction(text)).filter(|()| is_day)
}

/// Behind a fraction of a second, where there is one.
fn fraction(text: &[u8]) -> &[u8] {
    match text {
        [b'.' | b',', rest @ ..] if rest.first().is_some_and(u8::is_ascii_digit) => {
            rest.get(rest.iter().take_while(|byte| byte.is_ascii_digit()).count()..).unwrap_or(&[])
        }
        _ => text,
    }
}

fn zone(text: &[u8]) -> Option<()> {
    match text {
        b"Z" => Some(()),
        [b'+' | b'-', rest @ ..] => {
            let (_, rest) = number(rest, 2, 24)?;
            let (_, rest) = number(rest.strip_prefix(b":")?, 2, 60)?;
            rest.is_empty().then_some(())
        }
        _ => None,
    }
}

/// A number of so many digits, not above `most`, and what follows.
fn number(text: &[u8], digits: usize, most: u32) -> Option<(u32, &[u8])> {
    let (number, rest) = text.split_at_checked(digits)?;
    let value =
        number.iter().try_fold(0, |value, byte| byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0')));
    value.filter(|value| *value <= most).map(|value| (value, rest))
}

fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::is_time;

    #[test]
    fn times_of_go() {
        for text in ["2006-01-02T15:04:05Z", "2024-02-29T1:04:05.123+01:00", "2006-01-02T15:04:05,5-24:60"] {
            assert!(is_time(text), "{text}");
        }
        for text in [
            "",
            "2006-01-02",
            "2023-02-29T00:00:00Z",
            "2006-01-02T24:00:00Z",
            "2006-01-02 15:04:05Z",
            "2006-01-02T15:04:05",
            "2006-00-02T15:04:05Z",
            "2006-01-02T15:04:05.Z",
        ] {
            assert!(!is_time(text), "{text}");
        }
    }
}
