//! LabelSelector objects.

use super::{Operator, Requirement, Selector};
use crate::labels::{SyntaxError, label_key, label_value};
use crate::text::{Gather as _, Str};
use crate::value::{Entry, Node, Origin, Value};
use thiserror::Error;

/// Something that is wrong with a selector object.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// The field within the selector, as the API server spells it: `matchExpressions[0].key`; for `matchLabels` the
    /// map as a whole. Empty for the selector itself.
    pub field: String,
    /// What is wrong.
    pub fault: SelectorFault,
    /// Where the key or value that causes it was written.
    pub origin: Origin,
}

/// What is wrong with a selector object.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SelectorFault {
    /// Not the type that stands there.
    #[error("here belongs {expected}, not {found}")]
    Type {
        /// What belongs there.
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// Not a field of a selector.
    #[error("a label selector has no field `{0}` here")]
    UnknownField(Str),
    /// No such operator.
    #[error("`{0}` is no operator: there are In, NotIn, Exists and DoesNotExist")]
    Operator(Str),
    /// `In` without values.
    #[error("In and NotIn need at least one value")]
    NoValues,
    /// `Exists` with values.
    #[error("Exists and DoesNotExist have no values")]
    Values,
    /// A label key that can't be.
    #[error(transparent)]
    Key(SyntaxError),
    /// A label value that can't be.
    #[error(transparent)]
    Value(SyntaxError),
}

impl SelectorFault {
    /// True where the API server can't even read the selector; the rest is its validation.
    pub fn is_structural(&self) -> bool {
        matches!(self, SelectorFault::Type { .. } | SelectorFault::UnknownField(_))
    }

    /// The operator that was obviously meant by the text of an [`SelectorFault::Operator`].
    pub fn nearest_operator(text: &str) -> Option<&'static str> {
        let plain = text.to_ascii_lowercase();
        match plain.as_str() {
            "in" | "=" | "==" | "equals" | "eq" => Some("In"),
            "notin" | "!=" | "notequals" | "ne" => Some("NotIn"),
            "exists" | "exist" => Some("Exists"),
            "doesnotexist" | "doesnotexists" | "notexists" | "notexist" | "!" => Some("DoesNotExist"),
            _ => None,
        }
    }
}

/// Reads a whole selector; a `null` picks nothing, an empty map everything.
pub(super) fn read(node: &Node) -> Result<Selector, Vec<Refusal>> {
    if node.is_null() {
        return Ok(Selector::nothing());
    }
    let mut reader = Reader::default();
    reader.selector(node);
    let structural: Vec<Refusal> =
        reader.refusals.iter().filter(|refusal| refusal.fault.is_structural()).cloned().gather();
    match (structural.is_empty(), reader.refusals.is_empty()) {
        (_, true) => Ok(Selector::of(reader.requirements)),
        (true, _) => Err(reader.refusals),
        // What can't be read is not validated any further.
        (false, _) => Err(structural),
    }
}

/// Reads what does not have to be valid.
pub(super) fn lenient(node: &Node, plain: bool) -> Option<Vec<Requirement>> {
    let mut reader = Reader::default();
    if plain {
        reader.match_labels(node)
    } else {
        reader.selector(node)
    }
    let is_read = !reader.refusals.iter().any(|refusal| refusal.fault.is_structural());
    is_read.then_some(reader.requirements)
}

/// A field of an expression: its value, if it is written, and where to point in both cases.
struct Slot<'n> {
    node: Option<&'n Node>,
    field: String,
    origin: &'n Origin,
}

impl<'n> Slot<'n> {
    fn fill(&mut self, node: &'n Node) {
        (self.node, self.origin) = (Some(node), &node.origin);
    }
}

/// Does the number of values fit the operator?
fn arity(operator: Operator, values: usize) -> Result<(), SelectorFault> {
    match operator {
        Operator::In | Operator::NotIn if values == 0 => Err(SelectorFault::NoValues),
        Operator::Exists | Operator::DoesNotExist if values > 0 => Err(SelectorFault::Values),
        _ => Ok(()),
    }
}

/// Collects what is read and what is wrong.
#[derive(Default)]
struct Reader {
    requirements: Vec<Requirement>,
    refusals: Vec<Refusal>,
}

impl Reader {
    fn selector(&mut self, node: &Node) {
        let mut expressions = None;
        for entry in self.fields(node, "", "a map with matchLabels and matchExpressions") {
            match &*entry.key {
                "matchLabels" => self.match_labels(&entry.value),
                "matchExpressions" => expressions = Some(&entry.value),
                _ => self.unknown("", entry),
            }
        }
        let Some(list) = expressions else { return };
        for (index, item) in self.items(list, "matchExpressions", "a list of expressions").iter().enumerate() {
            self.expression(item, index);
        }
    }

