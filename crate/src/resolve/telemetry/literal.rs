//! Numbers and texts in expressions of CEL.

/// What follows a number or a text at the start; none where there is none there, nothing in it where it is a wrong one.
pub(super) fn skip(rest: &str, negative: bool) -> Option<Option<&str>> {
    let bytes = rest.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    if digit(0) || rest.starts_with('.') && digit(1) {
        return Some(number(rest, negative));
    }
    let prefixes = ["br", "bR", "Br", "BR", "b", "B", "r", "R", ""];
    for prefix in prefixes {
        let quoted = rest.strip_prefix(prefix).filter(|quoted| quoted.starts_with(['"', '\'']));
        if let Some(quoted) = quoted {
            let has = |letter: u8| prefix.bytes().any(|byte| byte.eq_ignore_ascii_case(&letter));
            return Some(text(quoted, has(b'b'), has(b'r')));
        }
    }
    None
}

fn cut(text: &str, is_part: fn(u8) -> bool) -> (&str, &str) {
    let end = text.bytes().take_while(|byte| is_part(*byte)).count();
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn digits(text: &str) -> (&str, &str) {
    cut(text, |byte| byte.is_ascii_digit())
}

fn number(text: &str, negative: bool) -> Option<&str> {
    let hex = text.strip_prefix("0x").map(|rest| cut(rest, |byte| byte.is_ascii_hexdigit()));
    let hex = hex.filter(|(digits, _)| !digits.is_empty());
    let (whole, rest) = hex.unwrap_or_else(|| digits(text));
    if hex.is_none() {
        let fraction = rest.strip_prefix('.').map(digits).filter(|(digits, _)| !digits.is_empty());
        let after = fraction.map_or(rest, |(_, after)| after);
        let power = after.strip_prefix(['e', 'E']).map(|power| digits(power.strip_prefix(['+', '-']).unwrap_or(power)));
        let power = power.filter(|(digits, _)| !digits.is_empty());
        // The largest has 309 digits before the point.
        let ten = power.map_or(Some(0), |(digits, _)| digits.parse::<usize>().ok()).unwrap_or(usize::MAX);
        let shrinks = after.as_bytes().get(1) == Some(&b'-');
        if !shrinks
            && ten.saturating_add(whole.trim_start_matches('0').len()) > 309
            && !whole.trim_start_matches('0').is_empty()
        {
            return None;
        }
        if fraction.is_some() || power.is_some() {
            return Some(power.map_or(after, |(_, after)| after));
        }
    }
    let value = u64::from_str_radix(whole, if hex.is_some() { 16 } else { 10 }).ok()?;
    if let Some(rest) = rest.strip_prefix(['u', 'U']) {
        return Some(rest);
    }
    (value <= i64::MAX as u64 + u64::from(negative)).then_some(rest)
}

fn text(quoted: &str, bytes: bool, raw: bool) -> Option<&str> {
    let quote = quoted.get(..1)?;
    let thrice = quoted.get(..3).filter(|three| three.bytes().all(|byte| quote.as_bytes() == [byte]));
    let (close, long) = thrice.map_or((quote, false), |three| (three, true));
    let mut rest = quoted.get(close.len()..)?;
    loop {
        if let Some(after) = rest.strip_prefix(close) {
            return Some(after);
        }
        rest = match rest.chars().next()? {
            '\n' | '\r' if !long => return None,
            '\\' if !raw => escape(rest.get(1..)?, bytes)?,
            other => rest.get(other.len_utf8()..)?,
        };
    }
}

/// What follows the rest of an escape.
fn escape(rest: &str, bytes: bool) -> Option<&str> {
    let kind = rest.bytes().next()?;
    let (from, length, base) = match kind {
        b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'"' | b'\'' | b'\\' | b'?' | b'`' => return rest.get(1..),
        b'x' | b'X' => (1, 2, 16),
        b'u' if !bytes => (1, 4, 16),
        b'U' if !bytes => (1, 8, 16),
        b'0'..=b'3' => (0, 3, 8),
        _ => return None,
    };
    let code = rest.get(from..from + length).filter(|code| !code.starts_with('+'))?;
    let value = u32::from_str_radix(code, base).ok()?;
    (bytes || char::from_u32(value).is_some()).then(|| rest.get(from + length..))?
}
