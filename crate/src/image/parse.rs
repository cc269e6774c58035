//! The parser: cuts the text where the grammar allows only one cut, then looks at each piece.

use super::error::fault;
use super::{
    DEFAULT_NAMESPACE, DEFAULT_REGISTRY, Fault, LEGACY_REGISTRY, Reference, ReferenceError, Written, digest, join,
};
use crate::text::{Piece, Str, cut};

/// The longest path of a repository.
pub(super) const PATH_MAX: usize = 255;
/// The longest tag.
pub(super) const TAG_MAX: usize = 128;
/// How many hexadecimal digits an image id has.
const ID_LENGTH: usize = 64;

/// How the first component is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// By the grammar alone.
    Bare,
    /// With defaults, as people and runtimes read.
    Normalized,
}

/// A text cut into name, tag and digest, whether they are valid or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split<'t> {
    /// Registry and path.
    pub name: Piece<'t>,
    /// What stands after the colon behind the last slash.
    pub tag: Option<Piece<'t>>,
    /// What stands after the `@`.
    pub digest: Option<Piece<'t>>,
}

/// Cuts a text into name, tag and digest. Of a string that ought to be a repository alone, this tells what else it
/// carries: `envoy:1.2` has the tag `1.2`, and so has `host:5000` the tag `5000`, since no slash follows.
pub fn split(text: &str) -> Split<'_> {
    let whole = Piece::whole(text);
    let (rest, digest) = match whole.split_once('@') {
        Some((rest, digest)) => (rest, Some(digest)),
        None => (whole, None),
    };
    let last = rest.rsplit_once('/').map_or(rest, |(_, last)| last);
    let Some((stem, tag)) = last.split_once(':') else { return Split { name: rest, tag: None, digest } };
    let name = rest.text.get(..stem.range().end).unwrap_or("");
    Split { name: Piece { text: name, at: rest.at }, tag: Some(tag), digest }
}

/// Reads a whole reference.
pub(super) fn parse(text: Str, reading: Reading) -> Result<Reference, ReferenceError> {
    whole(&text, reading)?;
    let Split { name, tag, digest } = split(&text);
    let (host, path) = host_and_path(name, reading)?;
    path.split('/').try_for_each(component)?;
    let registry = host.registry(reading);
    let implied_namespace =
        reading == Reading::Normalized && *registry == *DEFAULT_REGISTRY && !path.text.as_bytes().contains(&b'/');
    let namespace = if implied_namespace { DEFAULT_NAMESPACE } else { "" };
    let repository = join(namespace, path.text);
    let surplus = repository.len().saturating_sub(PATH_MAX);
    if surplus > 0 {
        return Err(fault(path, path.text.len() - surplus, Fault::PathTooLong));
    }
    tag.map_or(Ok(()), self::tag)?;
    let checked = digest.map(digest::parse).transpose()?;
    let (namespace, last) = path.rsplit_once('/').map_or((None, path), |(left, last)| (Some(left), last));
    let written = Written {
        registry: host.written(),
        namespace: namespace.map(Piece::range),
        name: last.range(),
        tag: tag.map(Piece::range),
        digest: digest.map(Piece::range),
    };
    let implied_registry = matches!(host, Host::Implied);
    let repository = repository.into();
    Ok(Reference { registry, repository, digest: checked, written, implied_registry, implied_namespace, text })
}

/// What is wrong with the text as a whole.
fn whole(text: &str, reading: Reading) -> Result<(), ReferenceError> {
    let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let at = |at, fault| Err(ReferenceError { at, fault });
    if text.is_empty() {
        return at(0, Fault::Empty);
    }
    if let Some(blank) = text.find(char::is_whitespace) {
        return at(blank, Fault::Blank);
    }
    if cut(text, "://").is_some_and(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        return at(0, Fault::Scheme);
    }
    if reading == Reading::Normalized && text.len() == ID_LENGTH && text.bytes().all(hex) {
        return at(0, Fault::LooksLikeId);
    }
    Ok(())
}

/// Where the registry comes from.
enum Host<'t> {
    /// It is written.
    Written(Piece<'t>),
    /// It is the default.
    Implied,
    /// There is none.
    None,
}

impl Host<'_> {
    fn registry(&self, reading: Reading) -> Str {
        match self {
            Host::Written(host) if reading == Reading::Normalized && host.text == LEGACY_REGISTRY => {
                DEFAULT_REGISTRY.into()
            }
            Host::Written(host) => host.text.to_owned().into(),
            Host::Implied => DEFAULT_REGISTRY.into(),
            Host::None => "".into(),
        }
    }

    fn written(&self) -> Option<std::ops::Range<usize>> {
        match self {
            Host::Written(host) => Some(host.range()),
            _ => None,
        }
    }
}

