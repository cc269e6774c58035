//! What is said to a user: a finding at a place, with its fixes.

mod set;

pub use set::{Indexes, ReleaseSet};

use crate::text::Span;

/// How bad it is.
///
/// `Error`: it will be refused, will not start, or breaks traffic. `Warning`: it works, or is silently ignored, and
/// hurts later. `Info`: worth knowing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Refused, does not start, or breaks traffic.
    Error,
    /// Works and hurts later, or is silently ignored.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// Its name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// Who objects, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The text cannot be read as meant.
    Yaml,
    /// The API server refuses the document.
    Schema,
    /// The controller does not start with this EnvoyGateway config, or ignores parts of it.
    Config,
    /// The controller refuses or ignores the object.
    Controller,
    /// Something named is not there or not allowed.
    Reference,
    /// An image value is taken and is wrong or risky later.
    Image,
    /// A label value is taken and is wrong or risky later.
    Labels,
    /// The API server refuses an object that the controller creates.
    Render,
    /// Everything is accepted, and then pods do not start, traffic breaks or a change cannot be applied.
    Rollout,
    /// A rule of the team.
    Policy,
    /// Changes with a release.
    Upgrade,
}

impl Group {
    /// Every group, with its name.
    const NAMED: [(&str, Group); 11] = [
        ("yaml", Group::Yaml),
        ("schema", Group::Schema),
        ("config", Group::Config),
        ("controller", Group::Controller),
        ("reference", Group::Reference),
        ("image", Group::Image),
        ("labels", Group::Labels),
        ("render", Group::Render),
        ("rollout", Group::Rollout),
        ("policy", Group::Policy),
        ("upgrade", Group::Upgrade),
    ];

    /// The group of this name.
    pub fn named(name: &str) -> Option<Group> {
        Group::NAMED.iter().find(|(known, _)| *known == name).map(|(_, group)| *group)
    }

    /// Its name in answers.
    pub fn name(self) -> &'static str {
        Group::NAMED.iter().find(|(_, group)| *group == self).map_or("", |(name, _)| name)
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that says it.
    pub rule: &'static str,
    /// Who objects.
    pub group: Group,
    /// How bad it is.
    pub severity: Severity,
    /// The place that causes it.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// Why it matters and what to do.
    pub help: Option<String>,
    /// Path in the document as the API server spells it: keys joined by dots, list items as `[0]`.
    pub field: Option<String>,
    /// Every other field that the API server would name for the same cause.
    pub covers: Vec<String>,
    /// Which object: `EnvoyProxy envoy-gateway-system/custom`.
    pub object: Option<String>,
    /// The releases that it holds for, among the targets.
    pub releases: ReleaseSet,
    /// Other places that matter.
    pub related: Vec<Related>,
    /// Edits that mend it, the best first.
    pub fixes: Vec<Fix>,
}

/// Another place that matters, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The place.
    pub span: Span,
    /// Why it matters.
    pub message: String,
}

/// Edits that mend a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// True when it can't change anything that was meant.
    pub safe: bool,
    /// What to replace.
    pub edits: Vec<Edit>,
}

/// A replacement of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub span: Span,
    /// The text that comes.
    pub text: String,
}

impl Fix {
    /// One replacement.
    pub fn replace(title: impl Into<String>, safe: bool, span: Span, text: impl Into<String>) -> Self {
        Fix { title: title.into(), safe, edits: vec![Edit { span, text: text.into() }] }
    }
}
