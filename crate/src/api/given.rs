//! What a host gives, before it is known to be a request.
//!
//! Hosts hand over plain objects; each turns them into this, and the request is read from it once, with errors that say
//! which key is wrong.

/// A value that a host gives.
#[derive(Debug, Clone)]
pub enum Given {
    /// Nothing: null or undefined.
    Absent,
    /// `true` or `false`.
    Bool(bool),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A list.
    List(Vec<Given>),
    /// An object: keys and values in order.
    Object(Vec<(String, Given)>),
    /// Something that no request has; its kind, as a user would say it.
    Other(&'static str),
}

impl Given {
    /// The kind of value, as a user would say it.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Given::Absent => "nothing",
            Given::Bool(_) => "a boolean",
            Given::Text(_) => "a text",
            Given::Bytes(_) => "bytes",
            Given::List(_) => "a list",
            Given::Object(_) => "an object",
            Given::Other(kind) => kind,
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl From<serde_json::Value> for Given {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Given::Absent,
            serde_json::Value::Bool(value) => Given::Bool(value),
            serde_json::Value::Number(_) => Given::Other("a number"),
            serde_json::Value::String(text) => Given::Text(text),
            serde_json::Value::Array(items) => Given::List(items.into_iter().map(Given::from).collect()),
            serde_json::Value::Object(map) => {
                Given::Object(map.into_iter().map(|(key, value)| (key, Given::from(value))).collect())
            }
        }
    }
}
