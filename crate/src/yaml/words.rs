//! What a problem is called: what is wrong, and what to do.

use super::problem::{Problem, ProblemKind, Syntax};
use std::borrow::Cow;

/// A message and what to do.
type Words = (Cow<'static, str>, &'static str);

impl Problem {
    /// What is wrong.
    pub fn message(&self) -> String {
        self.words().0.into_owned()
    }

    /// Why it matters and what to do.
    pub fn help(&self) -> &'static str {
        self.words().1
    }

    /// What the related place is.
    pub fn related_message(&self) -> &'static str {
        match &self.kind {
            ProblemKind::DuplicateKey(_) | ProblemKind::SameText(_) => "it stands here before",
            ProblemKind::MergedKey(_) => "it comes from here, too",
            ProblemKind::Merge => "merged here",
            _ => "this begins here",
        }
    }

    fn words(&self) -> Words {
        match &self.kind {
            ProblemKind::Syntax(syntax) => syntax_words(*syntax),
            ProblemKind::DuplicateKey(_)
            | ProblemKind::MergedKey(_)
            | ProblemKind::SameText(_)
            | ProblemKind::NullKey
            | ProblemKind::LargeKey
            | ProblemKind::NestedKey => key_words(&self.kind),
            ProblemKind::NotFinite
            | ProblemKind::Mistyped(_)
            | ProblemKind::UnknownAnchor(_)
            | ProblemKind::AliasInItself(_)
            | ProblemKind::Merge
            | ProblemKind::Aliases
            | ProblemKind::Deep => value_words(&self.kind),
            kind => text_words(kind),
        }
    }
}

fn plain(message: &'static str, help: &'static str) -> Words {
    (message.into(), help)
}

/// Of keys.
fn key_words(kind: &ProblemKind) -> Words {
    match kind {
        ProblemKind::DuplicateKey(key) => (
            format!("`{key}` is set twice in the same map").into(),
            "strict readers refuse it, the others keep the last one in silence: delete one of them",
        ),
        ProblemKind::MergedKey(key) => (
            format!("`{key}` is set here and by a `<<` merge").into(),
            "strict readers refuse it, and for the others the last one in the text wins, not the explicit one: keep it in one place",
        ),
        ProblemKind::SameText(key) => (
            format!("two keys become the same JSON key `{key}`").into(),
            "they differ in type only, and which one wins is left to chance: delete one of them",
        ),
        ProblemKind::NullKey => {
            plain("a key is null", "an empty key and `~` are no text: write the key, or put it in quotes")
        }
        ProblemKind::LargeKey => {
            plain("a key is an integer above 9223372036854775807", "such a key can't be converted: put it in quotes")
        }
        _ => plain(
            "a list or map stands where a key should",
            "for a template like `{{ value }}` put the whole text in quotes; keys are text",
        ),
    }
}

/// Of values.
fn value_words(kind: &ProblemKind) -> Words {
    match kind {
        ProblemKind::NotFinite => plain(
            "infinity and not-a-number can't be values",
            "JSON has no form for them: put the text in quotes if it is meant as text",
        ),
        ProblemKind::Mistyped(tag) => (
            format!("the value is not what its tag `{}` says", tag.name()).into(),
            "delete the tag, or write a value of that type",
        ),
        ProblemKind::UnknownAnchor(name) => (
            format!("`*{name}` refers to an anchor `&{name}` that does not stand before it").into(),
            "put the text in quotes if no alias is meant; anchors do not reach from one document into another",
        ),
        ProblemKind::AliasInItself(name) => (
            format!("`*{name}` stands inside the value that it refers to").into(),
            "a value can't hold itself: write it out",
        ),
        ProblemKind::Merge => {
            plain("`<<` needs a map, or a list of maps", "give it an alias of a map, or put the key in quotes")
        }
        ProblemKind::Aliases => plain(
            "aliases make up almost all of this document",
            "Kubernetes' tools refuse it as an attack: write some of the values out",
        ),
        _ => plain(
            "the document is nested more than 500 levels deep",
            "Kubernetes' tools would read it; it is not checked here",
        ),
    }
}

