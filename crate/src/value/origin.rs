//! Where a value came from.

use crate::text::{Span, Str};
use std::rc::Rc;

/// Where a value came from: bytes of a file, a default of a release, or a rule applied to other origins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// These bytes.
    Source(Span),
    /// A YAML alias or merge key: the bytes that define the value, and the alias that brought it here.
    /// An edit of the definition changes other places as well.
    Alias(Rc<(Span, Span)>),
    /// A default.
    Default(Default),
    /// A rule of the controller, by name, applied to values that came from these origins.
    Derived(Rc<(&'static str, Vec<Origin>)>),
}

/// A named default of a named release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Default {
    /// Index of the release among all known ones.
    pub release: u16,
    /// The name of the default: a field path ("logging.level.default") or a plain name ("envoy image").
    pub name: Str,
}

impl Origin {
    /// A named default of a release.
    pub fn default_of(release: u16, name: impl Into<Str>) -> Self {
        Origin::Default(Default { release, name: name.into() })
    }

    /// A rule applied to origins.
    pub fn derived(rule: &'static str, from: Vec<Origin>) -> Self {
        Origin::Derived(Rc::new((rule, from)))
    }

    /// The bytes to show for this value: where it was written (for an alias: where it is used), else the first
    /// written origin that it was derived from; none for a default.
    pub fn span(&self) -> Option<Span> {
        match self {
            Origin::Source(span) => Some(*span),
            Origin::Alias(alias) => Some(alias.1),
            Origin::Default(_) => None,
            Origin::Derived(derived) => derived.1.iter().find_map(Origin::span),
        }
    }

    /// The bytes that may be edited to change just this value: none behind an alias, a default or a rule.
    pub fn editable(&self) -> Option<Span> {
        match self {
            Origin::Source(span) => Some(*span),
            _ => None,
        }
    }
}
