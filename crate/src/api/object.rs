//! Objects of a request: their keys by name, with an error for each that is not known.

use super::given::Given;
use super::request_error::RequestError;

/// The members of an object, to be taken out by name.
pub(super) struct Object {
    what: &'static str,
    members: Vec<(String, Given)>,
}

impl Object {
    /// An object that has no other keys than these. `what` names it in errors: `a file`.
    pub fn new(given: Given, what: &'static str, keys: &'static [&'static str]) -> Result<Self, RequestError> {
        let members = match given {
            Given::Object(members) => members,
            Given::Absent => Vec::new(),
            other => {
                return Err(RequestError::Kind { what: what.to_string(), expected: "an object", found: other.kind() });
            }
        };
        match members.iter().find(|(key, _)| !keys.contains(&key.as_str())) {
            Some((key, _)) => Err(RequestError::Key { what, key: key.clone(), keys }),
            None => Ok(Object { what, members }),
        }
    }

    /// The value of a key.
    pub fn take(&mut self, key: &str) -> Given {
        let found = self.members.iter_mut().find(|(name, _)| name == key);
        found.map_or(Given::Absent, |(_, value)| std::mem::replace(value, Given::Absent))
    }

    /// Its text, where it is there.
    pub fn text(&mut self, key: &str) -> Result<Option<String>, RequestError> {
        match self.take(key) {
            Given::Absent => Ok(None),
            Given::Text(text) => Ok(Some(text)),
            other => Err(self.wrong(key, "a text", &other)),
        }
    }

    /// Its list, where it is there.
    pub fn list(&mut self, key: &str) -> Result<Option<Vec<Given>>, RequestError> {
        match self.take(key) {
            Given::Absent => Ok(None),
            Given::List(items) => Ok(Some(items)),
            other => Err(self.wrong(key, "a list", &other)),
        }
    }

    /// Its list of texts, where it is there.
    pub fn texts(&mut self, key: &str) -> Result<Option<Vec<String>>, RequestError> {
        self.list(key)?.map(|items| self.texts_of(key, items)).transpose()
    }

    /// The items of a list that stands under a key, which are texts.
    pub fn texts_of(&self, key: &str, items: Vec<Given>) -> Result<Vec<String>, RequestError> {
        let text = |item| match item {
            Given::Text(text) => Ok(text),
            other => Err(self.wrong(key, "a list of texts", &other)),
        };
        items.into_iter().map(text).collect()
    }

    /// Its boolean, where it is there.
    pub fn flag(&mut self, key: &str) -> Result<Option<bool>, RequestError> {
        match self.take(key) {
            Given::Absent => Ok(None),
            Given::Bool(value) => Ok(Some(value)),
            other => Err(self.wrong(key, "true or false", &other)),
        }
    }

    /// What to say of a value of the wrong kind.
    pub fn wrong(&self, key: &str, expected: &'static str, found: &Given) -> RequestError {
        RequestError::Kind { what: format!("`{key}` of {}", self.what), expected, found: found.kind() }
    }
}
