//! What rules say, gathered.

use super::{Rule, patch_adds_container, yaml_syntax};
use crate::diagnostic::{Diagnostic, Fix, Group, Related, ReleaseSet, Severity};
use crate::text::{Span, sort};

/// How many names a rule searches for, for one release.
const MOST_SEARCHES: u32 = 256;

/// What rules say, gathered; the same thing said twice about one place counts once.
#[derive(Debug)]
pub struct Findings {
    pub(super) rule: &'static Rule,
    release: u16,
    searches: u32,
    pub(super) all: Said,
}

/// What was said.
#[derive(Debug, Default, Clone)]
pub struct Said {
    diagnostics: Vec<Diagnostic>,
    /// What the API server says, in words that fit any field.
    refusals: Vec<Diagnostic>,
    /// What it says of created objects.
    created: Vec<Diagnostic>,
}

impl Said {
    /// Adds what was said elsewhere.
    pub(super) fn append(&mut self, mut more: Said) {
        self.diagnostics.append(&mut more.diagnostics);
        self.refusals.append(&mut more.refusals);
        self.created.append(&mut more.created);
    }
}

/// A finding that is being written; it is kept as it is when it is let go.
pub struct Finding<'f>(Option<&'f mut Diagnostic>);

impl Findings {
    pub(super) fn new(release: u16) -> Self {
        Findings { rule: &yaml_syntax::RULE, release, searches: 0, all: Said::default() }
    }

    /// Says that the running rule objects to the bytes of `span`.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> Finding<'_> {
        let said = self.said(span, message.into());
        self.all.diagnostics.push(said);
        Finding(self.all.diagnostics.last_mut())
    }

    /// Says that the API server objects to the bytes of `span`, unless another rule knows more about them.
    pub fn refuse(&mut self, span: Span, message: String) -> Finding<'_> {
        let said = self.said(span, message);
        self.all.refusals.push(said);
        Finding(self.all.refusals.last_mut())
    }

    /// Says that the API server objects to a created object because of the bytes of `span`, unless another rule knows
    /// more about them.
    pub fn refuse_created(&mut self, span: Span, message: String) -> Finding<'_> {
        let said = self.said(span, message);
        self.all.created.push(said);
        Finding(self.all.created.last_mut())
    }

    fn said(&self, span: Span, message: String) -> Diagnostic {
        Diagnostic {
            rule: self.rule.id,
            group: self.rule.group,
            severity: self.rule.severity,
            span,
            message,
            help: None,
            field: None,
            covers: Vec::new(),
            object: None,
            releases: ReleaseSet::one(self.release),
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// True when a rule before this one has said something of these bytes; and when that was asked too often to look.
    pub fn is_said(&mut self, span: Span) -> bool {
        !self.may_search() || self.all.diagnostics.iter().any(|said| said.span == span)
    }

    /// The findings that follow are this rule's.
    pub(super) fn begin(&mut self, rule: &'static Rule) {
        (self.rule, self.searches) = (rule, 0);
    }

    /// True for the first few searches of a rule for a name that was meant: each looks at every name, and many mistakes in many
    /// files must not cost their product.
    pub fn may_search(&mut self) -> bool {
        self.searches += 1;
        self.searches <= MOST_SEARCHES
    }

    /// The findings by place; the same thing said twice about one place counts once.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        by_place(&mut self.all.diagnostics);
        if !self.all.created.is_empty() {
            let mut created = std::mem::take(&mut self.all.created);
            created.retain(|said| !self.knows(said));
            self.all.diagnostics.append(&mut created);
            by_place(&mut self.all.diagnostics);
        }
        if !self.all.refusals.is_empty() {
            self.settle();
            by_place(&mut self.all.diagnostics);
        }
        self.all.diagnostics
    }

    /// One cause is one finding. Where a rule knows more about what the API server refuses, it says so for it; what
    /// later stages would say of the same bytes never happens.
    fn settle(&mut self) {
        let mut refusals = std::mem::take(&mut self.all.refusals);
        by_place(&mut refusals);
        refusals.retain(|said| !self.is_told(said));
        self.all.diagnostics.retain(|other| {
            let is_moot = other.severity == Severity::Error && is_later(other.group);
            !is_moot || !holds_one(other.span, &refusals)
        });
        self.all.diagnostics.append(&mut refusals);
    }

    /// True where another rule says why a created object is refused.
    fn knows(&mut self, said: &Diagnostic) -> bool {
        let mut errors = self.at(said.span);
        let knows = |other: &Diagnostic| {
            knows_values(other.group) || other.group == Group::Render || other.rule == patch_adds_container::RULE.id
        };
        let Some(other) = errors.find(|other| knows(other)) else {
            return false;
        };
        other.covers.extend_from_slice(&said.covers);
        true
    }

    /// The errors at a place.
    fn at(&mut self, span: Span) -> impl Iterator<Item = &mut Diagnostic> {
        let from = self.all.diagnostics.partition_point(|other| other.span < span);
        let here = self.all.diagnostics.iter_mut().skip(from).take_while(move |other| other.span == span);
        here.filter(|other| other.severity == Severity::Error)
    }

    /// True where another rule says it, which then says it for the API server.
    fn is_told(&mut self, said: &Diagnostic) -> bool {
        let Some(other) = self.at(said.span).find(|other| knows_values(other.group)) else { return false };
        other.group = Group::Schema;
        other.covers.extend_from_slice(&said.covers);
        true
    }
}

