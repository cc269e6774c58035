//! The fields of the configuration, and which releases have them.
//!
//! `types.txt`: a line without indentation is the name of a struct, the first one that of the whole configuration. A
//! line below it, one space further in, is a field: its name, its shape, and the releases that have it (all that have
//! the struct, where none are named). A shape is `[` (a list) and `{` (a map) as often as they are around something,
//! and then a scalar's letter, the name of a struct, `.` for a struct whose fields follow below, or `@` and the place
//! in the schema of EnvoyProxy that has it. The fields below the line `@` are read in another way than that schema says.

use super::types_text;
use crate::diagnostic::ReleaseSet;
use crate::release::{FactsError, Release, Releases};
use crate::schema::Schema;
use crate::value::Value;

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
    /// An integer.
    Integer(Width),
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

/// The range of an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// 32 bits.
    I32,
    /// 64 bits.
    I64,
    /// 32 bits, without negative ones.
    U32,
    /// 64 bits, without negative ones.
    U64,
}

impl Width {
    /// True when a whole number is in the range; a minus sign before a zero stays, and no unsigned field takes it.
    pub fn takes(self, value: &Value) -> bool {
        let is_unsigned = matches!(self, Width::U32 | Width::U64);
        match *value {
            Value::Int(number) => match self {
                Width::I32 => i32::try_from(number).is_ok(),
                Width::I64 => true,
                Width::U32 => u32::try_from(number).is_ok(),
                Width::U64 => number >= 0,
            },
            Value::Float(number) if is_unsigned && number.is_sign_negative() => false,
            Value::Float(number) if number.abs() < TWO_TO_63 => self.takes(&Value::Int(number as i64)),
            Value::Float(number) if number == -TWO_TO_63 => self == Width::I64,
            Value::Float(number) => self == Width::U64 && number < 2.0 * TWO_TO_63,
            _ => self == Width::U64,
        }
    }

    /// The range in words.
    pub fn range(self) -> &'static str {
        match self {
            Width::I32 => "-2147483648 to 2147483647",
            Width::I64 => "-9223372036854775808 to 9223372036854775807",
            Width::U32 => "0 to 4294967295",
            Width::U64 => "0 to 18446744073709551615",
        }
    }
}

const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

impl Types {
    /// The fields that this program was built with.
    pub fn builtin(releases: &Releases, schema: &Schema) -> Self {
        Types::read(crate::text::table!(include_str!("types.txt")), releases, schema).unwrap_or_default()
    }

    /// Reads the text of `types.txt`.
    ///
    /// # Errors
    /// A line that says nothing known.
    pub fn read(text: &'static str, releases: &Releases, schema: &Schema) -> Result<Self, FactsError> {
        types_text::read(text, releases, schema).map(|structs| Types { structs })
    }

    /// The struct of a place; an empty one where there is none.
    pub fn get(&self, place: usize) -> &Struct {
        const NONE: &Struct = &Struct { fields: Vec::new() };
        self.structs.get(place).unwrap_or(NONE)
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
