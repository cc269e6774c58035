//! The walk of a document.

mod lists;
mod maps;

use super::Kind;
use super::advice::Adviser;
use super::metadata;
use super::path::{Path, Step};
use super::rules::View;
use super::table::{At, Facet, Schema, Type};
use super::violation::{Problem, Violation};
use crate::diagnostic::ReleaseSet;
use crate::value::{Node, Origin, Value};

/// How a document is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The releases that are asked for.
    pub targets: ReleaseSet,
    /// The document is a patch: what is missing stands elsewhere, and rules over several fields can't be judged.
    pub partial: bool,
    /// True for text that a deployment tool fills in: nothing can be said of it.
    pub is_unknown: fn(&str) -> bool,
}

impl Options {
    /// A whole document without unknown values.
    pub fn of(targets: ReleaseSet) -> Self {
        Options { targets, partial: false, is_unknown: |_| false }
    }
}

/// Everything that the API servers of the releases object to, by no particular order.
pub fn check(schema: &Schema, kind: Kind, root: &Node, options: Options) -> Vec<Violation> {
    let Some(at) = schema.root(kind, options.targets) else { return Vec::new() };
    let mut walk = Walk::new(options);
    walk.visit(root, at, &root.origin);
    if let Some(meta) = schema.object_meta(options.targets) {
        metadata::check(&mut walk, root, meta);
    }
    walk.finish()
}

/// The walk: where it is, and what it found.
pub(super) struct Walk<'a> {
    pub options: Options,
    pub path: Path<'a>,
    adviser: Adviser<'a>,
    found: Vec<Violation>,
    objections: Vec<Violation>,
    /// The releases in which cross-field rules are not looked at.
    blocked: ReleaseSet,
}

impl<'a> Walk<'a> {
    fn new(options: Options) -> Self {
        Walk {
            options,
            path: Path::default(),
            adviser: Adviser::default(),
            found: Vec::new(),
            objections: Vec::new(),
            blocked: ReleaseSet::NONE,
        }
    }

    fn finish(mut self) -> Vec<Violation> {
        for mut objection in self.objections {
            objection.releases = objection.releases.without(self.blocked);
            if !objection.releases.is_empty() {
                self.found.push(objection);
            }
        }
        self.found
    }

    /// Objects to the value at hand; `place` is where to show it.
    pub fn object(&mut self, problem: Problem, releases: ReleaseSet, place: &Origin) {
        self.object_at(self.path.text(), problem, releases, place);
    }

    /// Objects to a field.
    pub fn object_at(&mut self, field: String, problem: Problem, releases: ReleaseSet, place: &Origin) {
        if releases.is_empty() {
            return;
        }
        if problem.blocks() {
            self.blocked |= releases;
        }
        self.found.push(Violation { problem, origin: place.clone(), field, covers: Vec::new(), releases });
    }

    /// Another field that the API server names for what was objected to last.
    pub fn cover_last(&mut self, field: &str) {
        if let Some(said) = self.found.last_mut() {
            said.covers.push(field.to_string());
        }
    }

    /// Looks at a value; `place` is its key, where it has one.
    pub fn visit(&mut self, node: &'a Node, at: At<'a>, place: &'a Origin) {
        if node.as_str().is_some_and(self.options.is_unknown) {
            return;
        }
        let (misfit, expected) = misfit(&node.value, at);
        let before = self.found.len();
        if let Some(expected) = expected {
            let found = node.value.kind();
            self.object(Problem::Type { expected, found }, misfit, &node.origin);
        }
        self.facets(node, at, misfit);
        match &node.value {
            Value::Map(map) => maps::visit(self, map, at, misfit, before, place),
            Value::List(items) => lists::visit(self, items, at, misfit, before),
            _ => {}
        }
        self.rules(node, at, before, place);
    }

    /// Goes one step down.
    fn step(&mut self, step: Step<'a>, node: &'a Node, at: At<'a>, place: &'a Origin) {
        self.path.push(step);
        self.adviser.enter(at);
        self.visit(node, at, place);
        self.adviser.leave();
        self.path.pop();
    }