    fn match_labels(&mut self, node: &Node) {
        let field = "matchLabels";
        for entry in self.fields(node, field, "a map of labels") {
            let value = self.text(&entry.value, field);
            self.check(label_key(&entry.key).map_err(SelectorFault::Key), field, &entry.key_origin);
            self.check(label_value(&value).map_err(SelectorFault::Value), field, &entry.value.origin);
            let origin = Some(entry.key_origin.clone());
            let key = entry.key.clone();
            self.requirements.push(Requirement { key, operator: Operator::Equals, values: vec![value], origin });
        }
    }

    fn expression(&mut self, node: &Node, index: usize) {
        let path = ["matchExpressions[", &index.to_string(), "]"].concat();
        let slot = |name: &str| Slot { node: None, field: [&path, ".", name].concat(), origin: &node.origin };
        let [mut key, mut operator, mut values] = [slot("key"), slot("operator"), slot("values")];
        for entry in self.fields(node, &path, "a map with key, operator and values") {
            match &*entry.key {
                "key" => key.fill(&entry.value),
                "operator" => operator.fill(&entry.value),
                "values" => values.fill(&entry.value),
                _ => self.unknown(&path, entry),
            }
        }
        let name = self.text_of(&key);
        self.check(label_key(&name).map_err(SelectorFault::Key), &key.field, key.origin);
        let texts = self.texts(&values);
        let Some(operator) = self.operator(&operator) else { return };
        self.check(arity(operator, texts.len()), &values.field, values.origin);
        let origin = Some(node.origin.clone());
        self.requirements.push(Requirement { key: name, operator, values: texts, origin });
    }

    fn operator(&mut self, slot: &Slot) -> Option<Operator> {
        let text = self.text_of(slot);
        match &*text {
            "In" => return Some(Operator::In),
            "NotIn" => return Some(Operator::NotIn),
            "Exists" => return Some(Operator::Exists),
            "DoesNotExist" => return Some(Operator::DoesNotExist),
            _ => self.refuse(SelectorFault::Operator(text), &slot.field, slot.origin),
        }
        None
    }

    fn texts(&mut self, slot: &Slot) -> Vec<Str> {
        let Some(list) = slot.node else { return Vec::new() };
        let mut texts = Vec::new();
        for (index, item) in self.items(list, &slot.field, "a list of strings").iter().enumerate() {
            let field = [&slot.field, "[", &index.to_string(), "]"].concat();
            let text = self.text(item, &field);
            self.check(label_value(&text).map_err(SelectorFault::Value), &field, &item.origin);
            texts.push(text);
        }
        texts
    }

    /// The text of a field; an absent one is the empty text.
    fn text_of(&mut self, slot: &Slot) -> Str {
        slot.node.map_or_else(|| "".into(), |node| self.text(node, &slot.field))
    }

    /// The text of a node; a `null` is the empty text.
    fn text(&mut self, node: &Node, field: &str) -> Str {
        match &node.value {
            Value::String(text) => return text.clone(),
            Value::Null => {}
            _ => self.mistyped(node, field, "a string"),
        }
        "".into()
    }

    fn fields<'n>(&mut self, node: &'n Node, field: &str, expected: &'static str) -> &'n [Entry] {
        if node.as_map().is_none() && !node.is_null() {
            self.mistyped(node, field, expected);
        }
        node.entries()
    }

    fn items<'n>(&mut self, node: &'n Node, field: &str, expected: &'static str) -> &'n [Node] {
        if !matches!(node.value, Value::List(_) | Value::Null) {
            self.mistyped(node, field, expected);
        }
        node.items()
    }

    fn mistyped(&mut self, node: &Node, field: &str, expected: &'static str) {
        self.refuse(SelectorFault::Type { expected, found: node.value.kind() }, field, &node.origin);
    }

    fn unknown(&mut self, path: &str, entry: &Entry) {
        let field = if path.is_empty() { entry.key.to_string() } else { [path, ".", &entry.key].concat() };
        self.refuse(SelectorFault::UnknownField(entry.key.clone()), &field, &entry.key_origin);
    }

    fn check(&mut self, answer: Result<(), SelectorFault>, field: &str, origin: &Origin) {
        if let Err(fault) = answer {
            self.refuse(fault, field, origin);
        }
    }

    fn refuse(&mut self, fault: SelectorFault, field: &str, origin: &Origin) {
        self.refusals.push(Refusal { field: field.to_owned(), fault, origin: origin.clone() });
    }
}
