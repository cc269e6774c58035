//! What a rule sees: everything that is known, for one release.

use crate::context::Settings;
use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::{Document, FileFacts, Kind, KindFault};
use crate::release::{Feature, Release, Releases};
use crate::render::{ObjectTypes, Rendering, Scene, rate_limit};
use crate::resolve::{Infra, Resolved};
use crate::schema::Violation;
use crate::schema::config::Types;
use crate::team::{Ignore, Team};
use crate::text::{FileId, Gather as _, Span, holds, nearest_of, sort};
use crate::value::Node;
use std::cell::OnceCell;
use std::rc::Rc;

/// Everything that is known, for one release.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// What was read of each file.
    pub files: &'a [FileFacts],
    /// The documents of all files in order.
    pub documents: &'a [&'a Document],
    /// True when these are of one file alone, and so are `violations`: see [`super::Scope`].
    pub is_file: bool,
    /// What the caller says.
    pub settings: &'a Settings,
    /// The objects by what they are.
    pub model: &'a Model<'a>,
    /// Which EnvoyProxy applies to which Gateway.
    pub resolved: &'a Resolved<'a>,
    /// The created objects, one for each of `resolved.infras`.
    pub renderings: &'a [Rc<Rendering>],
    /// What the objects are created with.
    pub scene: &'a Scene<'a>,
    /// The rate limit service, once somebody asked for it.
    pub limits: &'a OnceCell<Option<Rendering>>,
    /// What objects and specs are decoded into.
    pub types: &'a ObjectTypes,
    /// What the API servers of all targets object to.
    pub violations: &'a [Violation],
    /// How many of these are about each document.
    pub counts: &'a [usize],
    /// Where the documents of all files are that the API server of the release refuses, once somebody asked.
    pub refused: &'a OnceCell<Vec<Span>>,
    /// What is wrong with values of the charts of all targets.
    pub value_violations: &'a [Violation],
    /// The release that is looked at.
    pub release: &'a Release,
    /// True when no other release is looked at.
    pub only_target: bool,
    /// All releases.
    pub releases: &'a Releases,
    /// The fields of the controller's configuration.
    pub config_types: &'a Types,
    /// What the team says.
    pub team: Option<&'a Team<'a>>,
    /// What comments ignore.
    pub ignores: &'a [Ignore<'a>],
    /// Where the files say which release is looked at, where they do.
    pub found_target: Option<Span>,
}

impl<'a> Input<'a> {
    /// The documents of a kind.
    pub fn of_kind(&self, kind: Kind) -> OfKind<'a> {
        OfKind { left: self.documents, kind }
    }

    /// Each document, with what the API servers of all targets object to in it.
    pub fn judged(&self) -> impl Iterator<Item = (&'a Document, &'a [Violation])> {
        let mut rest = self.violations;
        self.documents.iter().zip(self.counts).map(move |(document, count)| {
            let (own, others) = rest.split_at_checked(*count).unwrap_or((rest, &[]));
            rest = others;
            (*document, own)
        })
    }

    /// True when the API server of the release refuses the document: nothing comes of it. To be asked of all files together.
    pub fn is_refused(&self, document: &Document) -> bool {
        let refused = self.refused.get_or_init(|| {
            let refused = |own: &[Violation]| own.iter().any(|one| one.releases.contains(self.release.index));
            let mut spans = self.judged().filter(|(_, own)| refused(own)).map(|(document, _)| document.span).gather();
            sort(&mut spans, |a: &Span, b| a.cmp(b));
            spans
        });
        refused.binary_search(&document.span).is_ok()
    }

    /// What is created for the rate limit service; none where the configuration does not ask for one.
    pub fn rate_limit(&self) -> Option<&Rendering> {
        self.limits.get_or_init(|| rate_limit(self.scene)).as_ref()
    }

    /// What is to be created, with the created objects.
    pub fn proxies(&self) -> impl Iterator<Item = (&'a Infra<'a>, &'a Rendering)> {
        self.resolved.infras.iter().zip(self.renderings.iter().map(|rendering| &**rendering))
    }

    /// What the API server of the release objects to.
    pub fn violations(&self) -> impl Iterator<Item = &'a Violation> {
        self.violations.iter().filter(|violation| violation.releases.contains(self.release.index))
    }

    /// True when the controller runs with its configuration and creates objects.
    pub fn starts(&self) -> bool {
        let config = &self.resolved.config;
        let crash = config.deploy().is_some_and(|deploy| deploy.get("type").is_none());
        let crash = crash && !self.release.has(Feature::DeployWithoutType);
        !crash && !config.is_custom() && super::config_faults(self).is_empty()
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &'a str {
        self.files.get(file.0 as usize).map_or("", |facts| &facts.text)
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &'a str {
        span.slice(self.text(span.file))
    }

    /// True when what is written at a place means what it means there: not inside a text in quotes.
    pub fn can_be_edited(&self, span: Span) -> bool {
        let quoted = self.files.get(span.file.0 as usize).map_or(&[][..], |facts| &facts.quoted);
        let before = quoted.partition_point(|text| text.start <= span.start).checked_sub(1);
        before.and_then(|at| quoted.get(at)).is_none_or(|text| text.end < span.end)
    }

    /// True when a deployment tool fills the value in, so that nothing can be said of it.
    pub fn is_placeholder(&self, node: &Node) -> bool {
        self.settings.is_placeholder(node)
    }

    /// True when a deployment tool fills the text in.
    pub fn is_placeholder_text(&self, text: &str) -> bool {
        self.settings.is_placeholder_text(text)
    }

    /// True when an object of this kind may be missing only because its `apiVersion` or `kind` is wrong, which is said
    /// there; its `name` is in the same file.
    pub fn is_faulty(&self, kind: &str, name: &str) -> bool {
        let near = |fault: &KindFault| match fault {
            KindFault::OtherVersion { kind: written, .. } | KindFault::OtherGroup { kind: written, .. } => {
                **written == *kind
            }
            KindFault::NoSuchKind { kind: written, .. } => nearest_of(written, [kind]).is_some(),
            _ => false,
        };
        let faulty = |facts: &FileFacts| facts.kinds.iter().any(|one| near(&one.fault)) && holds(&facts.text, name);
        self.files.iter().any(faulty)
    }

    /// How bad a missing object is: an error where every object is said to be in the files or where some of its kind
    /// are, and none can be hidden in a document that is not known; else it is only worth knowing.
    pub fn missing(&self, kind: &str, some_are_there: bool) -> Severity {
        let context = &self.model.context;
        let known = some_are_there && !context.may_hide(kind) && !context.may_be_called_otherwise(kind);
        if known || self.settings.closed { Severity::Error } else { Severity::Info }
    }
}

/// The documents of a kind. A type of its own, and not a chain of closures, keeps the module small: nearly every rule
/// goes through it, and all share its step.
pub struct OfKind<'a> {
    left: &'a [&'a Document],
    kind: Kind,
}

impl<'a> Iterator for OfKind<'a> {
    type Item = &'a Document;

    fn next(&mut self) -> Option<&'a Document> {
        let at = self.left.iter().position(|document| document.kind == self.kind)?;
        let (found, left) = self.left.get(at..)?.split_first()?;
        self.left = left;
        Some(found)
    }
}