/// True when one of the findings, which are sorted, is about a part of the bytes of `span`.
fn holds_one(span: Span, findings: &[Diagnostic]) -> bool {
    let from = findings.partition_point(|said| (said.span.file, said.span.start) < (span.file, span.start));
    findings.get(from).is_some_and(|said| said.span.file == span.file && said.span.end <= span.end)
}

/// True for rules about what stands in a field.
fn knows_values(group: Group) -> bool {
    matches!(group, Group::Schema | Group::Image | Group::Labels)
}

/// True for what happens to objects that the API server takes.
fn is_later(group: Group) -> bool {
    !knows_values(group) && !matches!(group, Group::Yaml | Group::Config)
}

fn by_place(diagnostics: &mut Vec<Diagnostic>) {
    fn key(said: &Diagnostic) -> (Span, &'static str, &str) {
        (said.span, said.rule, &said.message)
    }
    sort(diagnostics, |a, b| key(a).cmp(&key(b)));
    diagnostics.dedup_by(|next, said| key(next) == key(said));
}

impl Finding<'_> {
    /// Why it matters and what to do.
    pub fn help(self, text: impl Into<String>) -> Self {
        self.change(|said| said.help = Some(text.into()))
    }

    /// Another severity than the rule's own.
    pub fn severity(self, severity: Severity) -> Self {
        self.change(|said| said.severity = severity)
    }

    /// The field, where it is not that of the bytes.
    pub fn field(self, field: impl Into<String>) -> Self {
        self.change(|said| said.field = Some(field.into()))
    }

    /// Every other field that the API server would name for the same cause.
    pub fn covers(self, fields: Vec<String>) -> Self {
        self.change(|said| said.covers = fields)
    }

    /// Another place that matters.
    pub fn related(self, span: Option<Span>, message: impl Into<String>) -> Self {
        self.change(|said| said.related.extend(span.map(|span| Related { span, message: message.into() })))
    }

    /// An edit that mends it.
    pub fn fix(self, fix: Option<Fix>) -> Self {
        self.change(|said| said.fixes.extend(fix))
    }

    fn change(mut self, how: impl FnOnce(&mut Diagnostic)) -> Self {
        if let Some(said) = self.0.as_deref_mut() {
            how(said);
        }
        self
    }
}
