//! Words in texts. The standard library's search is made for long words and brings 3 KB.

/// Where a word stands in a text first; an empty word stands at the start.
pub fn find(text: &str, word: &str) -> Option<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let Some((first, rest)) = word.split_first() else { return Some(0) };
    let mut at = 0;
    while let Some((byte, behind)) = text.get(at..).and_then(<[u8]>::split_first) {
        if byte == first && behind.starts_with(rest) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// True when a word stands in a text.
pub fn holds(text: &str, word: &str) -> bool {
    find(text, word).is_some()
}

/// What stands before and behind the first such word.
pub fn cut<'t>(text: &'t str, word: &str) -> Option<(&'t str, &'t str)> {
    let (before, rest) = text.split_at_checked(find(text, word)?)?;
    Some((before, rest.get(word.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_the_standard_library_finds() {
        for text in ["", "a", "aab", "aaab", "://x", "x://", "ä://😀", "ababac"] {
            for word in ["", "a", "ab", "://", "😀", "abac", "longer than all"] {
                assert_eq!((find(text, word), cut(text, word)), (text.find(word), text.split_once(word)));
                assert_eq!(holds(text, word), text.contains(word));
            }
        }
    }
}
