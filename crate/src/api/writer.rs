//! JSON, written as it comes.

use crate::text::Str;
use crate::value::{Node, Origin};
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

    /// A key; its value comes next. Keys are words of this program.
    pub fn key(&mut self, key: &str) -> &mut Self {
        self.next();
        self.out.push('"');
        self.out.push_str(key);
        self.out.push_str("\":");
        self
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

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.node(&Node::string(Str::copied(text), Origin::default_of(0, "")));
    }

    /// A field that is a text.
    pub fn field(&mut self, key: &str, text: &str) {
        self.key(key).text(text);
    }

    /// A field that is a number.
    pub fn number(&mut self, key: &str, number: u32) {
        self.key(key);
        self.out.push_str(&number.to_string());
    }
}
