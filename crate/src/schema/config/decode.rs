//! How the values get into the controller's typed fields.
//!
//! The text has become JSON, and Go's decoder puts it into structs: a key that is no field, letter by letter, is passed
//! over, and `null` leaves everything as it is. What has the wrong type is refused.

use super::fault::{Fault, Instead, Step};
use super::scalar;
use super::types::{Scalar, Shape, Types};
use super::unchecked;
use crate::release::Release;
use crate::text::Gather as _;
use crate::value::{Entry, Map, Node, Value};

/// Stands in the decoded tree for what is refused, so that nothing else is said about it.
const REFUSED: &str = "\0refused";

/// What a release's decoder makes of a configuration.
#[derive(Debug)]
pub struct Decoded {
    /// The tree without what it passes over. What it refuses is not known in it.
    pub root: Node,
    /// What it refuses.
    pub faults: Vec<Fault>,
}

/// Reads a tree as the configuration of a release.
pub struct Decoder<'t> {
    /// The fields that there are.
    pub types: &'t Types,
    /// The release.
    pub release: &'t Release,
    /// True for texts that stand for something that is not known.
    pub is_unknown: fn(&str) -> bool,
    /// True when the text is JSON, in which `1.0` is no integer.
    pub is_json: bool,
}

impl Decoder<'_> {
    /// True for a value that is not known: it stands for something else, or is refused already.
    pub fn is_unknown(&self, node: &Node) -> bool {
        node.as_str().is_some_and(|text| text == REFUSED || (self.is_unknown)(text))
    }

    /// Decodes a whole configuration, which is a map.
    pub fn decode(&self, root: &Node) -> Decoded {
        let mut walk = Walk { decoder: self, path: String::new(), faults: Vec::new() };
        let root = walk.fields(root, Types::ROOT);
        Decoded { root, faults: walk.faults }
    }
}

struct Walk<'t> {
    decoder: &'t Decoder<'t>,
    path: String,
    faults: Vec<Fault>,
}

impl Walk<'_> {
    // The shapes bound the depth: no struct holds itself.
    fn value(&mut self, node: &Node, shape: &Shape) -> Node {
        if node.as_str().is_some_and(self.decoder.is_unknown) {
            return node.clone();
        }
        match (shape, &node.value) {
            (Shape::Scalar(Scalar::Text), Value::Null) => Node::string("", node.origin.clone()),
            (_, Value::Null) => node.clone(),
            (Shape::Scalar(scalar), _) => self.scalar(node, *scalar),
            (Shape::Struct(place), Value::Map(_)) => self.fields(node, *place),
            (Shape::List(shape), Value::List(items)) => {
                let items =
                    items.iter().enumerate().map(|(at, item)| self.below(&format!("[{at}]"), item, shape)).gather();
                Node::list(items, node.origin.clone())
            }
            (Shape::Map(shape), Value::Map(map)) => {
                let entries = map.entries().iter().map(|entry| self.entry(entry, shape)).gather();
                Node::map(Map::from_distinct(entries), node.origin.clone())
            }
            _ => self.refuse(node, shape),
        }
    }

    fn fields(&mut self, node: &Node, place: usize) -> Node {
        let known = self.decoder.types.get(place);
        let mut entries = Vec::new();
        for entry in node.entries().iter().filter(|entry| !entry.value.is_null()) {
            if let Some(field) = known.field(&entry.key, self.decoder.release) {
                entries.push(self.entry(entry, &field.shape));
            } else if self.path.is_empty() && matches!(&*entry.key, "apiVersion" | "kind") {
                entries.push(entry.clone());
            }
        }
        Node::map(Map::from_distinct(entries), node.origin.clone())
    }

    fn entry(&mut self, entry: &Entry, shape: &Shape) -> Entry {
        let dot = if self.path.is_empty() { "" } else { "." };
        let value = self.below(&format!("{dot}{}", entry.key), &entry.value, shape);
        Entry { value, ..entry.clone() }
    }

    fn below(&mut self, step: &str, node: &Node, shape: &Shape) -> Node {
        let length = self.path.len();
        self.path.push_str(step);
        let value = self.value(node, shape);
        self.path.truncate(length);
        value
    }

    fn scalar(&mut self, node: &Node, scalar: Scalar) -> Node {
        let Err(wrong) = scalar::check(node, scalar, self.decoder.is_json) else { return node.clone() };
        match node.value {
            // A number without a unit, which quotes would not mend.
            Value::Int(number) if scalar == Scalar::Duration || unchecked::is_duration(&self.path) => {
                let text = format!("{number}s");
                let todo = format!("Write the unit with it: {text}.");
                self.fault(node, wrong.what, todo, Some(Instead::Other(text)))
            }
            _ => self.fault(node, wrong.what, wrong.todo, wrong.instead),
        }
    }

    /// A list or a map is wanted, and it is something else.
    fn refuse(&mut self, node: &Node, shape: &Shape) -> Node {
        let (wanted, todo) = match shape {
            Shape::List(_) => ("a list", "Write a list: put `- ` before a single item.".to_string()),
            Shape::Struct(place) => ("a map", self.fields_of(*place)),
            _ => ("a map", "Write a map.".to_string()),
        };
        self.fault(node, format!("this is {}, and {wanted} is read here", node.value.kind()), todo, None)
    }

    /// What a map may hold, where that is short.
    fn fields_of(&self, place: usize) -> String {
        let release = self.decoder.release.index;
        let fields = self.decoder.types.get(place).fields().iter().filter(|field| field.releases.contains(release));
        let names: Vec<&str> = fields.map(|field| field.name).gather();
        match names.as_slice() {
            [] => "Write a map.".to_string(),
            [only] => format!("Write a map with `{only}`."),
            few if few.len() <= 6 => format!("Write a map of {}.", few.join(", ")),
            _ => "Write a map.".to_string(),
        }
    }

    /// Gives what stands for the value from then on.
    fn fault(&mut self, node: &Node, what: String, todo: String, instead: Option<Instead>) -> Node {
        let (at, field) = (node.origin.clone(), self.path.clone());
        self.faults.push(Fault { at, field, step: Step::Decode, what, todo, instead, is_missing: false });
        Node::string(REFUSED, node.origin.clone())
    }
}
