//! The patterns that the definitions put on text, matched by hand.
//!
//! The patterns are regular expressions that are searched for anywhere in the text (as Go's `MatchString` does); most
//! are anchored at both ends. None of them limits the length, which is another facet.

use crate::text::holds;
/// A pattern, by what it describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// An amount of resources: `500m`, `1.5Gi`.
    Quantity,
    /// A whole amount: `10Gi`.
    WholeQuantity,
    /// A lower-case domain name, or nothing.
    Group,
    /// A lower-case domain name: words of letters, digits and dashes, joined by dots.
    Subdomain,
    /// A lower-case domain name that may start with `*.`.
    Hostname,
    /// One lower-case word of letters, digits and dashes.
    Name,
    /// Lower-case letters, digits, dots and dashes between letters or digits.
    Module,
    /// A word that starts with a letter: `Gateway`.
    Kind,
    /// One to four numbers of one to five digits, each with `h`, `m`, `s` or `ms`.
    Duration,
    /// The characters of a header's name.
    Header,
    /// 64 lower-case hexadecimal digits.
    Sha256,
    /// `http://…` or `https://…`
    Url,
    /// A path that ends in `.mmdb`.
    Database,
    /// One line.
    Line,
    /// The type of an address: `IPAddress`, `Hostname`, `NamedAddress` or `domain/path`.
    AddressType,
    /// A protocol: `HTTP` or `domain/Name`.
    Protocol,
    /// A label's value.
    LabelValue,
    /// The name of a controller: `domain/path`.
    Controller,
}

const NAMES: [(&str, Pattern); 18] = [
    ("quantity", Pattern::Quantity),
    ("whole-quantity", Pattern::WholeQuantity),
    ("group", Pattern::Group),
    ("subdomain", Pattern::Subdomain),
    ("hostname", Pattern::Hostname),
    ("name", Pattern::Name),
    ("module", Pattern::Module),
    ("kind", Pattern::Kind),
    ("duration", Pattern::Duration),
    ("header", Pattern::Header),
    ("sha256", Pattern::Sha256),
    ("url", Pattern::Url),
    ("database", Pattern::Database),
    ("line", Pattern::Line),
    ("address-type", Pattern::AddressType),
    ("protocol", Pattern::Protocol),
    ("label-value", Pattern::LabelValue),
    ("controller", Pattern::Controller),
];

impl Pattern {
    /// The pattern of a name in the table.
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, pattern)| *pattern)
    }

    /// True when the text matches.
    pub fn takes(self, text: &str) -> bool {
        match self {
            Pattern::Quantity => is_quantity(text),
            Pattern::WholeQuantity => is_whole_quantity(text),
            Pattern::Group => text.is_empty() || is_subdomain(text),
            Pattern::Subdomain => is_subdomain(text),
            Pattern::Hostname => is_hostname(text),
            Pattern::Name => is_name(text),
            Pattern::Module => word(text, is_lower_alnum, |b| is_lower_alnum(b) || matches!(b, b'.' | b'-')),
            Pattern::Kind => text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic()) && is_mixed_word(text),
            Pattern::Duration => is_duration(text),
            Pattern::Header => some(text, |b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b)),
            Pattern::Sha256 => text.len() == 64 && some(text, |b| matches!(b, b'a'..=b'f' | b'0'..=b'9')),
            Pattern::Url => is_url(text),
            Pattern::Database => text.ends_with(".mmdb") && !text.as_bytes().contains(&b'\n'),
            Pattern::Line => !text.contains(['\0', '\n', '\r']),
            Pattern::AddressType => {
                text.starts_with("Hostname")
                    || holds(text, "IPAddress")
                    || holds(text, "NamedAddress")
                    || ends_as_path(text, is_path_byte)
            }
            Pattern::Protocol => is_mixed_word(text) || ends_as_path(text, |b| b.is_ascii_alphanumeric()),
            Pattern::LabelValue => text.is_empty() || is_label_word(text),
            Pattern::Controller => {
                text.split_once('/').is_some_and(|(domain, path)| is_subdomain(domain) && some(path, is_path_byte))
            }
        }
    }
}

fn is_lower_alnum(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

fn is_path_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"/-._~%!$&'()*+,;=:".contains(&byte)
}

/// At least one byte, all of a class.
fn some(text: &str, class: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(class)
}

/// Bytes of a class, the first and the last of a narrower one.
fn word(text: &str, end: fn(u8) -> bool, any: fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(|b| end(*b)) && bytes.last().is_some_and(|b| end(*b)) && text.bytes().all(any)
}

pub(super) fn is_name(text: &str) -> bool {
    word(text, is_lower_alnum, |b| is_lower_alnum(b) || b == b'-')
}

pub(super) fn is_subdomain(text: &str) -> bool {
    text.split('.').all(is_name)
}

pub(super) fn is_hostname(text: &str) -> bool {
    is_subdomain(text.strip_prefix("*.").unwrap_or(text))
}

fn is_mixed_word(text: &str) -> bool {
    word(text, |b| b.is_ascii_alphanumeric(), |b| b.is_ascii_alphanumeric() || b == b'-')
}

/// The name part of a label's key, and a label's value.
pub(super) fn is_label_word(text: &str) -> bool {
    word(text, |b| b.is_ascii_alphanumeric(), |b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// The end of the text is a path behind a slash, and before that slash stands a letter or digit. Of a pattern without
/// an anchor at its start nothing more is left.
fn ends_as_path(text: &str, class: fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let run = bytes.iter().rev().take_while(|byte| class(**byte)).count();
    let start = bytes.len() - run;
    let slash =
        |at: usize| bytes.get(at) == Some(&b'/') && at > 0 && bytes.get(at - 1).is_some_and(|b| is_lower_alnum(*b));
    run > 0 && (start.saturating_sub(1)..bytes.len() - 1).any(slash)
}

/// Digits with at most one point, at least one digit.
fn is_decimal(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    !(whole.is_empty() && fraction.is_empty()) && digits(whole) && digits(fraction)
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}

fn is_quantity(text: &str) -> bool {
    let text = unsigned(text);
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let Some((number, suffix)) = text.split_at_checked(end) else { return false };
    let exponent = || suffix.strip_prefix(['e', 'E']).is_some_and(|power| is_decimal(unsigned(power)));
    is_decimal(number) && (is_suffix(suffix) || exponent())
}

fn is_suffix(suffix: &str) -> bool {
    match suffix.as_bytes() {
        [] => true,
        [one] => b"numkMGTPE".contains(one),
        [one, b'i'] => b"KMGTPE".contains(one),
        _ => false,
    }
}

fn is_whole_quantity(text: &str) -> bool {
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let starts = text.bytes().next().is_some_and(|b| matches!(b, b'1'..=b'9'));
    starts && is_suffix(number) && !matches!(number, "n" | "u" | "m")
}

fn is_duration(text: &str) -> bool {
    let mut rest = text;
    for _ in 0..4 {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Some((_, unit)) = rest.split_at_checked(digits).filter(|_| (1..=5).contains(&digits)) else { return false };
        // `m` before `ms`: the longer one, where both would do.
        let after = ["ms", "h", "m", "s"].iter().find_map(|name| unit.strip_prefix(name));
        match after {
            None => return false,
            Some("") => return true,
            Some(after) => rest = after,
        }
    }
    false
}

fn is_url(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("http").map(|rest| rest.strip_prefix('s').unwrap_or(rest)) else { return false };
    let Some(rest) = rest.strip_prefix("://") else { return false };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let Some((host, path)) = rest.split_at_checked(end) else { return false };
    !host.is_empty() && !path.as_bytes().contains(&b'\n')
}
