//! The nearest valid reference, for fixes.

use super::{Reference, split};
use crate::text::{Gather as _, cut};

/// The reference that was obviously meant: without blanks around it, scheme or needless slashes, in lower case where
/// upper case is not allowed. None where the text is valid as it stands, or where nothing obvious mends it.
pub fn nearest(text: &str) -> Option<String> {
    if Reference::parse_normalized(text.to_owned()).is_ok() {
        return None;
    }
    let bare = text.trim();
    let bare = cut(bare, "://").map_or(bare, |(_, rest)| rest);
    let parts: Vec<&str> = bare.split('/').filter(|part| !part.is_empty()).gather();
    let joined = parts.join("/");
    let lower = lower_case(&joined);
    [joined, lower].into_iter().find(|candidate| Reference::parse_normalized(candidate.clone()).is_ok())
}

/// Name and digest in lower case; a tag keeps its case, which counts.
fn lower_case(text: &str) -> String {
    let parts = split(text);
    let mut lower = parts.name.text.to_ascii_lowercase();
    if let Some(tag) = parts.tag {
        lower.push(':');
        lower.push_str(tag.text);
    }
    if let Some(digest) = parts.digest {
        lower.push('@');
        lower.push_str(&digest.text.to_ascii_lowercase());
    }
    lower
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_obvious_is_mended() {
        let table = [
            (" envoy:v1\n", "envoy:v1"),
            ("https://x.com/y:1", "x.com/y:1"),
            ("x.com//y/", "x.com/y"),
            ("docker.io/EnvoyProxy/Envoy:Tag", "docker.io/envoyproxy/envoy:Tag"),
        ];
        for (text, mended) in table {
            assert_eq!(nearest(text).as_deref(), Some(mended), "{text}");
        }
        let hex = "AB".repeat(32);
        assert_eq!(nearest(&format!("n@SHA256:{hex}")), Some(format!("n@sha256:{}", hex.to_lowercase())));
    }

    #[test]
    fn nothing_is_made_up() {
        for text in ["envoy", "Foo/bar", "envoy:", "a:b:c", "-a", "", "n@sha256:12"] {
            assert_eq!(nearest(text), None, "{text}");
        }
    }
}
