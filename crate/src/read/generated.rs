//! Names that look as if the controller had made them, wherever they stand in a file: `envoy-NAMESPACE-NAME-HASH`, and
//! hosts `NAME.NAMESPACE.svc`. They are looked for in the plain text, so that configuration of other tools is seen, too.

use crate::text::{FileId, Span};

/// The spans of such names, in order; of a host without its `.svc`. Those in comments are left out.
pub(super) fn generated_names(text: &str, file: FileId) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut from = 0;
    while let Some((start, end)) = next(text, from) {
        from = end.max(from + 1);
        if !is_comment(text.as_bytes(), start) {
            spans.push(Span::new(file, start as u32, end as u32));
        }
    }
    spans
}

/// The next name that begins at or behind `from`. What begins with the prefix of generated names and is none is passed over.
fn next(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = from;
    // Both kinds of names hold one of these two bytes before something that nearly no other text holds.
    while let Some(byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or(&[]);
        let found = match byte {
            b'e' if rest.starts_with(b"envoy-") => hashed(bytes, at),
            b'.' if rest.starts_with(b".svc") => host(bytes, at, from),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        at += 1;
    }
    None
}

/// The hashed name that begins at `start`: a whole word, apart from dashes that a pattern put behind it.
fn hashed(bytes: &[u8], start: usize) -> Option<(usize, usize)> {
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    let joined = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if before.is_some_and(joined) {
        return None;
    }
    let mut end = start;
    while bytes.get(end).is_some_and(is_label) {
        end += 1;
    }
    if bytes.get(end).is_some_and(joined) {
        return None;
    }
    while end > start && bytes.get(end - 1) == Some(&b'-') {
        end -= 1;
    }
    let hash = end.checked_sub(9).and_then(|at| bytes.get(at..end))?;
    let is_hash = hash.iter().skip(1).all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (is_hash && hash.first() == Some(&b'-') && end - start > "envoy-".len() + 9).then_some((start, end))
}

/// The last two labels before `.svc`.
fn host(bytes: &[u8], dot: usize, from: usize) -> Option<(usize, usize)> {
    if bytes.get(dot + 4).is_some_and(|byte| is_label(byte) || matches!(byte, b'A'..=b'Z' | b'_')) {
        return None;
    }
    let (mut start, mut dots) = (dot, 0);
    while let Some(byte) = start.checked_sub(1).filter(|at| *at >= from).and_then(|at| bytes.get(at)) {
        dots += usize::from(*byte == b'.');
        if dots == 2 || !(is_label(byte) || *byte == b'.') {
            break;
        }
        start -= 1;
    }
    (dots >= 1 && bytes.get(start) != Some(&b'.') && bytes.get(dot - 1) != Some(&b'.')).then_some((start, dot))
}

fn is_label(byte: &u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-'
}

/// How far back a comment is looked for: lines can be as long as files.
const COMMENT: usize = 512;

/// True behind a `#` that begins a line or follows a blank.
fn is_comment(bytes: &[u8], at: usize) -> bool {
    let mut sign = false;
    for byte in bytes.get(at.saturating_sub(COMMENT)..at).unwrap_or(&[]).iter().rev() {
        match byte {
            b'\n' => return sign,
            b' ' | b'\t' if sign => return true,
            _ => sign = *byte == b'#',
        }
    }
    sign && at <= COMMENT
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        generated_names(text, FileId(0)).into_iter().map(|span| span.slice(text)).collect()
    }

    #[test]
    fn hashed_names_are_whole_words() {
        assert_eq!(names("a: http://envoy-a-b-0123abcd.ns.svc:80/x"), ["envoy-a-b-0123abcd"]);
        assert_eq!(names("pod=~\"envoy-a-b-0123abcd-.*\""), ["envoy-a-b-0123abcd"]);
        assert_eq!(names("_http._tcp.envoy-a-b-0123abcd.ns"), ["envoy-a-b-0123abcd"]);
        for other in
            ["my-envoy-a-0123abcd", "envoy-a-0123abcg", "envoy-0123abcd", "envoy-a-0123abcd_x", "envoy-gateway-system"]
        {
            assert!(names(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn hosts_are_two_labels() {
        assert_eq!(names("web.shop.svc, http://x.web.shop.svc.cluster.local"), ["web.shop", "web.shop"]);
        for other in ["shop.svc", ".svc", "a..svc", "web.shop.svcs", "web.shop.svc2"] {
            assert!(names(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn comments_are_left_out() {
        assert!(names("# envoy-a-b-0123abcd\nx: 1 # web.shop.svc\n  # web.shop.svc").is_empty());
        assert_eq!(names("http://web.shop.svc/#a"), ["web.shop"]);
    }
}
