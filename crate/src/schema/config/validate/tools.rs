//! What the parts of the validation share.

use super::Validator;
use crate::schema::config::fault::{Fault, Instead, Step};
use crate::schema::config::forms::Quantity;
use crate::schema::config::walk::Site;
use crate::schema::duration::nanoseconds;
use crate::text::{Gather as _, nearest_of};
use crate::value::{Node, Origin, Value};
use crate::yaml::to_json;

impl Validator<'_> {
    /// The field of a map; none where there is none, or where it is not known.
    pub(super) fn field<'n>(&self, site: &Site<'n>, key: &str) -> Option<Site<'n>> {
        site.field(key).filter(|field| !self.is_unknown(field.node))
    }

    /// The items of a list that are known.
    pub(super) fn items<'n>(&self, list: &Site<'n>) -> Vec<Site<'n>> {
        list.items().filter(|item| !self.is_unknown(item.node)).gather()
    }

    pub(super) fn is_unknown(&self, node: &Node) -> bool {
        self.decoder.is_unknown(node)
    }

    /// The text of a field, empty where it is left out; none where it is not known.
    pub(super) fn text<'n>(&self, site: &Site<'n>, key: &str) -> Option<&'n str> {
        match site.node.get(key) {
            None => Some(""),
            Some(node) => node.as_str().filter(|_| !self.is_unknown(node)),
        }
    }

    /// The choice that a field makes; a fault where it makes none. None, too, where it is not known.
    pub(super) fn one_of(
        &mut self,
        site: &Site<'_>,
        key: &'static str,
        choices: &[&'static str],
    ) -> Option<&'static str> {
        self.choice(site, key, key, choices)
    }

    pub(super) fn choice(
        &mut self,
        site: &Site<'_>,
        key: &str,
        noun: &str,
        choices: &[&'static str],
    ) -> Option<&'static str> {
        let text = self.text(site, key)?;
        let chosen = choices.iter().find(|choice| **choice == text);
        if chosen.is_none() {
            let todo = format!("Write {}.", listed(choices));
            match site.field(key).filter(|_| !text.is_empty()) {
                None => self.missing(site, key, &todo),
                Some(field) => {
                    self.wrong(&field, format!("there is no {noun} `{text}`"), &todo);
                    self.instead(nearest_of(text, choices.iter().copied()));
                }
            }
        }
        chosen.copied()
    }

    pub(super) fn positive_duration(&mut self, site: &Site<'_>, key: &str) {
        let Some(field) = self.field(site, key) else { return };
        let text = field.node.as_str().unwrap_or("");
        let what = match nanoseconds(text) {
            None => format!("`{text}` is not a duration"),
            Some(..=0) => format!("{key} must be more than zero"),
            Some(_) => return,
        };
        self.wrong(&field, what, "Write one like 500ms, 10s or 1h30m.");
    }

    /// A fault where a quantity is not a positive integer.
    pub(super) fn positive_quantity(&mut self, site: &Site<'_>, key: &str) {
        let Some(field) = self.field(site, key) else { return };
        let text = field.node.as_str().map_or_else(|| to_json(field.node), str::to_string);
        let number = Quantity::parse(text.trim()).and_then(Quantity::as_integer);
        // In JSON a number keeps its point.
        let number = number.filter(|_| !(self.decoder.is_json && matches!(field.node.value, Value::Float(_))));
        if number.is_none_or(|number| number <= 0) {
            let what = format!("`{text}` is not a whole number above zero");
            self.wrong(&field, what, "Write one like 4Mi or 4194304, without a point.");
        }
    }

    /// A required field that is missing or empty.
    pub(super) fn missing(&mut self, site: &Site<'_>, key: &str, todo: &str) {
        let path = site.below(key);
        match site.field(key) {
            Some(field) => self.fault(&field.node.origin, &path, format!("{key} is empty"), todo),
            None => {
                self.fault(site.key, &path, format!("{} has no {key}", site.name()), todo);
                self.faults.last_mut().into_iter().for_each(|fault| fault.is_missing = true);
            }
        }
    }

    /// A fault of a value.
    pub(super) fn wrong(&mut self, site: &Site<'_>, what: String, todo: &str) {
        self.fault(&site.node.origin, &site.path, what, todo);
    }

    pub(super) fn fault(&mut self, at: &Origin, field: &str, what: String, todo: &str) {
        let field = field.to_string();
        self.faults.push(Fault {
            at: at.clone(),
            field,
            step: Step::Validate,
            what,
            todo: todo.to_string(),
            instead: None,
            is_missing: false,
        });
    }

    /// What to write instead of the value of the last fault.
    pub(super) fn instead(&mut self, text: Option<&str>) {
        if let Some(last) = self.faults.last_mut() {
            last.instead = text.map(|text| Instead::Other(text.to_string()));
        }
    }
}

/// `a, b or c`
fn listed(words: &[&str]) -> String {
    match words {
        [all @ .., last] if !all.is_empty() => format!("{} or {last}", all.join(", ")),
        _ => words.concat(),
    }
}
