//! The patterns that Envoy Gateway's API puts on `image` and `imageRepository`, as facts of the releases.
//!
//! They are looser than the reference grammar (upper case, `//`, `host:5000` without a path all pass) and in places
//! narrower (no IPv6 registry, no repository of one character). Releases before v1.5.0 check nothing.

/// A pattern of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pattern {
    /// `image` in v1.5.0: `^[a-zA-Z0-9._/-]+(:[a-zA-Z0-9._-]+)?(@sha256:[a-z0-9]+)?$`, which has no room for a port.
    ImageWithoutPort,
    /// `image` since v1.5.1:
    /// `^[a-zA-Z0-9._-]+(:[0-9]+)?(/[a-zA-Z0-9._/-]+)?(:[a-zA-Z0-9._-]+)?(@sha256:[a-z0-9]+)?$`.
    Image,
    /// `imageRepository` since v1.5.0: `^[a-zA-Z0-9._-]+(:[0-9]+)?[a-zA-Z0-9._/-]+$`.
    Repository,
}

impl Pattern {
    /// True when the API takes the text.
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Pattern::ImageWithoutPort => without_digest(text).is_some_and(|rest| {
                let (name, tag) = cut(rest, ':');
                some(name, is_path) && tag.is_none_or(|tag| some(tag, is_plain))
            }),
            Pattern::Image => without_digest(text).is_some_and(image),
            Pattern::Repository => repository(text),
        }
    }
}

/// Name, port, path and tag: without a slash, one colon starts a port or a tag, which a tag covers; two are port and
/// tag. With a slash, what stands before it may have a port and what stands after it a tag.
fn image(text: &str) -> bool {
    let is_tag = |tag: Option<&str>| tag.is_none_or(|tag| some(tag, is_plain));
    let is_port = |port: Option<&str>| port.is_none_or(|port| some(port, is_digit));
    let (head, path) = cut(text, '/');
    let (name, after) = cut(head, ':');
    if !some(name, is_plain) {
        return false;
    }
    match path {
        Some(path) => {
            let (path, tag) = cut(path, ':');
            is_port(after) && some(path, is_path) && is_tag(tag)
        }
        None => {
            let (port, tag) = after.map_or((None, None), |after| (Some(cut(after, ':').0), cut(after, ':').1));
            is_tag(after) || (tag.is_some() && is_port(port) && is_tag(tag))
        }
    }
}

/// A name, perhaps a colon with a digit after it, and then at least one character more.
fn repository(text: &str) -> bool {
    let starts = |text: &str, class: fn(u8) -> bool| text.bytes().next().is_some_and(class);
    let (name, rest) = cut(text, ':');
    match rest {
        Some(rest) => some(name, is_plain) && starts(rest, is_digit) && rest.len() > 1 && some(rest, is_path),
        None => starts(name, is_plain) && name.len() > 1 && some(name, is_path),
    }
}

/// The text before an optional `@sha256:…`; none where what follows the `@` is something else.
fn without_digest(text: &str) -> Option<&str> {
    match cut(text, '@') {
        (rest, None) => Some(rest),
        (rest, Some(digest)) => {
            let encoded = digest.strip_prefix("sha256:")?;
            some(encoded, |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9')).then_some(rest)
        }
    }
}

fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(left, right)| (left, Some(right)))
}

/// One character or more, all of the class.
#[inline(never)]
fn some(text: &str, class: fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(class)
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')
}

fn is_path(byte: u8) -> bool {
    is_plain(byte) || byte == b'/'
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}
