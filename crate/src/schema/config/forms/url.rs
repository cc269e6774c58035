//! URLs as Go's `net/url` reads them: nearly everything is one.

use crate::text::{cut, ipv6};

/// Why a text is no URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UrlFault {
    /// A character below the space, or the one after the last.
    #[error("it holds a control character")]
    Control,
    /// Nothing before the first colon.
    #[error("nothing stands before its first colon")]
    Scheme,
    /// No scheme, and a colon before the first slash.
    #[error("its part before the colon is no scheme such as redis: (put // before a host with a port)")]
    Colon,
    /// User and password with characters that must be escaped.
    #[error("user or password hold a character that must be written as % and two digits")]
    User,
    /// The host is none.
    #[error("its host is none")]
    Host,
    /// The port is no number.
    #[error("its port is no number")]
    Port,
    /// A `%` without two hexadecimal digits.
    #[error("a % is not followed by two hexadecimal digits")]
    Escape,
}

/// Reads a URL. `strict`: hosts of http and https have at most one colon, as Go sees it from version 1.26 on.
pub fn check_url(text: &str, strict: bool) -> Result<(), UrlFault> {
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    if text.bytes().any(|byte| byte < b' ' || byte == 0x7f) {
        return Err(UrlFault::Control);
    }
    let (scheme, rest) = scheme(text)?;
    let rest = rest.split('?').next().unwrap_or("");
    if !rest.starts_with('/') {
        let first = rest.split('/').next().unwrap_or("");
        return match (scheme.is_empty(), first.as_bytes().contains(&b':')) {
            (false, _) => check_escapes(fragment),
            (true, true) => Err(UrlFault::Colon),
            (true, false) => check_escapes(rest).and(check_escapes(fragment)),
        };
    }
    let has_authority = rest.starts_with("//") && (!scheme.is_empty() || !rest.starts_with("///"));
    let path = match rest.strip_prefix("//").filter(|_| has_authority) {
        Some(rest) => {
            let (authority, path) = rest.split_at_checked(rest.find('/').unwrap_or(rest.len())).unwrap_or((rest, ""));
            let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
            check_authority(authority, strict && is_web)?;
            path
        }
        None => rest,
    };
    check_escapes(path).and(check_escapes(fragment))
}

/// The scheme, empty where there is none, and what follows it.
fn scheme(text: &str) -> Result<(&str, &str), UrlFault> {
    let in_scheme =
        |(at, c): (usize, char)| c.is_ascii_alphabetic() || at > 0 && (c.is_ascii_digit() || "+-.".find(c).is_some());
    match text.char_indices().find(|character| !in_scheme(*character)) {
        Some((0, ':')) => Err(UrlFault::Scheme),
        Some((_, ':')) => Ok(text.split_once(':').unwrap_or(("", text))),
        _ => Ok(("", text)),
    }
}

fn check_authority(text: &str, one_colon: bool) -> Result<(), UrlFault> {
    let (user, host) = text.rsplit_once('@').map_or((None, text), |(user, host)| (Some(user), host));
    check_host(host, one_colon)?;
    let Some(user) = user else { return Ok(()) };
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "-._:~!$&'()*+,;=%@".find(c).is_some();
    if !user.chars().all(is_allowed) {
        return Err(UrlFault::User);
    }
    check_escapes(user)
}

fn check_host(host: &str, one_colon: bool) -> Result<(), UrlFault> {
    match host.rfind('[') {
        Some(0) => return check_literal(host),
        Some(_) => return Err(UrlFault::Host),
        None => {}
    }
    let colon = if one_colon { host.find(':') } else { host.rfind(':') };
    let port = colon.and_then(|colon| host.get(colon..)).unwrap_or("");
    check_port(port)?;
    check_name(host)
}

/// `[::1]:6379`, with `%25` before a zone.
fn check_literal(host: &str) -> Result<(), UrlFault> {
    let (address, port) = host.strip_prefix('[').and_then(|host| host.rsplit_once(']')).ok_or(UrlFault::Host)?;
    check_port(port)?;
    let (address, zone) = cut(address, "%25").map_or((address, None), |(address, zone)| (address, Some(zone)));
    let is_zone = zone.is_none_or(|zone| !zone.is_empty() && check_escapes(zone).is_ok());
    if ipv6(address).is_none() || !is_zone {
        return Err(UrlFault::Host);
    }
    Ok(())
}

fn check_port(port: &str) -> Result<(), UrlFault> {
    let is_port =
        port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()));
    if is_port { Ok(()) } else { Err(UrlFault::Port) }
}

/// In a host only bytes above 127 and the percent sign itself may be escaped.
fn check_name(host: &str) -> Result<(), UrlFault> {
    check_escapes(host)?;
    let is_allowed =
        |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || "-_.~!$&'()*+,;=:[]<>\"%".find(c).is_some();
    let is_escape = |rest: &str| rest.starts_with("25") || !rest.starts_with(|c: char| ('0'..='7').contains(&c));
    if host.chars().all(is_allowed) && host.split('%').skip(1).all(is_escape) { Ok(()) } else { Err(UrlFault::Host) }
}

fn check_escapes(text: &str) -> Result<(), UrlFault> {
    let is_escape =
        |rest: &str| rest.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    if text.split('%').skip(1).all(is_escape) { Ok(()) } else { Err(UrlFault::Escape) }
}

#[cfg(test)]
mod tests {
    use super::{UrlFault, check_url};

    #[test]
    fn urls_of_go() {
        for text in [
            "",
            "a",
            "a:1",
            "redis.redis-system.svc.cluster.local:6379",
            "redis://u:p%40@host:6379/0?x=1#y",
            "//host:6379",
            "http://[::1]:6379",
            "http://[fe80::1%25en0]",
            "redis://a:1:2",
            "/path with blank",
            "///a:b",
            "é",
        ] {
            assert_eq!(check_url(text, true), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_is_none() {
        for (text, fault) in [
            (":foo", UrlFault::Scheme),
            ("10.0.0.1:6379", UrlFault::Colon),
            ("redis-0_a:6379", UrlFault::Colon),
            ("http://[::1", UrlFault::Host),
            ("http://[1.2.3.4]", UrlFault::Host),
            ("http://a b", UrlFault::Host),
            ("http://a%20b", UrlFault::Host),
            ("redis://a:port", UrlFault::Port),
            ("http://a:1:2", UrlFault::Port),
            ("redis://u ser@a", UrlFault::User),
            ("a%zz", UrlFault::Escape),
            ("a#%", UrlFault::Escape),
            ("a\u{7f}", UrlFault::Control),
        ] {
            assert_eq!(check_url(text, true), Err(fault), "{text}");
        }
        assert_eq!(check_url("http://a:1:2", false), Ok(()));
    }
}