/// Of the text as a whole.
fn text_words(kind: &ProblemKind) -> Words {
    match kind {
        ProblemKind::Encoding => {
            plain("the text is not UTF-8 from here on", "save the file as UTF-8, without UTF-16 or a code page")
        }
        ProblemKind::ControlCharacter(character) => (
            format!("the control character U+{:04X} can't stand in YAML", u32::from(*character)).into(),
            "delete it, or write it as an escape in double quotes",
        ),
        ProblemKind::Separator => plain(
            "something follows `---` on its line",
            "the file is not read from here on, nor the document before it: put the rest on a line of its own",
        ),
        ProblemKind::LostLine => plain(
            "the last line is lost",
            "a last line without line feed whose length is a multiple of 4096 bytes is not read: end the file with a line feed",
        ),
        ProblemKind::JsonStream => plain(
            "kubectl finds another object here, the controller does not",
            "kubectl reads a file that begins with `{` as JSON, one object after the other: put `---` on a line between them",
        ),
        ProblemKind::NotJson => plain(
            "kubectl refuses the file from here on, the controller reads it",
            "kubectl reads a file that begins with `{` as JSON first: mend the JSON, or begin the file with `---`",
        ),
        _ => plain(
            "this is JSON for kubectl, and no YAML for the controller",
            "see the other finding here: write it so that both can read it",
        ),
    }
}

/// Of the grammar.
fn syntax_words(syntax: Syntax) -> Words {
    match syntax {
        Syntax::Character(byte) => {
            (format!("nothing can begin with `{}`", char::from(byte)).into(), "put the value in quotes")
        }
        Syntax::TabIndents => plain("a tab can't indent", "YAML indents with spaces only: replace the tab"),
        Syntax::ColonMissing => plain(
            "this is no `key: value`",
            "add a `:` with a space after the key, or indent the line further if it belongs to the value above",
        ),
        Syntax::ItemHere => plain(
            "a list item can't begin here",
            "begin it on a line of its own, or put the text in quotes if it is a value",
        ),
        Syntax::KeyHere => plain("a `?` key can't begin here", "put the text in quotes if it is a value"),
        Syntax::ValueHere => plain(
            "a `:` with a space after it can't stand here",
            "put the value in quotes if the colon is a part of it, or begin a new line for the next key",
        ),
        Syntax::Depth => plain("more than 10000 levels are nested", "Kubernetes' tools refuse it"),
        Syntax::Directive => plain(
            "this `%` line can't be read",
            "only `%YAML 1.1` and `%TAG` are known, once each and before `---`; Kubernetes needs neither: delete the line",
        ),
        Syntax::DocumentStart => plain(
            "`---` does not follow the `%` line",
            "documents are cut before `---`, so no `%` line can work: delete it",
        ),
        Syntax::End => plain("the text ends too early", "complete the value"),
        _ => node_words(syntax),
    }
}

fn node_words(syntax: Syntax) -> Words {
    match syntax {
        Syntax::AnchorName => plain(
            "no name follows the `&` or `*`",
            "put the text in quotes if it is a value; names are letters, digits, `_` and `-`",
        ),
        Syntax::TagEnd | Syntax::TagUri | Syntax::TagHandle => {
            plain("this `!` tag can't be read", "put the text in quotes if it is a value, or delete the tag")
        }
        Syntax::NodeExpected => plain("a value is expected here", "write one, or put the text in quotes"),
        Syntax::ItemExpected => plain(
            "this line is no item of the list that it stands in",
            "begin it with `- ` at the column of the other items, or indent it as its key needs",
        ),
        Syntax::KeyExpected => plain(
            "this does not fit the lines above",
            "give the line the column of the keys beside it; text after a closing quote or bracket has to go",
        ),
        Syntax::CommaOrBracket => plain("a `,` or `]` is missing", "complete the list"),
        Syntax::CommaOrBrace => plain("a `,` or `}` is missing", "complete the map"),
        _ => scalar_words(syntax),
    }
}

fn scalar_words(syntax: Syntax) -> Words {
    match syntax {
        Syntax::LineRest => {
            plain("something stands behind the end of this line's value", "begin the text on the next line")
        }
        Syntax::ZeroIndent => {
            plain("an indentation of 0 can't be asked for", "write `|` or `>` alone, or a digit from 1 to 9")
        }
        Syntax::MarkerInQuotes => {
            plain("a line inside quotes begins with `---` or `...`", "close the quotes before it, or indent the line")
        }
        Syntax::Unclosed => plain("the quotes that begin here are never closed", "close them"),
        Syntax::Escape => plain(
            "the backslash stands before a character that it can't escape",
            "write `\\\\` for a backslash, or use single quotes, which know no escapes",
        ),
        Syntax::HexDigits => {
            plain("an escape has too few hexadecimal digits", "`\\x` needs two, `\\u` four and `\\U` eight")
        }
        _ => plain(
            "an escape is the number of no character",
            "write characters beyond U+FFFF as `\\U` with eight digits, not as a pair",
        ),
    }
}
