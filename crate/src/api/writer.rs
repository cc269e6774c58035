//! JSON, written as it comes.

use super::json::Json;
use super::response::Place;
use crate::value::Node;
use crate::yaml::to_json;

/// A JSON text that is being written.
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
}

impl Writer {
    /// The text.
    pub fn finish(self) -> String {
        self.out
    }

    /// A comma, except right after a bracket or a key.
    fn next(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with(['{', '[', ':']) {
            self.out.push(',');
        }
    }

    /// A key; its value comes next.
    pub fn key(&mut self, key: &str) -> &mut Self {
        self.text(key);
        self.out.push(':');
        self
    }

    /// A number, a boolean or another word that JSON has.
    pub fn word(&mut self, word: &str) {
        self.next();
        self.out.push_str(word);
    }

    /// An object of fields; those without a value are left out. The names are Rust's: `new_text` is `newText`.
    pub fn object(&mut self, names: &[&str], values: &[&dyn Json]) {
        self.open('{');
        for (name, value) in names.iter().zip(values).filter(|(_, value)| !value.is_absent()) {
            self.next();
            self.out.push('"');
            let mut is_start = false;
            for letter in name.chars() {
                if !is_start && letter != '_' {
                    self.out.push(letter);
                } else if letter != '_' {
                    self.out.push(letter.to_ascii_uppercase());
                }
                is_start = letter == '_';
            }
            self.out.push_str("\":");
            value.write(self);
        }
        self.close('}');
    }

    /// `{` or `[`.
    pub fn open(&mut self, bracket: char) {
        self.next();
        self.out.push(bracket);
    }

    /// `}` or `]`.
    pub fn close(&mut self, bracket: char) {
        self.out.push(bracket);
    }

    /// A tree.
    pub fn node(&mut self, node: &Node) {
        self.raw(&to_json(node));
    }

    /// A JSON text.
    pub fn raw(&mut self, json: &str) {
        self.next();
        self.out.push_str(json);
    }

    /// A text, with no more escapes than JSON needs.
    pub fn text(&mut self, text: &str) {
        self.next();
        self.out.push('"');
        for letter in text.chars() {
            match letter {
                '"' | '\\' => self.out.extend(['\\', letter]),
                '\n' => self.out.push_str("\\n"),
                '\t' => self.out.push_str("\\t"),
                '\r' => self.out.push_str("\\r"),
                '\u{8}' => self.out.push_str("\\b"),
                '\u{c}' => self.out.push_str("\\f"),
                '\0'..='\u{1f}' => self.out.push_str(&format!("\\u{:04x}", letter as u32)),
                _ => self.out.push(letter),
            }
        }
        self.out.push('"');
    }

    /// A field that is a text.
    pub fn field(&mut self, key: &str, text: &str) {
        self.key(key).text(text);
    }

    /// A place.
    pub fn place(&mut self, place: &Place) {
        place.write(self);
    }

    /// A field that is a number.
    pub fn number(&mut self, key: &str, number: u32) {
        self.key(key);
        self.out.push_str(&number.to_string());
    }
}
