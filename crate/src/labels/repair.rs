//! The nearest valid text, for fixes.

use super::syntax::{Check, Fault, SyntaxError};

/// Longer texts are not repaired: nothing that long is valid.
const MAX: usize = 512;

/// The text that was obviously meant, for any of the checks of this layer: without blanks around it, in lower case
/// where that is needed, with dashes for other ASCII signs, without signs at its ends. None where the text is valid
/// as it stands, or where nothing obvious mends it (too long, other scripts, too many slashes).
pub fn nearest(text: &str, check: fn(&str) -> Check) -> Option<String> {
    if text.len() > MAX || check(text).is_ok() {
        return None;
    }
    let mut mended = text.trim().to_owned();
    // Each step shortens the text or makes one of its characters valid.
    for _ in 0..2 * MAX {
        match check(&mended) {
            Ok(()) => return Some(mended),
            Err(error) => mended = mend(&mended, error)?,
        }
    }
    None
}

/// Mends one fault.
fn mend(text: &str, SyntaxError { at, fault }: SyntaxError) -> Option<String> {
    let (new, at) = match fault {
        Fault::UpperCase { .. } => (None, at),
        // One dash for a run of such signs.
        Fault::Character { found, .. } if found.is_ascii() => {
            (Some(if text.get(..at)?.ends_with('-') { "" } else { "-" }), at)
        }
        Fault::Start { .. } | Fault::End { .. } | Fault::DoubleDash => (Some(""), at),
        // The dot before or after the empty part goes.
        Fault::EmptyPart { .. } => (Some(""), at.min(text.len().checked_sub(1)?)),
        _ => return None,
    };
    let (before, rest) = text.split_at_checked(at)?;
    let (old, after) = rest.split_at_checked(rest.chars().next()?.len_utf8())?;
    let lower = old.to_ascii_lowercase();
    Some([before, new.unwrap_or(&lower), after].concat())
}

#[cfg(test)]
mod tests {
    use super::nearest;
    use crate::labels::{label_key, label_value, object_name, port_name};

    #[test]
    fn the_obvious_is_mended() {
        assert_eq!(nearest(" envoy ", label_value).as_deref(), Some("envoy"));
        assert_eq!(nearest("sha256:ab_c", label_value).as_deref(), Some("sha256-ab_c"));
        assert_eq!(nearest("Edge & Media", label_value).as_deref(), Some("Edge-Media"));
        assert_eq!(nearest("-a b-", label_value).as_deref(), Some("a-b"));
        assert_eq!(nearest("Example.com/Team Name", label_key).as_deref(), Some("example.com/Team-Name"));
        assert_eq!(nearest("My_Gateway.", object_name).as_deref(), Some("my-gateway"));
        assert_eq!(nearest("a..b", object_name).as_deref(), Some("a.b"));
        assert_eq!(nearest("HTTP--2", port_name).as_deref(), Some("http-2"));
    }

    #[test]
    fn nothing_is_made_up() {
        assert_eq!(nearest("ok", label_value), None);
        assert_eq!(nearest("---", label_key), None);
        assert_eq!(nearest("é", label_value), None);
        assert_eq!(nearest(&"a".repeat(64), label_value), None);
        assert_eq!(nearest("a/b/c", label_key), None);
        assert_eq!(nearest("80", port_name), None);
    }
}