    /// What the schema says of the value alone. Of several limits that a text breaks the first one counts.
    fn facets(&mut self, node: &'a Node, at: At<'a>, misfit: ReleaseSet) {
        let mut broken = misfit;
        let mut allowed = Vec::new();
        for (facet, releases) in at.facets() {
            match facet {
                Facet::Limit(limit) if !limit.takes(&node.value) => {
                    self.object(Problem::Limit(limit), releases.without(broken), &node.origin);
                    broken |= releases;
                }
                Facet::Format(format) if !format.takes(&node.value) => {
                    self.object(Problem::Format(format), releases.without(broken), &node.origin);
                    broken |= releases;
                }
                Facet::Value(value) => allowed.push((value, releases)),
                _ => {}
            }
        }
        if let Value::String(text) = &node.value {
            self.patterns(node, text, at, broken);
            self.enumeration(node, text, &allowed, at, misfit);
        }
    }

    fn patterns(&mut self, node: &'a Node, text: &str, at: At<'a>, mut broken: ReleaseSet) {
        for (facet, releases) in at.facets() {
            if let Facet::Pattern(pattern) = facet
                && !pattern.takes(text)
            {
                self.object(Problem::Pattern(pattern), releases.without(broken), &node.origin);
                broken |= releases;
            }
        }
    }

    fn enumeration(
        &mut self,
        node: &'a Node,
        text: &crate::text::Str,
        allowed: &[(&'static str, ReleaseSet)],
        at: At<'a>,
        misfit: ReleaseSet,
    ) {
        let limited = allowed.iter().fold(ReleaseSet::NONE, |set, (_, releases)| set | *releases);
        let good = allowed.iter().filter(|(value, _)| *text == **value).map(|(_, releases)| *releases);
        let bad = limited.without(misfit).without(good.fold(ReleaseSet::NONE, |set, releases| set | releases));
        if bad.is_empty() {
            return;
        }
        let newest = bad.last().map_or(ReleaseSet::NONE, ReleaseSet::one);
        let there = allowed.iter().filter(|(_, releases)| !(*releases & newest).is_empty());
        let allowed: Vec<&'static str> = there.map(|(value, _)| *value).collect();
        let nearest = super::advice::nearest(text, allowed.iter().copied());
        let known = at.allows(text);
        self.object(Problem::Value { found: text.clone(), allowed, known, nearest }, bad, &node.origin);
    }

    /// The cross-field rules of the value. Of rules about the same fields one counts; a typo in a key of this very map
    /// (found since `before`) explains them all.
    fn rules(&mut self, node: &'a Node, at: At<'a>, before: usize, place: &'a Origin) {
        if self.options.partial {
            return;
        }
        let view = View { node, at, is_unknown: self.options.is_unknown };
        let explained = maps::explained(self.found.get(before..).unwrap_or_default(), &self.path);
        let mut first: Option<Violation> = None;
        for (facet, releases) in at.facets() {
            let Facet::Rule(rule) = facet else { continue };
            let here = View { at: at.within(releases), ..view };
            let releases = rule.holds(here).objections().without(explained);
            if releases.is_empty() {
                continue;
            }
            match &mut first {
                Some(Violation { problem: Problem::Rule { rule: one, beside }, releases: all, .. })
                    if one.is_about_type() && rule.is_about_type() =>
                {
                    beside.push(rule);
                    *all |= releases;
                }
                _ => {
                    let problem = Problem::Rule { rule, beside: Vec::new() };
                    let field = self.path.text();
                    let said = Violation { problem, origin: place.clone(), field, covers: Vec::new(), releases };
                    self.objections.extend(first.replace(said));
                }
            }
        }
        self.objections.extend(first);
    }
}

/// The releases in which a value is of the wrong type, and the right one.
fn misfit(value: &Value, at: At<'_>) -> (ReleaseSet, Option<Type>) {
    let mut misfit = ReleaseSet::NONE;
    let mut expected = None;
    for (facet, releases) in at.facets() {
        if let Facet::Type(kind) = facet
            && !kind.takes(value)
        {
            misfit |= releases;
            expected = Some(kind);
        }
    }
    // A quirk of the API server: where text has a format, a list passes for it.
    if matches!(value, Value::List(_)) {
        for (facet, releases) in at.facets() {
            if matches!(facet, Facet::Format(format) if format.is_text()) {
                misfit = misfit.without(releases);
            }
        }
    }
    (misfit, expected.filter(|_| !misfit.is_empty()))
}
