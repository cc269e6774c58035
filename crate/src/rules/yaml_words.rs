//! In words, what can be wrong with a text as YAML.

use crate::yaml::{ProblemKind, Syntax};

/// What is wrong, and what to do.
pub fn words(kind: &ProblemKind) -> (String, &'static str) {
    let message = match kind {
        ProblemKind::Syntax(syntax) => return (syntax_words(*syntax), hint(*syntax)),
        ProblemKind::Encoding => "bytes that are no text: the file is not UTF-8".into(),
        ProblemKind::Utf16 => "a UTF-16 file without a line feed at its end".into(),
        ProblemKind::ControlCharacter(c) => {
            format!("a control character, U+{:04X}, which YAML does not allow", *c as u32)
        }
        ProblemKind::Separator => "this line begins with `---` and goes on".into(),
        ProblemKind::LostLine => "the last line has no line feed, and Kubernetes' reader loses it".into(),
        ProblemKind::DuplicateKey(key) | ProblemKind::MergedKey(key) => {
            format!("the key `{key}` stands twice in this map")
        }
        ProblemKind::SameText(key) => format!("two keys of different types are both `{key}` in JSON"),
        ProblemKind::NullKey => "a key is missing or null".into(),
        ProblemKind::LargeKey => "a key is a number that is too large".into(),
        ProblemKind::NestedKey => "a key is a list or a map".into(),
        ProblemKind::NotFinite => "infinity and not-a-number can't be said in JSON".into(),
        ProblemKind::Mistyped(_) => "the text is not what its tag (`!!…`) demands".into(),
        ProblemKind::UnknownAnchor(name) => format!("`*{name}` has no `&{name}` before it"),
        ProblemKind::AliasInItself(name) => format!("`*{name}` stands inside what `&{name}` marks"),
        ProblemKind::Merge => "`<<` takes a map or a list of maps".into(),
        ProblemKind::Aliases => "aliases make most of this document".into(),
        ProblemKind::Deep => "this document is nested too deeply to be looked at".into(),
    };
    (message, consequence(kind))
}

fn consequence(kind: &ProblemKind) -> &'static str {
    match kind {
        ProblemKind::Encoding | ProblemKind::Utf16 => "Kubernetes' tools refuse the file. Save it as UTF-8.",
        ProblemKind::Separator => {
            "Kubernetes' tools stop reading the file here. Put the separator on a line of its own."
        }
        ProblemKind::LostLine => "Put a line feed at the end of the file.",
        ProblemKind::SameText(_) => "Which of the two is read is left to chance. Keep one, or write it differently.",
        ProblemKind::NullKey | ProblemKind::LargeKey | ProblemKind::NestedKey => {
            "A key is text: put it in quotes. In a Helm template this is often `{{ … }}` without quotes."
        }
        ProblemKind::NotFinite => "The document is refused. If text is meant, put it in quotes.",
        ProblemKind::Mistyped(_) => "The document is refused. Drop the tag, or write the value as the tag says.",
        ProblemKind::UnknownAnchor(_) => {
            "Anchors do not reach over `---`. Write the anchor before its use, or put a leading `*` in quotes."
        }
        ProblemKind::Aliases | ProblemKind::Deep => "Write it out in smaller parts.",
        _ => "The document is refused.",
    }
}

fn syntax_words(syntax: Syntax) -> String {
    let words = match syntax {
        Syntax::Character(byte) => return format!("nothing can begin with `{}`", char::from(byte).escape_default()),
        Syntax::TabIndents => "a tab stands where only spaces can indent",
        Syntax::ColonMissing => "this line of a map is no `key: value`",
        Syntax::ItemHere => "a list item can't begin here",
        Syntax::KeyHere => "a `?` key can't begin here",
        Syntax::ValueHere => "a `:` can't stand here",
        Syntax::Depth => "nested too deeply",
        Syntax::Directive => "a line that begins with `%` is a directive, and this is none",
        Syntax::AnchorName => "`&` and `*` are followed by a name of letters, digits, `_` and `-`",
        Syntax::TagEnd => "a space is missing after the tag",
        Syntax::TagUri => "the tag has a character that none can have",
        Syntax::TagHandle => "the tag's `!…!` is not declared",
        Syntax::LineRest => "nothing may follow `|` or `>` on its line",
        Syntax::ZeroIndent => "an indentation of 0 can't be given to `|` or `>`",
        Syntax::MarkerInQuotes => "`---` or `...` at the start of a line, inside quotes",
        Syntax::Unclosed => "these quotes are not closed",
        Syntax::Escape => "a backslash stands before a character that it can't escape",
        Syntax::HexDigits => "an escape has too few hexadecimal digits",
        Syntax::CodePoint => "an escape is the number of no character",
        Syntax::DocumentStart => "`---` is missing after the line that begins with `%`",
        Syntax::NodeExpected => "a value is missing here",
        Syntax::ItemExpected => "this line of a list does not begin with `-`",
        Syntax::KeyExpected => "this line does not begin with a key at the column of its map",
        Syntax::CommaOrBracket => "`,` or `]` is missing here",
        Syntax::CommaOrBrace => "`,` or `}` is missing here",
        Syntax::End => "the text ends too early",
    };
    words.to_string()
}

fn hint(syntax: Syntax) -> &'static str {
    match syntax {
        Syntax::TabIndents => "The document is refused. Indent with spaces.",
        Syntax::Character(_) | Syntax::AnchorName | Syntax::Directive => {
            "The document is refused. If text is meant, put it in quotes."
        }
        Syntax::Escape | Syntax::HexDigits | Syntax::CodePoint => {
            "The document is refused. Write the backslash twice, or use single quotes."
        }
        Syntax::ColonMissing | Syntax::KeyExpected | Syntax::ItemExpected => {
            "The document is refused. Look at the indentation of this line and the one before it."
        }
        _ => "The document is refused, and nothing in it can be checked.",
    }
}
