//! Which single values fit a field.

use super::fault::Instead;
use super::forms::Quantity;
use super::types::{Scalar, Width};
use crate::schema::duration::nanoseconds;
use crate::schema::format::{is_base64, is_rfc3339};
use crate::value::{Node, Value};
use crate::yaml::{reading, to_json};

/// Why a value does not fit.
pub struct Wrong {
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub todo: String,
    /// What to write instead.
    pub instead: Option<Instead>,
}

/// Looks whether a value that is not null fits. `is_json`: the text is JSON, in which `1.0` is no integer.
pub fn check(node: &Node, scalar: Scalar, is_json: bool) -> Result<(), Wrong> {
    let value = &node.value;
    match (scalar, value) {
        (Scalar::Any, _)
        | (Scalar::Text, Value::String(_))
        | (Scalar::Bool, Value::Bool(_))
        | (Scalar::IntegerOrText, Value::String(_)) => Ok(()),
        (Scalar::Quantity, Value::Int(_) | Value::Uint(_) | Value::Float(_)) => Ok(()),
        (Scalar::Quantity, Value::String(text)) => form(is_quantity(text), text, "a quantity", "100m, 2 or 512Mi"),
        (Scalar::Duration, Value::String(text)) => {
            form(nanoseconds(text).is_some(), text, "a duration", "500ms, 10s or 1h30m")
        }
        (Scalar::Time, Value::String(text)) => form(is_rfc3339(text), text, "a time", "2006-01-02T15:04:05Z"),
        (Scalar::Bytes, Value::String(text)) => form(is_bytes(text), text, "base64", "aGVsbG8="),
        (Scalar::Bytes, Value::List(items)) if items.iter().all(is_byte) => Ok(()),
        (Scalar::Integer(width), _) => integer(node, is_json, width),
        (Scalar::IntegerOrText, _) => integer(node, is_json, Width::I32),
        _ => Err(wrong_type(node, scalar)),
    }
    .map_err(|wrong| Wrong { instead: wrong.instead.or_else(|| instead(node, scalar)), ..wrong })
}

fn form(fits: bool, text: &str, what: &str, like: &str) -> Result<(), Wrong> {
    if fits {
        return Ok(());
    }
    Err(Wrong { what: format!("`{text}` is not {what}"), todo: format!("Write one like {like}."), instead: None })
}

/// The decoder sees the text as JSON writes it: escapes are no part of a quantity.
fn is_quantity(text: &str) -> bool {
    let is_escaped = |c: char| c < ' ' || matches!(c, '"' | '\\' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
    !text.contains(is_escaped) && Quantity::parse(text.trim()).is_some()
}

fn is_byte(item: &Node) -> bool {
    matches!(item.value, Value::Int(0..=255) | Value::Null)
}

/// Go takes no bytes at all, too, and passes over line breaks.
fn is_bytes(text: &str) -> bool {
    let text = text.replace(['\r', '\n'], "");
    text.is_empty() || is_base64(&text)
}

fn integer(node: &Node, is_json: bool, width: Width) -> Result<(), Wrong> {
    let is_whole = match node.value {
        Value::Int(_) | Value::Uint(_) => true,
        // A whole number is written without its point.
        Value::Float(number) => !is_json && number.fract() == 0.0 && number.abs() < 1e21,
        _ => false,
    };
    if !is_whole {
        return Err(wrong(&node.value, "an integer"));
    }
    if width.takes(&node.value) {
        return Ok(());
    }
    let what = format!("{} is out of range: an integer from {} is read here", to_json(node), width.range());
    Err(Wrong { what, todo: "Write a number in that range.".to_string(), instead: None })
}

fn wrong_type(node: &Node, scalar: Scalar) -> Wrong {
    let wanted = match scalar {
        Scalar::Bool => "a boolean",
        Scalar::Quantity => "a quantity",
        Scalar::Duration => "a duration",
        Scalar::Time => "a time",
        _ => "text",
    };
    let wrong = wrong(&node.value, wanted);
    match reading(node).filter(|_| wanted == "text") {
        Some(reading) => Wrong { what: format!("this is {reading}, and text is read here"), ..wrong },
        None => wrong,
    }
}

fn wrong(value: &Value, wanted: &str) -> Wrong {
    let todo = match (wanted, value) {
        ("text", Value::Bool(_) | Value::Int(_) | Value::Uint(_) | Value::Float(_)) => "Put it in quotes.".to_string(),
        ("a boolean", Value::String(_)) => "Write true or false without quotes.".to_string(),
        ("a duration", Value::Int(_) | Value::Float(_)) => "Write the unit with it: 10s, 500ms.".to_string(),
        _ => format!("Write {wanted}."),
    };
    Wrong { what: format!("this is {}, and {wanted} is read here", value.kind()), todo, instead: None }
}

/// The same value in the form that the field takes.
fn instead(node: &Node, scalar: Scalar) -> Option<Instead> {
    let Value::String(text) = &node.value else {
        let is_plain = matches!(node.value, Value::Bool(_) | Value::Int(_) | Value::Uint(_) | Value::Float(_));
        return (scalar == Scalar::Text && is_plain).then_some(Instead::Quoted);
    };
    let same = match scalar {
        Scalar::Bool => ["true", "yes", "on"].iter().any(|word| text.eq_ignore_ascii_case(word)).then_some("true"),
        Scalar::Integer(..) => {
            Some(&**text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0'))
        }
        _ => None,
    };
    let no = scalar == Scalar::Bool && ["false", "no", "off"].iter().any(|word| text.eq_ignore_ascii_case(word));
    same.or(no.then_some("false")).map(|text| Instead::Same(text.to_string()))
}
