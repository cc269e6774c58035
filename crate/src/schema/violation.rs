//! What the API server objects to.

use super::{Format, Limit, Pattern, Rule, Type};
use crate::diagnostic::ReleaseSet;
use crate::labels::SyntaxError;
use crate::text::Str;
use crate::value::Origin;

/// Something that the API server objects to.
#[derive(Debug, Clone)]
pub struct Violation {
    /// What is wrong.
    pub problem: Problem,
    /// The key or value that is wrong; where something is missing, what it is missing from.
    pub origin: Origin,
    /// The field, as the API server spells it.
    pub field: String,
    /// Where its last name begins.
    pub name: usize,
    /// Other fields that the API server names for the same cause.
    pub covers: Vec<String>,
    /// The releases that object, among those asked for.
    pub releases: ReleaseSet,
}

impl Violation {
    /// The last name of the field: `port` of `spec.listeners[0].port`, `args[1]` of `spec.args[1]`.
    pub fn name(&self) -> &str {
        self.field.get(self.name..).unwrap_or(&self.field)
    }
}

/// What is wrong with a value.
#[derive(Debug, Clone)]
pub enum Problem {
    /// A field that does not exist.
    Unknown {
        /// Its name.
        name: Str,
        /// The releases that know it, of all.
        known: ReleaseSet,
        /// What was meant.
        advice: Advice,
        /// True where nobody looks for other fields, nor objects to them: in values of a chart.
        ignored: bool,
    },
    /// A value of another type.
    Type {
        /// The right type, in the newest release that objects.
        expected: Type,
        /// What it is.
        found: &'static str,
        /// How YAML reads a boolean or number: `the number 1.2`.
        read: Option<String>,
        /// What a text has to be, where quotes alone don't make it right.
        form: Option<Pattern>,
    },
    /// A field that has to be there.
    Missing(&'static str),
    /// Not one of the allowed values.
    Value {
        /// What was written.
        found: Str,
        /// What is allowed, in the newest release that objects.
        allowed: Vec<&'static str>,
        /// The releases that allow it, of all.
        known: ReleaseSet,
        /// The allowed value that was most likely meant.
        nearest: Option<&'static str>,
    },
    /// More or less than allowed.
    Limit(Limit),
    /// Text that does not look as it should.
    Pattern(Pattern),
    /// A value that does not mean what it should.
    Format(Format),
    /// The value of an address of type IPAddress is none.
    IpAddress,
    /// An item that is there already: the keys in which they are the same, or none.
    Duplicate(&'static str),
    /// Fields that do not go together.
    Rule {
        /// The rule.
        rule: Rule,
        /// Other rules that are broken by the same.
        beside: Vec<Rule>,
    },
    /// Something in the metadata.
    Metadata(MetadataProblem),
}

/// What an unknown field may stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// Nothing that is known.
    None,
    /// A field of this name.
    Rename(&'static str),
    /// The same field at another place.
    Move(String),
    /// The field that took its place.
    Successor {
        /// The release that had it first.
        since: &'static str,
        /// Where it stands.
        place: &'static str,
    },
}

/// What is wrong with metadata.
#[derive(Debug, Clone)]
pub enum MetadataProblem {
    /// Neither `name` nor `generateName`.
    NoName,
    /// `name`, `generateName`, `namespace` or a finalizer is not valid.
    Name(SyntaxError),
    /// A key of a label.
    LabelKey(SyntaxError),
    /// A value of a label.
    LabelValue(SyntaxError),
    /// A key of an annotation.
    AnnotationKey(SyntaxError),
    /// All annotations together are too big: so many bytes.
    AnnotationsTooBig(usize),
    /// An owner lacks this field, or it is not valid.
    Owner(&'static str),
    /// An Event owns nothing.
    OwnedByEvent,
    /// More than one owner is the controller.
    SeveralControllers,
    /// `resourceVersion` stands in an object that is to be created.
    ResourceVersion,
}

impl Problem {
    /// True where the API server stops before it looks at cross-field rules.
    pub(super) fn blocks(&self) -> bool {
        match self {
            Problem::Type { .. } | Problem::Missing(_) | Problem::Value { .. } | Problem::IpAddress => true,
            Problem::Limit(limit) => matches!(limit, Limit::Longest(_) | Limit::MostItems(_) | Limit::MostKeys(_)),
            Problem::Format(format) => format.is_text(),
            Problem::Metadata(problem) => problem.blocks(),
            Problem::Unknown { .. } | Problem::Pattern(_) | Problem::Duplicate(_) | Problem::Rule { .. } => false,
        }
    }
}

impl MetadataProblem {
    fn blocks(&self) -> bool {
        matches!(self, MetadataProblem::NoName | MetadataProblem::AnnotationsTooBig(_))
    }
}
