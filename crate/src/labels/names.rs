//! Is this a valid key, value, name? One function a question.

use super::syntax::{
    ALNUM, Check, Class, Fault, LETTER, LOWER, LOWER_DASH, NAME, Shape, SyntaxError, at_most, fault, word,
};
use crate::text::{Piece, cut};

/// The longest name part of a key, and the longest label value.
const NAME_MAX: usize = 63;
/// The longest DNS label.
const LABEL_MAX: usize = 63;
/// The longest DNS subdomain.
const SUBDOMAIN_MAX: usize = 253;
/// The longest name of a port.
const PORT_NAME_MAX: usize = 15;

const QUALIFIED: Shape = Shape { any: &NAME, first: &ALNUM, last: &ALNUM };
const DNS: Shape = Shape { any: &LOWER_DASH, first: &LOWER, last: &LOWER };
const DNS_1035: Shape = Shape { any: &LOWER_DASH, first: &LETTER, last: &LOWER };

const KEY: &str = "the name part of a key";
const PREFIX: &str = "the prefix of a key";
const VALUE: &str = "a label's value";

/// A label key (Kubernetes: qualified name).
///
/// # Errors
/// What is wrong first, and where; the same holds for all functions here.
pub fn label_key(text: &str) -> Check {
    key(text, &QUALIFIED, &DNS)
}

/// An annotation key: a label key in which upper case is allowed in the prefix, too.
///
/// Kubernetes lower-cases it before it looks, and Go's lower case of the Kelvin sign and of the dotted capital I are
/// ASCII letters.
pub fn annotation_key(text: &str) -> Check {
    const ANY: Class = Class { has: |c| (NAME.has)(lower(c)), words: NAME.words };
    const EDGE: Class = Class { has: |c| (ALNUM.has)(lower(c)), words: ALNUM.words };
    const INNER: Class = Class { has: |c| (LOWER_DASH.has)(lower(c)), words: "letters, digits and `-`" };
    let name = Shape { any: &ANY, first: &EDGE, last: &EDGE };
    let prefix = Shape { any: &INNER, first: &EDGE, last: &EDGE };
    key(text, &name, &prefix)
}

/// Lower case as Go has it, as far as it leads to ASCII.
fn lower(c: char) -> char {
    match c {
        '\u{212a}' => 'k',
        '\u{130}' => 'i',
        _ => c.to_ascii_lowercase(),
    }
}

/// True for lower-case words joined by dashes, dots and at most so many slashes: nearly all keys and values are written
/// like that, are right, and need no closer look.
fn is_plain(text: &str, slashes: usize) -> bool {
    let (mut left, mut after) = (slashes, b'.');
    for byte in text.bytes() {
        let fits = match byte {
            b'a'..=b'z' | b'0'..=b'9' => true,
            b'-' => after != b'.',
            b'.' => after == b'a',
            b'/' if left > 0 => {
                left -= 1;
                after == b'a'
            }
            _ => false,
        };
        if !fits {
            return false;
        }
        after = match byte {
            b'-' => b'-',
            b'.' | b'/' => b'.',
            _ => b'a',
        };
    }
    after == b'a' && text.len() <= NAME_MAX
}

fn key(text: &str, name_shape: &Shape, prefix_shape: &Shape) -> Check {
    if is_plain(text, 1) {
        return Ok(());
    }
    let whole = Piece::whole(text);
    let (prefix, name) = whole.split_once('/').map_or((None, whole), |(prefix, name)| (Some(prefix), name));
    if let Some((before, _)) = name.split_once('/') {
        return fault(before, before.text.len(), Fault::SecondSlash);
    }
    if let Some(prefix) = prefix {
        dotted(prefix, PREFIX, prefix_shape)?;
        at_most_chars(prefix, PREFIX, SUBDOMAIN_MAX)?;
    }
    word(name, KEY, name_shape)?;
    at_most_chars(name, KEY, NAME_MAX)
}

/// The length in characters: of what passed the shape, only those two letters of [`lower`] are longer than a byte.
fn at_most_chars(piece: Piece, what: &'static str, max: usize) -> Check {
    match piece.text.char_indices().nth(max) {
        Some((at, _)) => fault(piece, at, Fault::TooLong { what, max, found: piece.text.chars().count() }),
        None => Ok(()),
    }
}

