//! The fields of the configuration, and which releases have them.
//!
//! `types.txt`: a line without indentation is the name of a struct, the first one that of the whole configuration. A
//! line below it, one space further in, is a field: its name, its shape, and the releases that have it (all that have
//! the struct, where none are named). A shape is `[` (a list) and `{` (a map) as often as they are around something,
//! and then a scalar's letter, the name of a struct, or `.` for a struct whose fields follow below.

use super::types_text;
use crate::diagnostic::ReleaseSet;
use crate::release::{FactsError, Release, Releases};

/// The fields of the configuration, for all releases.
#[derive(Debug, Clone, Default)]
pub struct Types {
    structs: Vec<Struct>,
}

/// A struct: its fields in the order of their names.
#[derive(Debug, Clone, Default)]
pub struct Struct {
    pub(super) fields: Vec<Field>,
}

/// A field. One name may stand for several, which no release has together.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub shape: Shape,
    /// The releases that have it, among those that have the struct.
    pub releases: ReleaseSet,
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A single value.
    Scalar(Scalar),
    /// A struct, by its place among all.
    Struct(usize),
    /// A list of such.
    List(Box<Shape>),
    /// A map from texts to such.
    Map(Box<Shape>),
}

/// A single value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar {
    /// Text.
    Text,
    /// `true` or `false`.
    Bool,
    /// An integer of this range.
    Integer(i128, i128),
    /// A Kubernetes quantity: `100m`, `1Gi`.
    Quantity,
    /// A duration of Go: `1h30m`.
    Duration,
    /// A time: `2006-01-02T15:04:05Z`.
    Time,
    /// An integer of 32 bits, or text.
    IntegerOrText,
    /// Bytes in base64.
    Bytes,
    /// Anything at all.
    Any,
}

impl Types {
    /// The fields that this program was built with.
    pub fn builtin(releases: &Releases) -> Self {
        Types::read(include_str!("types.txt"), releases).unwrap_or_default()
    }

    /// Reads the text of `types.txt`.
    ///
    /// # Errors
    /// A line that says nothing known.
    pub fn read(text: &'static str, releases: &Releases) -> Result<Self, FactsError> {
        types_text::read(text, releases).map(|structs| Types { structs })
    }

    /// The struct of a place; an empty one where there is none.
    pub fn get(&self, place: usize) -> &Struct {
        const NONE: &Struct = &Struct { fields: Vec::new() };
        self.structs.get(place).unwrap_or(NONE)
    }

    /// True when any struct of any release has a field of this name.
    pub fn knows(&self, name: &str) -> bool {
        self.structs.iter().any(|known| known.variants(name).next().is_some())
    }

    /// The struct of the whole configuration.
    pub const ROOT: usize = 0;

    /// True when a release has the field at a path of structs below the whole configuration.
    pub fn has(&self, release: &Release, path: &[&str]) -> bool {
        let mut place = Some(Types::ROOT);
        path.iter().all(|name| {
            let field = place.and_then(|place| self.get(place).field(name, release));
            place = field.and_then(|field| field.shape.inner());
            field.is_some()
        })
    }
}

impl Struct {
    /// The field of a name that a release has.
    pub fn field(&self, name: &str, release: &Release) -> Option<&Field> {
        self.variants(name).find(|field| field.releases.contains(release.index))
    }

    /// The fields of a name, in all releases.
    pub fn variants(&self, name: &str) -> impl Iterator<Item = &Field> {
        let first = self.fields.partition_point(|field| field.name < name);
        self.fields.iter().skip(first).take_while(move |field| field.name == name)
    }

    /// All fields.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }
}

impl Shape {
    /// The struct that it is, or that its items or values are.
    pub fn inner(&self) -> Option<usize> {
        match self {
            Shape::Scalar(_) => None,
            Shape::Struct(place) => Some(*place),
            Shape::List(inner) | Shape::Map(inner) => inner.inner(),
        }
    }
}
