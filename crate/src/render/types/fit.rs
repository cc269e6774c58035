//! A tree decoded into its type and written out again.

use super::{Field, ObjectTypes, Type, quantity};
use crate::context::Settings;
use crate::release::Release;
use crate::render::arguments::go_duration;
use crate::schema::nanoseconds;
use crate::value::{Entry, Map, Node, Origin, Value};
use crate::yaml::to_json;
use thiserror::Error;

/// A value that does not fit its type.
#[derive(Debug, Clone, Error)]
#[error("`{field}` must be {expected}, not {found}")]
pub struct Misfit {
    /// The field.
    pub field: String,
    /// What fits.
    pub expected: &'static str,
    /// What is there.
    pub found: &'static str,
    /// Where it is written.
    pub origin: Origin,
}

type Fitted = Result<Option<Node>, Misfit>;

impl ObjectTypes {
    /// The tree as the type of a name writes it: unknown fields and empty values dropped, quantities in their usual form.
    /// Text that a deployment tool fills in fits any type; `settings` say what is such.
    ///
    /// # Errors
    /// A value that does not fit.
    pub fn fit(&self, name: &str, node: &Node, release: &Release, settings: &Settings) -> Result<Node, Misfit> {
        let Some(at) = self.find(name) else { return Ok(node.clone()) };
        let fitter = Fitter { types: self, release, settings };
        Ok(fitter.structure(Some(node), at, name, &node.origin)?.unwrap_or_else(|| node.clone()))
    }
}

struct Fitter<'t> {
    types: &'t ObjectTypes,
    release: &'t Release,
    settings: &'t Settings,
}

impl Fitter<'_> {
    /// A value of a type; none where it is left out. A null counts as absent.
    fn value(&self, node: Option<&Node>, of: &Type, always: bool, field: &str, around: &Origin) -> Fitted {
        let node = node.filter(|node| !node.is_null());
        if let Some(node) = node.filter(|node| self.settings.is_placeholder(node)) {
            return Ok(Some(node.clone()));
        }
        let empty = |value: Value| Ok(always.then(|| Node::new(value, around.clone())));
        match (of, node) {
            (Type::Struct(at), node) => self.structure(node, *at, field, around),
            (Type::Pointer(_) | Type::List(_) | Type::Map(_) | Type::Bytes | Type::Any, None) => empty(Value::Null),
            (Type::Time, None) => Ok(None),
            (Type::Pointer(inner), node) => self.value(node, inner, true, field, around),
            (Type::List(inner), Some(node)) => self.list(node, inner, always, field),
            (Type::Map(inner), Some(node)) => self.map(node, inner, always, field),
            (Type::Text, None) => empty(Value::String("".into())),
            (Type::Bool, None) => empty(Value::Bool(false)),
            // Structures in Go, which are never left out.
            (Type::Quantity, None) => Ok(Some(Node::string("0", around.clone()))),
            (Type::IntOrText, None) => Ok(Some(Node::new(Value::Int(0), around.clone()))),
            (Type::Quantity | Type::IntOrText, Some(node)) => scalar(node, of, field).map(Some),
            (_, None) => empty(Value::Int(0)),
            (of, Some(node)) => {
                scalar(node, of, field).map(|fitted| Some(fitted).filter(|node| always || !is_zero(node)))
            }
        }
    }

    /// A structure is written even where there is none.
    fn structure(&self, node: Option<&Node>, at: usize, field: &str, around: &Origin) -> Fitted {
        let map = match node.map(|node| &node.value) {
            Some(Value::Map(map)) => Some(map),
            None => None,
            _ => return Err(misfit(node, field, "a map")),
        };
        let origin = node.map_or(around, |node| &node.origin);
        let mut fitted = Vec::new();
        let fields = self.types.structs.get(at).map_or(&[][..], |known| &known.fields).iter();
        for known in fields.filter(|known| known.releases.contains(self.release.index)) {
            let entry = map.and_then(|map| entry(map, known));
            let value = entry.map(|entry| &entry.value);
            if let Some(value) = self.value(value, &known.of, known.always, known.name, origin)? {
                let key_origin = entry.map_or_else(|| value.origin.clone(), |entry| entry.key_origin.clone());
                fitted.push(Entry { key: known.name.into(), key_origin, value });
            }
        }
        Ok(Some(Node::map(Map::from_distinct(fitted), origin.clone())))
    }

    fn list(&self, node: &Node, inner: &Type, always: bool, field: &str) -> Fitted {
        let Value::List(items) = &node.value else { return Err(misfit(Some(node), field, "a list")) };
        let mut fitted = Vec::with_capacity(items.len());
        for item in items.iter() {
            fitted.extend(self.value(Some(item), inner, true, field, &item.origin)?);
        }
        Ok((always || !fitted.is_empty()).then(|| Node::list(fitted, node.origin.clone())))
    }

    fn map(&self, node: &Node, inner: &Type, always: bool, field: &str) -> Fitted {
        let Value::Map(map) = &node.value else { return Err(misfit(Some(node), field, "a map")) };
        let mut fitted = Vec::new();
        for entry in map.entries() {
            if let Some(value) = self.value(Some(&entry.value), inner, true, &entry.key, &entry.key_origin)? {
                fitted.push(Entry { value, ..entry.clone() });
            }
        }
        Ok((always || !fitted.is_empty()).then(|| Node::map(Map::from_distinct(fitted), node.origin.clone())))
    }
}

