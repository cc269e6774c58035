//! The JSON text of a value, byte for byte as Go's encoder writes it.

use super::number::write_float;
use super::typing::BROKEN;
use crate::text::{Gather as _, sort};
use crate::value::{Entry, Node, Value};
use std::slice::Iter;
use std::vec::IntoIter;

/// A list or map that is being written.
enum Open<'n> {
    List(Iter<'n, Node>),
    Map(IntoIter<&'n Entry>),
}

/// The JSON text of a value: no spaces, keys sorted by their bytes, integers with all their digits, and `<`, `>`, `&`
/// and the two separators of Unicode as escapes.
pub fn to_json(node: &Node) -> String {
    let mut out = String::new();
    let mut open = Vec::new();
    let mut next = Some(node);
    loop {
        if let Some(node) = next.take() {
            write_node(node, &mut out, &mut open);
        }
        match open.last_mut() {
            None => return out,
            Some(Open::List(items)) => match items.next() {
                Some(item) => {
                    separate(&mut out, '[');
                    next = Some(item);
                }
                None => close(&mut out, &mut open, ']'),
            },
            Some(Open::Map(entries)) => match entries.next() {
                Some(entry) => {
                    separate(&mut out, '{');
                    write_string(&entry.key, &mut out);
                    out.push(':');
                    next = Some(&entry.value);
                }
                None => close(&mut out, &mut open, '}'),
            },
        }
    }
}

/// How a boolean or number is read, however it is written: `the number 1.2`. None for other values.
pub fn reading(node: &Node) -> Option<String> {
    let what = match node.value {
        Value::Bool(_) => "boolean",
        Value::Int(_) | Value::Uint(_) | Value::Float(_) => "number",
        _ => return None,
    };
    Some(format!("the {what} {}", to_json(node)))
}

/// A comma, except right after the bracket.
fn separate(out: &mut String, bracket: char) {
    if !out.ends_with(bracket) {
        out.push(',');
    }
}

fn close(out: &mut String, open: &mut Vec<Open>, bracket: char) {
    out.push(bracket);
    open.pop();
}

fn write_node<'n>(node: &'n Node, out: &mut String, open: &mut Vec<Open<'n>>) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Int(value) => out.push_str(&value.to_string()),
        Value::Uint(value) => out.push_str(&value.to_string()),
        Value::Float(value) => out.push_str(&write_float(*value)),
        Value::String(text) => write_string(text, out),
        Value::List(items) => {
            out.push('[');
            open.push(Open::List(items.iter()));
        }
        Value::Map(map) => {
            out.push('{');
            let mut entries: Vec<&Entry> = map.entries().iter().gather();
            sort(&mut entries, |a, b| a.key.cmp(&b.key));
            open.push(Open::Map(entries.into_iter()));
        }
    }
}

/// A JSON string as Go writes it.
fn write_string(text: &str, out: &mut String) {
    out.push('"');
    let mut done = 0;
    for (at, character) in text.char_indices() {
        let escape = match character {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\u{8}' => "\\b",
            '\u{c}' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            BROKEN => "\\ufffd",
            '<' | '>' | '&' | '\0'..='\u{1f}' | '\u{2028}' | '\u{2029}' => "",
            _ => continue,
        };
        out.push_str(text.get(done..at).unwrap_or(""));
        out.push_str(escape);
        if escape.is_empty() {
            out.push_str(&format!("\\u{:04x}", character as u32));
        }
        done = at + character.len_utf8();
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out.push('"');
}
