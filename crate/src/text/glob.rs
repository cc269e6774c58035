//! Globs: the one way in which a team writes patterns.

/// A place to go on from when the rest does not fit: in the pattern, and in the text.
type Retry = Option<(usize, usize)>;

/// True when the pattern is all of the text, or all of it up to a slash.
///
/// `*` stands for any characters but slashes, `**` for any, `?` for one character that is no slash; `**/`, at the start
/// or behind a slash, for any folders or none. Only the last `*` and the last `**` are ever tried again, so that the cost is at most that of the pattern at
/// each place of the text.
pub fn glob(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at, mut here) = (0, 0);
    let (mut short, mut long): (Retry, Retry) = (None, None);
    loop {
        let (wanted, found) = (pattern.get(at).copied(), text.get(here).copied());
        if wanted.is_none() && matches!(found, None | Some(b'/')) {
            return true;
        }
        match wanted {
            Some(b'*') if pattern.get(at + 1) == Some(&b'*') => {
                let starts = at == 0 || pattern.get(at - 1) == Some(&b'/');
                at += 2 + usize::from(starts && pattern.get(at + 2) == Some(&b'/'));
                (short, long) = (None, Some((at, here)));
            }
            Some(b'*') => {
                at += 1;
                short = Some((at, here));
            }
            Some(b'?') if found.is_some_and(|byte| byte != b'/') => {
                at += 1;
                here += 1;
                // The rest of a character of several bytes.
                while text.get(here).is_some_and(|byte| byte & 0xC0 == 0x80) {
                    here += 1;
                }
            }
            Some(byte) if byte != b'?' && found == wanted => (at, here) = (at + 1, here + 1),
            _ => match retry(pattern, text, &mut short, &mut long) {
                Some(next) => (at, here) = next,
                None => return false,
            },
        }
    }
}

/// Lets the last `*` take one character more, or else the last `**`, which in the form `**/` takes whole folders.
fn retry(pattern: &[u8], text: &[u8], short: &mut Retry, long: &mut Retry) -> Retry {
    if let Some((_, from)) = short.as_mut().filter(|(_, from)| text.get(*from).is_some_and(|byte| *byte != b'/')) {
        *from += 1;
        return *short;
    }
    *short = None;
    let (at, from) = long.as_mut()?;
    let folders = pattern.get(at.wrapping_sub(1)) == Some(&b'/');
    let rest = text.get(*from..).filter(|rest| !rest.is_empty())?;
    *from += if folders { rest.iter().position(|byte| *byte == b'/')? + 1 } else { 1 };
    *long
}

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn what_fits_and_what_does_not() {
        let fitting = [
            ("registry.example.com", "registry.example.com/platform/envoy"),
            ("*.example.com/platform", "mirror.example.com/platform/envoy"),
            ("v1.?9.*", "v1.39.0"),
            ("**", "a/b"),
            ("**/charts", "charts/x.yaml"),
            ("**/charts", "a/b/charts/x.yaml"),
            ("a/**/b*c/d", "a/x/bc/y/bxc/d"),
            ("a**z", "a/b/z"),
            ("?", "é"),
            ("*é", "aé"),
            ("a*b*c", "axbxbxc"),
            ("x/**/*.yaml", "x/y.yaml/z.yaml"),
            ("a**b*d", "abxc/bd"),
            ("", ""),
        ];
        for (pattern, text) in fitting {
            assert!(glob(pattern, text), "{pattern} fits {text}");
        }
        let others = [
            ("registry.example.com", "registry.example.community/envoy"),
            ("*.yaml", "a/b.yaml"),
            ("**/charts", "mycharts/x.yaml"),
            ("a/**/b", "a/xb"),
            ("?", "/"),
            ("?", ""),
            ("a*b", "a/b"),
            ("a?", "a?b"),
            ("a**b", "a/c"),
            ("", "a"),
        ];
        for (pattern, text) in others {
            assert!(!glob(pattern, text), "{pattern} does not fit {text}");
        }
    }

    #[test]
    fn it_agrees_with_a_plain_definition() {
        /// Every way in which the pattern can be read.
        fn plain(pattern: &[u8], text: &[u8], starts: bool) -> bool {
            match pattern {
                [] => matches!(text, [] | [b'/', ..]),
                [b'*', b'*', b'/', rest @ ..] if starts => {
                    plain(rest, text, true)
                        || (0..text.len()).any(|at| text[at] == b'/' && plain(rest, &text[at + 1..], true))
                }
                [b'*', b'*', rest @ ..] => (0..=text.len()).any(|at| plain(rest, &text[at..], false)),
                [b'*', rest @ ..] => {
                    let end = text.iter().position(|byte| *byte == b'/').unwrap_or(text.len());
                    (0..=end).any(|at| plain(rest, &text[at..], false))
                }
                [b'?', rest @ ..] => matches!(text, [byte, ..] if *byte != b'/') && plain(rest, &text[1..], false),
                [byte, rest @ ..] => text.first() == Some(byte) && plain(rest, &text[1..], *byte == b'/'),
            }
        }
        let mut seed = 7u32;
        let mut word = |letters: &[u8], most: u32| -> String {
            let mut next = || {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                seed >> 16
            };
            let length = next() % most;
            (0..length).map(|_| letters[next() as usize % letters.len()] as char).collect()
        };
        for _ in 0..200_000 {
            let (pattern, text) = (word(b"ab/**?", 8), word(b"ab/", 9));
            if !pattern.contains("***") {
                assert_eq!(glob(&pattern, &text), plain(pattern.as_bytes(), text.as_bytes(), true), "{pattern} {text}");
            }
        }
    }
}