/// The entry of a field; Go's decoder takes a name in other letter case where there is none of the right one.
fn entry<'m>(map: &'m Map, field: &Field) -> Option<&'m Entry> {
    let other_case = |entry: &&Entry| entry.key.eq_ignore_ascii_case(field.name);
    map.entry(field.name).or_else(|| map.entries().iter().find(other_case))
}

fn is_zero(node: &Node) -> bool {
    match &node.value {
        Value::String(text) => text.is_empty(),
        Value::Bool(value) => !value,
        Value::Int(number) => *number == 0,
        _ => false,
    }
}

fn misfit(node: Option<&Node>, field: &str, expected: &'static str) -> Misfit {
    let found = node.map_or("nothing", |node| node.value.kind());
    let origin = node.map_or(Origin::derived("nothing", Vec::new()), |node| node.origin.clone());
    Misfit { field: field.to_string(), expected, found, origin }
}

fn scalar(node: &Node, of: &Type, field: &str) -> Result<Node, Misfit> {
    let wrong = |expected| Err(misfit(Some(node), field, expected));
    let text = |text: String| Ok(Node::string(text, node.origin.clone()));
    match (of, &node.value) {
        (Type::Any, _)
        | (Type::Text | Type::Time | Type::Bytes | Type::IntOrText, Value::String(_))
        | (Type::Bool, Value::Bool(_))
        | (Type::Int64, Value::Int(_))
        | (Type::Float, Value::Int(_) | Value::Float(_)) => Ok(node.clone()),
        (Type::Int32 | Type::IntOrText, Value::Int(number)) if i32::try_from(*number).is_ok() => Ok(node.clone()),
        (Type::Int32 | Type::IntOrText, Value::Int(_)) => {
            Err(Misfit { found: "a larger one", ..misfit(Some(node), field, "a whole number of 32 bits") })
        }
        (Type::Quantity, Value::String(written)) => match quantity::canonical(written) {
            Some(canonical) => text(canonical),
            None => wrong("a quantity"),
        },
        (Type::Quantity, Value::Int(number)) => text(quantity::canonical(&number.to_string()).unwrap_or_default()),
        (Type::Quantity, Value::Float(_)) => text(quantity::canonical(&to_json(node)).unwrap_or_default()),
        (Type::Duration, Value::String(written)) => match nanoseconds(written) {
            Some(nanoseconds) => text(go_duration(nanoseconds)),
            None => wrong("a length of time"),
        },
        (Type::Text | Type::Time | Type::Bytes, _) => wrong("a string"),
        (Type::Bool, _) => wrong("a boolean"),
        (Type::Int32 | Type::Int64, _) => wrong("a whole number"),
        (Type::Float, _) => wrong("a number"),
        (Type::IntOrText, _) => wrong("a whole number or a string"),
        (Type::Quantity, _) => wrong("a quantity"),
        _ => wrong("a length of time"),
    }
}
