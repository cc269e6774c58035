//! What a node says of a value.

use crate::schema::format::Format;
use crate::schema::pattern::Pattern;
use crate::schema::rules::Rule;
use crate::value::{Node, Origin, Value};

/// Something that a node says of a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Facet {
    /// What it is.
    Type(Type),
    /// A property that has to be there.
    Required(&'static str),
    /// The value that stands in for a missing one, as JSON.
    Default(&'static str),
    /// One of the allowed values.
    Value(&'static str),
    /// What the text looks like.
    Pattern(Pattern),
    /// What the value means.
    Format(Format),
    /// How much.
    Limit(Limit),
    /// Keys of which no two items have all the same, joined by commas; none: no two items are the same.
    Unique(&'static str),
    /// The value of an address of type `IPAddress` is an IP address.
    IpAddress,
    /// A rule over several fields.
    Rule(Rule),
}

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// A map.
    Object,
    /// A map whose parts a template looks into: it can't be null either.
    Group,
    /// A list.
    Array,
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A whole number or text, `25%`.
    IntOrString,
    /// Anything.
    Any,
}

/// A limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// The least value.
    Least(i64),
    /// The greatest value.
    Most(i64),
    /// The fewest characters.
    Shortest(usize),
    /// The most characters.
    Longest(usize),
    /// The fewest items.
    FewestItems(usize),
    /// The most items.
    MostItems(usize),
    /// The most keys.
    MostKeys(usize),
}

impl Type {
    /// True when the API server takes the value for one of this type.
    pub fn takes(self, value: &Value) -> bool {
        match self {
            Type::Any => true,
            Type::Object | Type::Group => matches!(value, Value::Map(_)),
            Type::Array => matches!(value, Value::List(_)),
            Type::String => matches!(value, Value::String(_)),
            Type::Boolean => matches!(value, Value::Bool(_)),
            Type::Integer => is_integer(value),
            Type::IntOrString => is_integer(value) || matches!(value, Value::String(_)),
        }
    }
}

/// A number counts as whole when it is one but for rounding, and exact as a floating point number.
/// Source: go-openapi's `IsFloat64AJSONInteger`, which the API server uses.
fn is_integer(value: &Value) -> bool {
    const EXACT: f64 = 9_007_199_254_740_991.0;
    match value {
        Value::Int(_) => true,
        Value::Float(float) => float.abs() <= EXACT && nearly_whole(*float),
        _ => false,
    }
}

fn nearly_whole(float: f64) -> bool {
    let cut = float.trunc();
    cut == float || (float - cut).abs() / (float.abs() + cut.abs()) < 1e-9
}

impl Limit {
    /// What breaks it: the first item or key too many, else the value.
    pub fn place(self, node: &Node) -> &Origin {
        let first = match self {
            Limit::MostItems(most) => node.items().get(most).map(Node::head),
            Limit::MostKeys(most) => {
                let mut there = node.entries().iter().filter(|entry| !entry.value.is_null());
                there.nth(most).map(|entry| &entry.key_origin)
            }
            _ => None,
        };
        first.unwrap_or(&node.origin)
    }

    /// True when the value keeps it; limits of another type of value are kept by all.
    pub fn takes(self, value: &Value) -> bool {
        match (self, value) {
            (Limit::Least(least), Value::Int(int)) => *int >= least,
            (Limit::Most(most), Value::Int(int)) => *int <= most,
            (Limit::Most(_), Value::Uint(_)) => false,
            (Limit::Least(least), Value::Float(float)) => *float >= least as f64,
            (Limit::Most(most), Value::Float(float)) => *float <= most as f64,
            (Limit::Shortest(least), Value::String(text)) => text.chars().count() >= least,
            (Limit::Longest(most), Value::String(text)) => text.len() <= most || text.chars().count() <= most,
            (Limit::FewestItems(least), Value::List(items)) => items.len() >= least,
            (Limit::MostItems(most), Value::List(items)) => items.len() <= most,
            (Limit::MostKeys(most), Value::Map(map)) => {
                map.len() <= most || map.entries().iter().filter(|entry| !entry.value.is_null()).count() <= most
            }
            _ => true,
        }
    }
}
