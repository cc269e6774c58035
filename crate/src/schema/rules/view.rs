//! A value as a cross-field rule sees it: fields that a release does not have are gone, defaults are filled in.

use super::truth::Truth;
use crate::diagnostic::ReleaseSet;
use crate::schema::table::At;
use crate::value::{Node, Value};

/// A value, what the releases say of it, and the releases in which it is looked at.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub node: &'a Node,
    pub at: At<'a>,
    /// True for text that a deployment tool fills in.
    pub is_unknown: fn(&str) -> bool,
}

/// A value that is written or a default.
#[derive(Clone, Copy)]
enum Known<'a> {
    Written(&'a Value),
    Default(&'static str),
}

impl<'a> View<'a> {
    fn releases(&self) -> ReleaseSet {
        self.at.releases
    }

    /// The same answer everywhere.
    pub fn always(&self, answer: bool) -> Truth {
        Truth::of(answer, self.releases())
    }

    /// A field that is written, in the releases that have it.
    pub fn field(&self, name: &str) -> Option<View<'a>> {
        let node = self.node.get(name)?;
        let child = self.at.property(name)?;
        Some(View { node, at: child.at, ..*self })
    }

    /// The items of a list.
    pub fn items(&self) -> impl Iterator<Item = View<'a>> {
        let (at, is_unknown) = (self.at.items(), self.is_unknown);
        self.node.items().iter().filter_map(move |node| Some(View { node, at: at?, is_unknown }))
    }

    /// Whether a field is there, at a path: `zoneAware.preferLocal`.
    pub fn has(&self, path: &str) -> Truth {
        match path.split_once('.') {
            Some((name, rest)) => {
                let inner = self.field(name).map(|field| field.has(rest)).unwrap_or_default();
                inner.beside(Truth::of(false, self.releases().without(inner.yes | inner.no)))
            }
            None => {
                let there = self.known(path).iter().fold(ReleaseSet::NONE, |set, (_, releases)| set | *releases);
                Truth::of(true, there).beside(Truth::of(false, self.releases().without(there)))
            }
        }
    }

    /// Whether the field is this text; an error where it is not there.
    pub fn is(&self, name: &str, text: &str) -> Truth {
        self.ask(name, &|value| match value {
            Known::Written(Value::String(written)) => Some(**written == *text),
            Known::Written(_) => Some(false),
            Known::Default(json) => Some(unquoted(json) == Some(text)),
        })
    }

    /// Whether the field is one of these texts, joined by `|`.
    pub fn is_one_of(&self, name: &str, texts: &str) -> Truth {
        texts.split('|').map(|text| self.is(name, text)).reduce(Truth::or).unwrap_or_default()
    }

    /// Whether the text of a field is so.
    pub fn text(&self, name: &str, is: &dyn Fn(&str) -> bool) -> Truth {
        self.ask(name, &|value| match value {
            Known::Written(Value::String(text)) => Some(is(text)),
            Known::Written(_) => Some(false),
            Known::Default(json) => unquoted(json).map(is),
        })
    }

    /// Whether the field is `true`.
    pub fn is_true(&self, name: &str) -> Truth {
        self.ask(name, &|value| match value {
            Known::Written(value) => Some(matches!(value, Value::Bool(true))),
            Known::Default(json) => Some(json == "true"),
        })
    }

    /// Whether the list or map has anything in it.
    pub fn has_items(&self, name: &str) -> Truth {
        self.ask(name, &|value| match value {
            Known::Written(Value::List(items)) => Some(!items.is_empty()),
            Known::Written(Value::Map(map)) => Some(map.entries().iter().any(|entry| !entry.value.is_null())),
            _ => Some(false),
        })
    }

    /// Whether two numbers are in this order.
    pub fn ordered(&self, less: &str, more: &str) -> Truth {
        let mut all = Truth::default();
        for (low, below) in self.known(less).into_iter().filter(|_| !self.is_filled_in(less)) {
            let answer =
                self.ask(more, &|high| Some(integer(low).zip(integer(high)).is_some_and(|(low, high)| low <= high)));
            all = all.beside(answer.within(below));
        }
        all.beside(self.has(less).choose(Truth::default(), Truth::error(self.releases())))
    }

    /// Whether something holds for every item of the list.
    pub fn all(&self, holds: &dyn Fn(View<'a>) -> Truth) -> Truth {
        self.items().fold(self.always(true), |all, item| all.and(holds(item)))
    }

    /// Asks the value of a field; an error where it is not there, not known where a tool fills it in.
    fn ask(&self, name: &str, answer: &dyn Fn(Known<'a>) -> Option<bool>) -> Truth {
        let mut all = Truth::default();
        let mut there = ReleaseSet::NONE;
        for (value, releases) in self.known(name) {
            there |= releases;
            if let (false, Some(answer)) = (self.is_filled_in(name), answer(value)) {
                all = all.beside(Truth::of(answer, releases));
            }
        }
        all.beside(Truth::error(self.releases().without(there)))
    }

    /// True for a field whose text a deployment tool fills in.
    pub fn is_filled_in(&self, name: &str) -> bool {
        self.node.str_at(&[name]).is_some_and(self.is_unknown)
    }

    /// The values that a field has, each with its releases: the written one where the release has the field, else the
    /// defaults.
    fn known(&self, name: &str) -> Vec<(Known<'a>, ReleaseSet)> {
        let mut known = Vec::new();
        let Some(child) = self.at.property(name) else { return known };
        match self.node.get(name) {
            Some(node) => known.push((Known::Written(&node.value), child.at.releases)),
            None => child.at.defaults().for_each(|(json, releases)| known.push((Known::Default(json), releases))),
        }
        known
    }
}

/// The text of a JSON string without escapes.
fn unquoted(json: &str) -> Option<&str> {
    json.strip_prefix('"')?.strip_suffix('"')
}

fn integer(value: Known<'_>) -> Option<i64> {
    match value {
        Known::Written(Value::Int(int)) => Some(*int),
        Known::Default(json) => json.parse().ok(),
        Known::Written(_) => None,
    }
}
