//! Envoy's types, as far as they are told apart here, and how JSON is read as one of them.
//!
//! `messages.txt`: a line without indentation names a message; a line below it is a field: its name, its type, and what
//! its value has to be. Types: `s` text, `b` boolean, `u` unsigned integer, `d` duration, `e:` words in the order of
//! their numbers, `A` anything that names its type, `M` a map that is not looked into, or the name of a message; `[` a
//! list, `{` a map of such. `+`: not empty. `!`: exactly one of the fields marked so is there. `1..9`: in that range,
//! durations in nanoseconds. Fields that are not listed are not looked at; the reader passes over those that it does not
//! know, too.

use crate::schema::nanoseconds;
use crate::value::{Entry, Map, Node, Value};

/// A field of a message.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    message: &'static str,
    pub name: &'static str,
    /// Its type, with `[` or `{` before it.
    pub kind: &'static str,
    rule: &'static str,
}

impl Field {
    /// True for one of several of which only one may be there.
    pub fn is_choice(&self) -> bool {
        self.rule.as_bytes().last() == Some(&b'!')
    }
}

/// The fields of all messages, those of a message side by side.
#[derive(Debug)]
pub struct Messages(Vec<Field>);

/// What was read.
///
/// # Errors
/// The first value that does not fit its type.
type Read = Result<Node, Node>;

impl Messages {
    pub fn builtin() -> Self {
        let (mut fields, mut message) = (Vec::new(), "");
        for line in include_str!("messages.txt").lines() {
            match line.strip_prefix(' ') {
                None => message = line,
                Some(line) => {
                    let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
                    let (kind, rule) = rest.split_once(' ').unwrap_or((rest, ""));
                    fields.push(Field { message, name, kind, rule });
                }
            }
        }
        Messages(fields)
    }

    /// The listed fields of a message.
    pub fn fields(&self, message: &str) -> &[Field] {
        let from = self.0.iter().position(|field| field.message == message).unwrap_or(self.0.len());
        let rest = self.0.get(from..).unwrap_or(&[]);
        let count = rest.iter().position(|field| field.message != message).unwrap_or(rest.len());
        rest.get(..count).unwrap_or(&[])
    }

    /// The tree as a message: names as Envoy writes them, values in one form, without what says nothing.
    pub fn read(&self, node: &Node, message: &str) -> Read {
        let map = match &node.value {
            Value::Null => return Ok(Node::map(Map::new(), node.origin.clone())),
            Value::Map(map) => map,
            _ => return misfit(node),
        };
        match message {
            "A" => {
                let name = node.str_at(&["@type"]).unwrap_or("");
                return match name.rsplit('/').next() {
                    // What the default has, too; deeper types are not looked into, which bounds the depth.
                    Some("envoy.extensions.access_loggers.file.v3.FileAccessLog") => {
                        self.read(node, "FileAccessLog").map(|_| node.clone())
                    }
                    Some(name) if is_known(name) => Ok(node.clone()),
                    _ => misfit(node),
                };
            }
            "M" => return Ok(node.clone()),
            _ => {}
        }
        let mut read = Map::new();
        for field in self.fields(message) {
            let entry = map.entry(&camel(field.name)).or_else(|| map.entry(field.name));
            let Some(entry) = entry.filter(|entry| !entry.value.is_null()) else { continue };
            let value = self.field(&entry.value, field.kind)?;
            // No duration is something else than one of zero.
            if !field.rule.is_empty() || field.kind == "d" || !is_nothing(&value) {
                read.put(Entry { key: field.name.into(), key_origin: entry.key_origin.clone(), value });
            }
        }
        Ok(Node::map(read, node.origin.clone()))
    }

