//! Label selectors: which objects they pick.
//!
//! A selector is a list of requirements that all have to hold. It comes as an object ([`Selector::read`]) or in the
//! short notation of command lines ([`Selector::parse`]); both give the same thing.

mod object;
mod text;

pub use object::{Refusal, SelectorFault};
pub use text::{TextError, TextFault};

use crate::text::{Gather as _, Str};
use crate::value::{Map, Node, Origin};
use std::collections::BinaryHeap;
use std::fmt;

/// A selector.
#[derive(Debug, Clone, PartialEq)]
pub struct Selector {
    /// What has to hold, in the order in which it was written.
    pub requirements: Vec<Requirement>,
    /// True for the selector that picks nothing (a `null`), whatever the requirements are.
    pub nothing: bool,
}

/// One condition on the label `key`.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// The label.
    pub key: Str,
    /// What is asked of it.
    pub operator: Operator,
    /// What its value is compared with; one for `=`, `==`, `!=`, `>`, `<`, none for the two about existence.
    pub values: Vec<Str>,
    /// Where it is written, if in an object.
    pub origin: Option<Origin>,
}

/// What is asked of a label. The last five exist in the short notation only; there `=` is what `matchLabels` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Operator {
    In,
    NotIn,
    Exists,
    DoesNotExist,
    Equals,
    DoubleEquals,
    NotEquals,
    GreaterThan,
    LessThan,
}

impl Selector {
    /// The selector that picks nothing.
    pub fn nothing() -> Self {
        Selector { requirements: Vec::new(), nothing: true }
    }

    fn of(requirements: Vec<Requirement>) -> Self {
        Selector { requirements, nothing: false }
    }

    /// Reads a LabelSelector object: `matchLabels` and `matchExpressions`.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its field.
    pub fn read(node: &Node) -> Result<Self, Vec<Refusal>> {
        object::read(node)
    }

    /// What a LabelSelector object asks for, or (`plain`) a map of labels; keys need not be those of labels. Nothing where
    /// it can't be read.
    pub fn lenient(node: &Node, plain: bool) -> Option<Vec<Requirement>> {
        object::lenient(node, plain)
    }

    /// Reads the short notation: `app=envoy,tier in (a,b),!legacy`.
    ///
    /// # Errors
    /// What is wrong first, and at which byte.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        text::parse(text).map(Selector::of)
    }

    /// True when it picks an object with these labels.
    pub fn matches(&self, labels: &Map) -> bool {
        !self.nothing && self.unmet(labels).next().is_none()
    }

    /// The requirements that these labels do not meet.
    pub fn unmet<'s>(&'s self, labels: &'s Map) -> impl Iterator<Item = &'s Requirement> {
        self.requirements.iter().filter(|requirement| !requirement.holds(labels.get(&requirement.key)))
    }
}

impl Requirement {
    /// True when a label with this value, or without one, meets it.
    pub fn holds(&self, label: Option<&Node>) -> bool {
        let label = label.and_then(Node::as_str);
        let listed = |label: &str| self.values.iter().any(|value| *value == *label);
        match self.operator {
            Operator::In | Operator::Equals | Operator::DoubleEquals => label.is_some_and(listed),
            Operator::NotIn | Operator::NotEquals => !label.is_some_and(listed),
            Operator::Exists => label.is_some(),
            Operator::DoesNotExist => label.is_none(),
            Operator::GreaterThan => self.compares(label, |label, limit| label > limit),
            Operator::LessThan => self.compares(label, |label, limit| label < limit),
        }
    }

    fn compares(&self, label: Option<&str>, is: fn(i64, i64) -> bool) -> bool {
        let number = |text: &str| text.parse::<i64>().ok();
        let limit = self.values.first().and_then(|value| number(value));
        label.and_then(number).zip(limit).is_some_and(|(label, limit)| is(label, limit))
    }
}

/// The short notation, in the order of the keys; empty for the selectors that pick nothing or everything.
impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, (_, index)) in sorted(self.requirements.iter().map(|r| &r.key)).into_iter().enumerate() {
            f.write_str(if position > 0 { "," } else { "" })?;
            self.requirements.get(index).map_or(Ok(()), |requirement| requirement.fmt(f))?;
        }
        Ok(())
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, between, after) = match self.operator {
            Operator::In => ("", " in (", ")"),
            Operator::NotIn => ("", " notin (", ")"),
            Operator::Exists => ("", "", ""),
            Operator::DoesNotExist => ("!", "", ""),
            Operator::Equals => ("", "=", ""),
            Operator::DoubleEquals => ("", "==", ""),
            Operator::NotEquals => ("", "!=", ""),
            Operator::GreaterThan => ("", ">", ""),
            Operator::LessThan => ("", "<", ""),
        };
        let values: Vec<&str> = sorted(&self.values).into_iter().map(|(value, _)| value).gather();
        [before, &self.key, between, &values.join(","), after].iter().try_for_each(|part| f.write_str(part))
    }
}

/// Texts in their order, each with its place; equal ones stay in order. (A heap does it with a tenth of the code of
/// a sort.)
fn sorted<'t>(texts: impl IntoIterator<Item = &'t Str>) -> Vec<(&'t str, usize)> {
    let heap: BinaryHeap<_> = texts.into_iter().enumerate().map(|(index, text)| (&**text, index)).collect();
    heap.into_sorted_vec()
}
