//! What is wrong with a gatelint.yaml.

use super::form::{FILE, FIRM, Fields, Form, KINDS};
use super::{Level, texts};
use crate::labels::label_key;
use crate::release::Releases;
use crate::text::{Span, nearest_of};
use crate::value::{Entry, Node, Origin, Value};

/// How long a glob may be.
pub const MAX_GLOB: usize = 256;

/// Something wrong.
#[derive(Debug)]
pub struct Fault {
    /// Where.
    pub span: Span,
    /// What.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What is wrong with a gatelint.yaml. `rules`: the names of all rules.
pub fn faults(root: &Node, rules: &[&str], releases: &Releases) -> Vec<Fault> {
    let mut check = Check { faults: Vec::new(), rules, releases };
    check.look("gatelint.yaml", root, Form::Map(FILE));
    check.faults
}

struct Check<'c> {
    faults: Vec<Fault>,
    rules: &'c [&'c str],
    releases: &'c Releases,
}

impl Check<'_> {
    fn say(&mut self, origin: &Origin, message: String, help: String) {
        self.faults.extend(origin.span().map(|span| Fault { span, message, help }));
    }

    fn wrong(&mut self, name: &str, node: &Node, expected: &str) {
        let message = format!("`{name}` is {expected}, not {}", node.value.kind());
        self.say(&node.origin, message, "It counts as left out.".to_string());
    }

    fn wrong_item(&mut self, name: &str, item: &Node, fields: Fields) {
        let message = format!("an item of `{name}` is a map with {}, not {}", names(fields), item.value.kind());
        self.say(&item.origin, message, "It counts as left out.".to_string());
    }

    fn label_key(&mut self, key: &str, origin: &Origin) {
        if label_key(key).is_err() {
            self.say(origin, format!("`{key}` is no key of a label"), "No object can carry it.".to_string());
        }
    }

    /// Looks at a value. The forms are finite, and so is the depth.
    fn look(&mut self, name: &str, node: &Node, form: Form) {
        if node.is_null() {
            return;
        }
        match form {
            Form::Text if node.as_str().is_none() => self.wrong(name, node, "a text"),
            Form::Flag if node.as_bool().is_none() => self.wrong(name, node, "true or false"),
            Form::Text | Form::Flag => {}
            Form::Globs => self.globs(name, node),
            Form::Texts => {
                self.all_texts(name, node);
                for item in std::slice::from_ref(node).iter().chain(node.items()) {
                    item.as_str().into_iter().for_each(|key| self.label_key(key, &item.origin));
                }
            }
            Form::Releases => self.releases(name, node),
            Form::Kind => self.one_of(name, node, &KINDS),
            Form::Dialect => self.one_of(name, node, &["release", "structured"]),
            Form::Map(fields) => self.map(name, node, fields),
            Form::List(fields) => {
                if !matches!(node.value, Value::List(_)) {
                    return self.wrong(name, node, &format!("a list of maps with {}", names(fields)));
                }
                for item in node.items() {
                    if item.as_map().is_none() {
                        self.wrong_item(name, item, fields);
                        continue;
                    }
                    self.map(name, item, fields);
                    let wants = fields.iter().any(|(field, _)| *field == "paths");
                    if !wants && item.entries().is_empty() {
                        let message = format!("an item of `{name}` has none of {}", names(fields));
                        self.say(&item.origin, message, "It holds for every patch: name what is meant.".to_string());
                    }
                    // A key that is not known may be meant for it.
                    let is_known = |entry: &Entry| fields.iter().any(|(field, _)| **field == *entry.key);
                    let lacks = |field: &str| item.get(field).is_none_or(Node::is_null);
                    if wants && lacks("paths") && item.entries().iter().all(is_known) {
                        let message = format!("an item of `{name}` has no `paths`");
                        self.say(&item.origin, message, "It holds for no file.".to_string());
                    }
                }
            }
            Form::Rules | Form::ByGlob | Form::ByKey => self.entries(name, node, form),
        }
    }

    fn map(&mut self, name: &str, node: &Node, fields: Fields) {
        if node.as_map().is_none() {
            return self.wrong(name, node, "a map");
        }
        for Entry { key, key_origin, value } in node.entries() {
            let known = fields.iter().find(|(known, _)| **known == **key);
            match known {
                Some((_, form)) => self.look(key, value, *form),
                None => {
                    self.unknown(name, key, key_origin, &keys(fields));
                }
            }
        }
    }

    fn unknown(&mut self, of: &str, word: &str, origin: &Origin, known: &[&str]) {
        let help = match nearest_of(word, known.iter().copied()) {
            _ if of == "policies" && word == "releases" => {
                "A release is for all files: write it outside of `overrides`.".to_string()
            }
            Some(near) => format!("Did you mean {near}?"),
            None if known.len() > 12 => "`gatelint rules` lists them.".to_string(),
            None => format!("It has {}.", known.join(", ")),
        };
        self.say(origin, format!("`{of}` has no `{word}`"), help);
    }

    /// Maps whose keys the team chooses.
    fn entries(&mut self, name: &str, node: &Node, form: Form) {
        if node.as_map().is_none() {
            return self.wrong(name, node, "a map");
        }
        for Entry { key, key_origin, value } in node.entries() {
            match form {
                Form::Rules if FIRM.contains(&&**key) => {
                    self.say(
                        key_origin,
                        format!("`{key}` can't be set"),
                        "What can't be read can't be checked.".to_string(),
                    );
                }
                Form::Rules if !self.rules.contains(&&**key) => {
                    self.unknown(name, key, key_origin, self.rules);
                }
                Form::Rules if Level::of(value).is_none() => self.one_of(key, value, &Level::WORDS),
                Form::Rules => {}
                _ => {
                    match form {
                        Form::ByGlob => self.glob(key, key_origin),
                        _ => self.label_key(key, key_origin),
                    }
                    self.globs(key, value);
                }
            }
        }
    }

    fn one_of(&mut self, name: &str, node: &Node, words: &[&str]) {
        match node.as_str() {
            Some(word) if words.contains(&word) => {}
            Some(word) => self.unknown(name, word, &node.origin, words),
            None => self.wrong(name, node, &format!("one of {}", words.join(", "))),
        }
    }

    /// A text or a list of texts.
    fn all_texts(&mut self, name: &str, node: &Node) {
        if node.as_str().is_none() && !matches!(node.value, Value::List(_)) {
            self.wrong(name, node, "a text or a list of texts");
        }
        for item in node.items().iter().filter(|item| item.as_str().is_none()) {
            self.wrong(name, item, "a list of texts");
        }
    }

    fn globs(&mut self, name: &str, node: &Node) {
        self.all_texts(name, node);
        for item in std::slice::from_ref(node).iter().chain(node.items()) {
            item.as_str().into_iter().for_each(|pattern| self.glob(pattern, &item.origin));
        }
    }

    fn glob(&mut self, pattern: &str, origin: &Origin) {
        if pattern.is_empty() || pattern.len() > MAX_GLOB || pattern.contains(['[', ']', '{', '}', '!', '\\']) {
            let help = format!(
                "`*`, `**` and `?` have a meaning, [], {{}}, ! and \\ have none; it has 1 to {MAX_GLOB} characters."
            );
            self.say(origin, "this is no glob".to_string(), help);
        }
    }

    fn releases(&mut self, name: &str, node: &Node) {
        self.all_texts(name, node);
        for item in std::slice::from_ref(node).iter().chain(node.items()) {
            let is_unknown = |text: &&str| *text != "all-supported" && self.releases.find(text).is_none();
            let Some(version) = item.as_str().filter(is_unknown) else { continue };
            let help = format!("The nearest is {}.", self.releases.nearest(version));
            self.say(&item.origin, format!("there is no release `{version}` of Envoy Gateway here"), help);
        }
    }
}

/// The keys that a map has.
fn keys(fields: Fields) -> Vec<&'static str> {
    let mut keys = Vec::new();
    for (field, _) in fields {
        keys.push(*field);
    }
    keys
}

/// These in words.
fn names(fields: Fields) -> String {
    keys(fields).join(", ")
}

/// The releases that a gatelint.yaml names and that there are.
pub fn target<'n>(root: &'n Node, releases: &Releases) -> Vec<&'n str> {
    let mut known = Vec::new();
    for text in root.get("target").into_iter().flat_map(texts) {
        if text == "all-supported" || releases.find(text).is_some() {
            known.push(text);
        }
    }
    known
}