/// A label's value; it may be empty.
pub fn label_value(text: &str) -> Check {
    let whole = Piece::whole(text);
    if is_plain(text, 0) {
        return Ok(());
    }
    if !text.is_empty() {
        word(whole, VALUE, &QUALIFIED)?;
    }
    at_most(whole, VALUE, NAME_MAX)
}

/// A DNS label (RFC 1123).
pub fn dns_label(text: &str) -> Check {
    single(text, "a DNS label", &DNS)
}

/// A DNS label that starts with a letter (RFC 1035): the name of a Service.
pub fn dns1035_label(text: &str) -> Check {
    single(text, "the name", &DNS_1035)
}

/// The name of a namespace.
pub fn namespace_name(text: &str) -> Check {
    single(text, "the name of a namespace", &DNS)
}

fn single(text: &str, what: &'static str, shape: &Shape) -> Check {
    let whole = Piece::whole(text);
    word(whole, what, shape)?;
    at_most(whole, what, LABEL_MAX)
}

/// A DNS subdomain (RFC 1123).
pub fn subdomain(text: &str) -> Check {
    dotted_whole(Piece::whole(text), "a DNS name")
}

/// The name of most objects.
pub fn object_name(text: &str) -> Check {
    dotted_whole(Piece::whole(text), "the name of an object")
}

/// A DNS subdomain after `*.`; the limit is on the whole.
pub fn wildcard_subdomain(text: &str) -> Check {
    const WHAT: &str = "a wildcard name";
    let whole = Piece::whole(text);
    let Some(rest) = text.strip_prefix("*.") else { return fault(whole, 0, Fault::NoWildcard) };
    dotted(Piece { text: rest, at: 2 }, WHAT, &DNS)?;
    at_most(whole, WHAT, SUBDOMAIN_MAX)
}

/// The start of a name that the API server completes. Kubernetes looks at it with the last two characters replaced
/// by a letter where it ends with a dash, so that whatever stands before that dash passes.
pub fn generate_name(text: &str) -> Check {
    const WHAT: &str = "the start of a generated name";
    let kept = text.strip_suffix('-').and_then(|head| head.get(..head.len().checked_sub(1)?));
    match kept {
        Some(kept) => dotted_whole(Piece::whole(&[kept, "a"].concat()), WHAT),
        None => dotted_whole(Piece::whole(text), WHAT),
    }
}

fn dotted_whole(whole: Piece, what: &'static str) -> Check {
    dotted(whole, what, &DNS)?;
    at_most(whole, what, SUBDOMAIN_MAX)
}

fn dotted(piece: Piece, what: &'static str, shape: &Shape) -> Check {
    piece.split('.').try_for_each(|label| match word(label, what, shape) {
        Err(SyntaxError { at, fault: Fault::Empty { .. } }) if !piece.text.is_empty() => {
            Err(SyntaxError { at, fault: Fault::EmptyPart { what } })
        }
        answer => answer,
    })
}

/// The name of a container's or Service's port.
pub fn port_name(text: &str) -> Check {
    const WHAT: &str = "the name of a port";
    let whole = Piece::whole(text);
    word(whole, WHAT, &DNS)?;
    if let Some((before, _)) = cut(text, "--") {
        return fault(whole, before.len(), Fault::DoubleDash);
    }
    if !text.contains(LETTER.has) {
        return fault(whole, 0, Fault::NoLetter);
    }
    at_most(whole, WHAT, PORT_NAME_MAX)
}

const VARIABLE: &str = "the name of an environment variable";

/// The name of an environment variable, as all versions of Kubernetes take it.
pub fn env_var_name(text: &str) -> Check {
    const FIRST: Class = Class { has: |c| (NAME.has)(c) && !c.is_ascii_digit(), words: "a letter, `-`, `_` or `.`" };
    let whole = Piece::whole(text);
    word(whole, VARIABLE, &Shape { any: &NAME, first: &FIRST, last: &NAME })?;
    if text == "." || text.starts_with("..") { fault(whole, 0, Fault::LeadingDots) } else { Ok(()) }
}

/// The name of an environment variable, as Kubernetes 1.34 and newer take it in containers.
pub fn relaxed_env_var_name(text: &str) -> Check {
    const PRINTABLE: Class =
        Class { has: |c| matches!(c, ' '..='~') && c != '=', words: "printable ASCII characters other than `=`" };
    word(Piece::whole(text), VARIABLE, &Shape { any: &PRINTABLE, first: &PRINTABLE, last: &PRINTABLE })
}
