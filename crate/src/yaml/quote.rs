//! How a string is written so that it is read as that string.

use super::typing::{Typed, implicit};
use crate::text::holds;
use std::borrow::Cow;

/// A string as a YAML scalar on one line, for a block as for brackets: plain where that is read as the same string by
/// everyone, else in quotes.
pub fn quote(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let is_printable =
        |c: char| !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(['"', '\\']) && text.chars().all(is_printable) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            character if is_printable(character) => quoted.push(character),
            character => quoted.push_str(&format!("\\u{:04x}", character as u32)),
        }
    }
    quoted.push('"');
    quoted
}

/// Letters and digits, and the scripts beyond Latin 1; without the tables that know every letter by name.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{c0}'..='\u{1fff}' | '\u{3041}'..='\u{d7ff}')
}

/// What other readers may take for numbers.
const OTHERS: [&str; 3] = ["inf", "infinity", "nan"];

/// True for a string that needs no quotes: letters, digits and a few signs, and no other type in YAML 1.1 or 1.2.
fn is_plain(text: &str) -> bool {
    let is_safe = |c: char| is_letter(c) || "_-./:@+~$^()=; ".find(c).is_some();
    let starts = text.starts_with(|c: char| is_letter(c) || matches!(c, '/' | '.' | '_' | '$'));
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-:._".contains(&byte)) && !is_version(text);
    starts
        && text.chars().all(is_safe)
        && !holds(text, ": ")
        && !text.ends_with([':', ' '])
        && !text.starts_with("...")
        && !is_number
        && matches!(implicit(Cow::Borrowed(text)), Typed::Text(_))
        && !OTHERS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// True for `1.2.3`, which nobody takes for a number.
fn is_version(text: &str) -> bool {
    text.split('.').count() > 2 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Embedding, FileId};
    use crate::yaml::{Text, read};

    #[test]
    fn what_is_written_is_read() {
        let texts = [
            "envoy",
            "docker.io/envoyproxy/envoy:v1.39.0",
            "1.2.3",
            "v1",
            "/path",
            "yes",
            "1.20",
            "0777",
            "1e3",
            "null",
            "~",
            "",
            " a",
            "a ",
            "a: b",
            "a:",
            "a #b",
            "#a",
            "- a",
            "-a",
            "a\nb",
            "a\tb",
            "\"",
            "'",
            "\\",
            "it's \"so\"",
            "é",
            "\u{1}",
            "\u{feff}",
            "\u{85}",
            "[a]",
            "{a}",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "|",
            ">",
            "?",
            "? a",
            "...",
            "---",
            "<<",
            "=",
            "0x1f",
            ".inf",
            ".5",
            "+1",
            "12:30",
            "2001-01-01",
            "true",
            "${VAR}",
            "$VAR",
            "nan",
            "inf",
            "infinity",
            "a,b",
            "日本",
        ];
        for text in texts {
            for (before, after) in [("a: ", "\n"), ("a: [", "]\n"), ("", ": x\n")] {
                let file = format!("{before}{}{after}", quote(text));
                let embedding = Embedding::file(FileId(0), file.len());
                let piece = read(&Text::from(file.as_str()), &embedding).remove(0);
                assert!(piece.problems.is_empty(), "{file:?} {:?}", piece.problems);
                let entry = piece.root.unwrap().entries()[0].clone();
                let items = entry.value.items().first().cloned();
                let read = if before.is_empty() {
                    entry.key.to_string()
                } else {
                    items.unwrap_or(entry.value).as_str().unwrap().to_owned()
                };
                assert_eq!(read, text, "{file:?}");
            }
        }
    }

    #[test]
    fn plain_strings_stay_plain() {
        for text in ["envoy", "docker.io/envoyproxy/envoy:v1.39.0", "1.2.3", "v1", "a b", "sha256:abc", "日本"] {
            assert_eq!(quote(text), text);
        }
        assert_eq!(
            [quote("yes"), quote("1.20"), quote("a\"b"), quote("a\nb")],
            ["\"yes\"", "\"1.20\"", "'a\"b'", "\"a\\nb\""]
        );
    }
}