/// Cuts the registry off the name.
fn host_and_path(name: Piece, reading: Reading) -> Result<(Host, Piece), ReferenceError> {
    let default = || if reading == Reading::Bare { Host::None } else { Host::Implied };
    let Some((first, rest)) = name.split_once('/') else { return Ok((default(), name)) };
    match host(first) {
        Ok(()) if reading == Reading::Bare || looks_like_host(first.text) => Ok((Host::Written(first), rest)),
        // The grammar takes it for a part of the path, even though a person would not.
        Err(_) if looks_like_host(first.text) && component(first).is_ok() => Ok((Host::None, name)),
        Err(error) if looks_like_host(first.text) => Err(error),
        _ if first.text.starts_with('[') => Err(fault(first, 0, Fault::Ipv6)),
        _ => Ok((default(), name)),
    }
}

fn looks_like_host(first: &str) -> bool {
    first == "localhost" || first.bytes().any(|byte| matches!(byte, b'.' | b':') || byte.is_ascii_uppercase())
}

/// `registry = host [ ":" digit+ ]`
fn host(piece: Piece) -> Result<(), ReferenceError> {
    if piece.text.starts_with('[') {
        return bracketed(piece);
    }
    let (name, port) = piece.split_once(':').map_or((piece, None), |(name, port)| (name, Some(port)));
    let address = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':');
    if port.is_some_and(|port| port.text.as_bytes().contains(&b':')) && address(piece.text) {
        return Err(fault(piece, 0, Fault::Ipv6));
    }
    name.split('.').try_for_each(host_label)?;
    port.map_or(Ok(()), self::port)
}

fn bracketed(piece: Piece) -> Result<(), ReferenceError> {
    let Some((address, port)) = piece.split_once(']') else { return Err(fault(piece, 0, Fault::Ipv6)) };
    let inner = address.text.strip_prefix('[').unwrap_or("");
    if let Some(bad) = inner.find(|c: char| !c.is_ascii_hexdigit() && c != ':') {
        return Err(fault(piece, 1 + bad, Fault::Ipv6));
    }
    match port.split_once(':') {
        _ if inner.is_empty() => Err(fault(piece, 1, Fault::Ipv6)),
        None if port.text.is_empty() => Ok(()),
        Some((between, port)) if between.text.is_empty() => self::port(port),
        _ => Err(fault(port, 0, Fault::Port)),
    }
}

fn port(piece: Piece) -> Result<(), ReferenceError> {
    match piece.text.find(|c: char| !c.is_ascii_digit()) {
        Some(bad) => Err(fault(piece, bad, Fault::Port)),
        None if piece.text.is_empty() => Err(fault(piece, 0, Fault::Port)),
        None => Ok(()),
    }
}

fn host_label(piece: Piece) -> Result<(), ReferenceError> {
    let text = piece.text;
    if let Some((bad, c)) = text.char_indices().find(|(_, c)| !c.is_ascii_alphanumeric() && *c != '-') {
        return Err(fault(piece, bad, Fault::HostCharacter(c)));
    }
    if text.is_empty() || text.starts_with('-') {
        return Err(fault(piece, 0, Fault::HostEdge));
    }
    if text.ends_with('-') {
        return Err(fault(piece, text.len() - 1, Fault::HostEdge));
    }
    Ok(())
}

/// `component = word { separator word }`
fn component(piece: Piece) -> Result<(), ReferenceError> {
    let text = piece.text;
    if text.is_empty() {
        let nothing = if piece.at == 0 { Fault::NoRepository } else { Fault::EmptyComponent };
        return Err(fault(piece, 0, nothing));
    }
    if let Some((bad, c)) = text.char_indices().find(|(_, c)| !is_word(*c) && !is_separator(*c)) {
        let why = match c {
            'A'..='Z' => Fault::UpperCase,
            '[' if piece.at == 0 => Fault::NoRepository,
            _ => Fault::PathCharacter(c),
        };
        return Err(fault(piece, bad, why));
    }
    if text.starts_with(is_separator) {
        return Err(fault(piece, 0, Fault::ComponentEdge));
    }
    if text.ends_with(is_separator) {
        return Err(fault(piece, text.len() - 1, Fault::ComponentEdge));
    }
    separators(piece)
}

/// Looks at each run of separators between two words.
fn separators(piece: Piece) -> Result<(), ReferenceError> {
    let mut at = 0;
    for run in piece.text.split(is_word) {
        let joins = matches!(run, "" | "." | "_" | "__") || run.bytes().all(|byte| byte == b'-');
        if !joins {
            return Err(fault(piece, at, Fault::Separator));
        }
        at += run.len() + 1;
    }
    Ok(())
}

fn is_word(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9')
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | '_' | '-')
}

fn tag(piece: Piece) -> Result<(), ReferenceError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    match piece.text.char_indices().find(|(_, c)| !allowed(*c)) {
        _ if piece.text.is_empty() => Err(fault(piece, 0, Fault::NoTag)),
        Some((at, ':')) => Err(fault(piece, at, Fault::SecondTag)),
        Some((at, c)) => Err(fault(piece, at, Fault::TagCharacter(c))),
        None if piece.text.starts_with(['.', '-']) => Err(fault(piece, 0, Fault::TagStart)),
        None if piece.text.len() > TAG_MAX => Err(fault(piece, TAG_MAX, Fault::TagTooLong)),
        None => Ok(()),
    }
}
