//! What rules say, gathered.

use super::{Rule, yaml_syntax};
use crate::diagnostic::{Diagnostic, Fix, Related, ReleaseSet, Severity};
use crate::text::{Span, sort};

/// How many names are searched for, for one release.
const MOST_SEARCHES: u32 = 256;

/// What rules say, gathered; the same thing said twice about one place counts once.
#[derive(Debug)]
pub struct Findings {
    pub(super) rule: &'static Rule,
    release: u16,
    searches: u32,
    diagnostics: Vec<Diagnostic>,
}

/// A finding that is being written; it is kept as it is when it is let go.
pub struct Finding<'f>(Option<&'f mut Diagnostic>);

impl Findings {
    pub(super) fn new(release: u16) -> Self {
        Findings { rule: &yaml_syntax::RULE, release, searches: 0, diagnostics: Vec::new() }
    }

    /// Says that the running rule objects to the bytes of `span`.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> Finding<'_> {
        let message = message.into();
        self.diagnostics.push(Diagnostic {
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
        });
        Finding(self.diagnostics.last_mut())
    }

    /// True for the first few searches for a name that was meant: each looks at every name, and many mistakes in many
    /// files must not cost their product.
    pub fn may_search(&mut self) -> bool {
        self.searches += 1;
        self.searches <= MOST_SEARCHES
    }

    /// The findings by place; the same thing said twice about one place counts once.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        fn key(said: &Diagnostic) -> (Span, &'static str, &str) {
            (said.span, said.rule, &said.message)
        }
        sort(&mut self.diagnostics, |a, b| key(a).cmp(&key(b)));
        self.diagnostics.dedup_by(|next, said| key(next) == key(said));
        self.diagnostics
    }
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
