//! Formats: what a value means beyond its type.
//!
//! Source: the formats of kube-openapi that the definitions use, as the API server of Kubernetes 1.36 checks them.

use super::duration;
use crate::text::ipv6;
use crate::value::Value;

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// Bytes as Base64.
    Byte,
    /// A length of time, in a loose notation: `5s`, `2 days`.
    Duration,
    /// A point in time as RFC 3339 writes it.
    Time,
}

impl Format {
    /// The format of a name in the table.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "int32" => Format::Int32,
            "int64" => Format::Int64,
            "byte" => Format::Byte,
            "duration" => Format::Duration,
            "time" => Format::Time,
            _ => return None,
        })
    }

    /// True when the value has the format; values of another type have every format.
    pub fn takes(self, value: &Value) -> bool {
        match (self, value) {
            (Format::Int32, Value::Int(int)) => i32::try_from(*int).is_ok(),
            (Format::Byte, Value::String(text)) => is_base64(text),
            (Format::Duration, Value::String(text)) => duration::is_loose(text),
            (Format::Time, Value::String(text)) => is_rfc3339(text),
            _ => true,
        }
    }

    /// True for formats of text.
    pub fn is_text(self) -> bool {
        matches!(self, Format::Byte | Format::Duration | Format::Time)
    }
}

/// Groups of four characters; the last one may be filled up with `=`. Not empty.
pub(super) fn is_base64(text: &str) -> bool {
    let plain = text.strip_suffix("==").or(text.strip_suffix('=')).unwrap_or(text);
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    !text.is_empty() && text.len().is_multiple_of(4) && plain.len() > text.len() - 3 && plain.bytes().all(is_digit)
}

/// True for an IP address as the definition of an address has it: IPv4 may have leading zeros.
pub(super) fn is_ip(text: &str) -> bool {
    is_loose_ipv4(text) || ipv6(text).is_some() || is_loose_mapped(text)
}

/// Four numbers up to 255; leading zeros do not make them octal.
fn is_loose_ipv4(text: &str) -> bool {
    let octet = |part: &str| {
        let digits = part.trim_start_matches('0');
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (digits.is_empty() || digits.parse::<u8>().is_ok())
    };
    text.split('.').count() == 4 && text.split('.').all(octet)
}

/// An IPv6 address that ends as IPv4, with leading zeros.
fn is_loose_mapped(text: &str) -> bool {
    let Some((head, tail)) = text.rsplit_once(':') else { return false };
    is_loose_ipv4(tail) && ipv6(&format!("{head}:0.0.0.0")).is_some()
}

/// `2024-01-31T23:59:59.5+01:00`, as Go's time package reads its layout of RFC 3339.
pub(super) fn is_rfc3339(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else { return false };
    let Some((clock, zone)) = time.find(['Z', '+', '-']).and_then(|at| time.split_at_checked(at)) else { return false };
    is_date(date) && is_clock(clock) && is_zone(zone)
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut number = |width| digits(parts.next().unwrap_or(""), width);
    let (Some(year), Some(month), Some(day)) = (number(4), number(2), number(2)) else { return false };
    parts.next().is_none() && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day)
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

fn is_clock(text: &str) -> bool {
    let (clock, fraction) = text.split_once(['.', ',']).map_or((text, None), |(clock, rest)| (clock, Some(rest)));
    let mut parts = clock.split(':');
    let mut below = |limit, width: &[usize]| {
        let part = parts.next().unwrap_or("");
        width.iter().any(|width| digits(part, *width).is_some_and(|number| number < limit))
    };
    let good = below(24, &[1, 2]) && below(60, &[2]) && below(60, &[2]);
    let fraction = fraction.is_none_or(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
    good && parts.next().is_none() && fraction
}

fn is_zone(text: &str) -> bool {
    let offset = text.strip_prefix(['+', '-']).and_then(|offset| offset.split_once(':'));
    let below = |text, limit| digits(text, 2).is_some_and(|number| number <= limit);
    text == "Z" || offset.is_some_and(|(hours, minutes)| below(hours, 24) && below(minutes, 60))
}

/// A number of exactly so many digits.
fn digits(text: &str, width: usize) -> Option<u32> {
    (text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for text in ["1.2.3.4", "01.002.3.4", "::1", "2001:db8::1", "::ffff:1.2.3.4", "::ffff:01.2.3.4"] {
            assert!(is_ip(text), "{text}");
        }
        for text in ["", "1.2.3", "1.2.3.256", "1.2.3.4.5", "1.2.3.", "fe80::1%eth0", "[::1]", "::ffff:1.2.3"] {
            assert!(!is_ip(text), "{text}");
        }
    }

    #[test]
    fn bytes() {
        for text in ["aGVsbG8=", "AAAA", "ab==", "+/+/"] {
            assert!(is_base64(text), "{text}");
        }
        for text in ["", "a", "abc", "a===", "====", "ab-_", "aGVs bG8=", "AAAA\n"] {
            assert!(!is_base64(text), "{text}");
        }
    }

    #[test]
    fn times() {
        for text in ["2024-02-29T00:00:00Z", "2024-01-31T23:59:59.123+01:00", "2024-01-01T1:00:00Z"] {
            assert!(is_rfc3339(text), "{text}");
        }
        for text in
            ["", "yesterday", "2023-02-29T00:00:00Z", "2024-01-01", "2024-01-01T00:00:00", "2024-01-01T24:00:00Z"]
        {
            assert!(!is_rfc3339(text), "{text}");
        }
    }
}