    fn field(&self, node: &Node, kind: &str) -> Read {
        if let Some(inner) = kind.strip_prefix('[') {
            let Value::List(items) = &node.value else { return misfit(node) };
            let mut read = Vec::new();
            for item in items.iter() {
                read.push(self.field(item, inner)?);
            }
            return Ok(Node::list(read, node.origin.clone()));
        }
        if let Some(inner) = kind.strip_prefix('{') {
            let Value::Map(map) = &node.value else { return misfit(node) };
            for entry in map.entries() {
                self.field(&entry.value, inner)?;
            }
            return Ok(node.clone());
        }
        match kind.as_bytes() {
            [b'A'..=b'Z', ..] => self.read(node, kind),
            _ => scalar(node, kind),
        }
    }

    /// What Envoy's own validation objects to in a message that was read.
    pub fn check(&self, node: &Node, message: &str) -> Option<Node> {
        let (mut choices, mut chosen) = (false, false);
        for field in self.fields(message) {
            let value = node.get(field.name);
            if field.is_choice() {
                choices = true;
                chosen |= value.is_some();
            }
            if field.rule == "+" && value.is_none_or(is_nothing) {
                return Some(value.unwrap_or(node).clone());
            }
            let Some(value) = value else { continue };
            if !is_in(value, field.rule) {
                return Some(value.clone());
            }
            let inner = field.kind.trim_start_matches('[');
            let parts = if inner == field.kind { std::slice::from_ref(value) } else { value.items() };
            for part in parts {
                if let Some(wrong) = self.check(part, inner) {
                    return Some(wrong);
                }
            }
        }
        (choices && !chosen).then(|| node.clone())
    }
}

/// A value in the form that its type has.
fn scalar(node: &Node, kind: &str) -> Read {
    let number = match (kind, &node.value) {
        (_, Value::Null) | ("s", Value::String(_)) | ("b", Value::Bool(_)) => return Ok(node.clone()),
        ("s" | "b", _) => None,
        ("d", Value::String(text)) => nanoseconds(text),
        ("u", Value::Int(number)) => Some(*number).filter(|number| *number >= 0),
        ("u", Value::String(text)) => text.parse().ok().filter(|number| *number >= 0),
        (_, value) => word(kind, value),
    };
    match number {
        Some(number) => Ok(Node::new(Value::Int(number), node.origin.clone())),
        None => misfit(node),
    }
}

#[inline(never)]
fn misfit(node: &Node) -> Read {
    Err(node.clone())
}

/// True for the name of a type that the controller may have.
fn is_known(name: &str) -> bool {
    ["envoy.", "google.protobuf.", "xds.", "udpa."].iter().any(|package| name.starts_with(package))
}

/// The number of a word, or a number that has one.
fn word(words: &str, value: &Value) -> Option<i64> {
    for (number, word) in (0..).zip(words.strip_prefix("e:")?.split(',')) {
        let is_it = match value {
            Value::String(text) => **text == *word,
            Value::Int(written) => *written == number,
            _ => false,
        };
        if is_it && !word.is_empty() {
            return Some(number);
        }
    }
    None
}

/// True for values that are the same as none.
fn is_nothing(node: &Node) -> bool {
    match &node.value {
        Value::String(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Int(number) => *number == 0,
        Value::Bool(value) => !value,
        Value::Null => true,
        _ => false,
    }
}

fn is_in(node: &Node, rule: &str) -> bool {
    let Some((first, last)) = rule.split_once("..") else { return true };
    let value = node.as_int().unwrap_or_else(|| i64::from(node.as_bool() == Some(true)));
    let last = last.split_once(' ').map_or(last, |(last, _)| last);
    !first.parse().is_ok_and(|first: i64| value < first) && !last.parse().is_ok_and(|last: i64| value > last)
}

/// `static_resources` as `staticResources`.
fn camel(name: &str) -> String {
    let mut text = String::new();
    let mut is_start = false;
    for c in name.chars() {
        match c {
            '_' => is_start = true,
            _ => text.push(if std::mem::take(&mut is_start) { c.to_ascii_uppercase() } else { c }),
        }
    }
    text
}
