//! What was found out rather than given.

use crate::text::{Gather as _, Span};

/// Something that was found out rather than given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inferred {
    /// What it is: target, namespace, mode, config, values.
    pub what: &'static str,
    /// Its value.
    pub value: String,
    /// Where it stands.
    pub from: Option<Span>,
    /// What else is to be said: that a range was resolved, that other files say otherwise.
    pub note: Option<String>,
}

impl Inferred {
    /// A finding without a note.
    pub fn new(what: &'static str, value: impl Into<String>, from: Option<Span>) -> Self {
        Inferred { what, value: value.into(), from, note: None }
    }
}

/// Words joined for a sentence: `a`, `a and b`, `a, b and c`; of many only the first are named.
pub fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if words.len() <= NAMED => format!("{} and {last}", first.join(", ")),
        _ => {
            let named: Vec<&str> = words.iter().take(NAMED - 1).map(String::as_str).gather();
            format!("{} and {} more", named.join(", "), words.len() - named.len())
        }
    }
}

/// How many of several are named.
const NAMED: usize = 3;

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn of_many_only_the_first_are_named() {
        let words = |count: usize| {
            ["a", "b", "c", "d", "e"].iter().take(count).map(|word| word.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(listed(&words(1)), "a");
        assert_eq!(listed(&words(2)), "a and b");
        assert_eq!(listed(&words(3)), "a, b and c");
        assert_eq!(listed(&words(5)), "a, b and 3 more");
    }
}
