//! The walk of a document.

mod cross;
mod lists;
mod maps;
mod values;

use super::Kind;
use super::advice::Adviser;
use super::metadata;
use super::path::{Path, Step};
use super::table::{At, Schema, Sorts};
use super::violation::{Problem, Violation};
use crate::diagnostic::ReleaseSet;
use crate::value::{Node, Origin, Value};
use crate::yaml;
use values::Fit;

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
    walk.adviser.enter(at, root);
    walk.visit(root, at, root.head());
    if let Some(meta) = schema.object_meta(options.targets) {
        metadata::check(&mut walk, kind, root, meta);
    }
    let mut found = walk.finish();
    // Sops writes its own block beside what it encrypts; who decrypts takes it out.
    if root.get("sops").is_some() && root.has_text(&options.is_unknown) {
        found.retain(|violation| violation.field != "sops");
    }
    found
}

/// What is wrong with values of the gateway-helm chart, for its templates or for the objects that they become part of.
pub fn check_values(schema: &Schema, root: &Node, options: Options) -> Vec<Violation> {
    let Some(at) = schema.values(options.targets) else { return Vec::new() };
    let mut walk = Walk::new(Options { partial: true, ..options });
    walk.adviser.enter(at, root);
    walk.visit(root, at, root.head());
    walk.finish()
}

/// The walk: where it is, and what it found.
pub(super) struct Walk<'a> {
    pub options: Options,
    pub path: Path<'a>,
    /// A null is an empty value everywhere; so metadata is read.
    pub nulls_are_empty: bool,
    pub adviser: Adviser<'a>,
    found: Vec<Violation>,
    objections: Vec<Violation>,
    /// The releases in which cross-field rules are not looked at.
    blocked: ReleaseSet,
}

/// A value that is being looked at.
#[derive(Clone, Copy)]
struct Site<'a> {
    node: &'a Node,
    at: At<'a>,
    /// Its key, where it has one.
    place: &'a Origin,
    /// Where it is of the wrong type altogether.
    misfit: ReleaseSet,
    /// What there is to look for.
    sorts: Sorts,
    /// What was found before it; what is found from there on is about it. First comes the objection to its type.
    before: usize,
}

impl Site<'_> {
    /// The releases in which anything may stand there.
    fn free(&self) -> ReleaseSet {
        if self.sorts.has(Sorts::ANY) { self.at.free() } else { ReleaseSet::NONE }
    }
}

impl<'a> Walk<'a> {
    /// What was found about a value so far.
    fn found_at(&mut self, site: Site<'_>) -> &mut [Violation] {
        self.found.get_mut(site.before..).unwrap_or_default()
    }

    fn new(options: Options) -> Self {
        Walk {
            options,
            path: Path::default(),
            nulls_are_empty: false,
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
        let violation = self.violation(field, problem, releases, place);
        self.found.push(violation);
    }

    fn violation(&self, field: String, problem: Problem, releases: ReleaseSet, place: &Origin) -> Violation {
        let name = self.path.name_of(&field);
        Violation { problem, origin: place.clone(), field, name, covers: Vec::new(), releases }
    }

    /// Another field that the API server names for what was objected to last.
    pub fn cover_last(&mut self, field: &str) {
        if let Some(said) = self.found.last_mut() {
            said.covers.push(field.to_string());
        }
    }

    /// Looks at a value; `place` is its key, where it has one.
    pub fn visit(&mut self, node: &'a Node, at: At<'a>, place: &'a Origin) {
        if node.as_str().is_some_and(self.options.is_unknown) || self.nulls_are_empty && node.is_null() {
            return;
        }
        if self.adviser.is_in_group() && values::is_printed_alike(&node.value, at) {
            return;
        }
        let Fit { misfit, expected, sorts } = values::fit(&node.value, at);
        let site = Site { node, at, place, misfit, sorts, before: self.found.len() };
        if let Some(expected) = expected {
            let (found, form) = (node.value.kind(), values::unfit_form(node, at));
            let origin = if node.is_null() { place } else { &node.origin };
            self.object(Problem::Type { expected, found, read: yaml::reading(node), form }, misfit, origin);
        }
        if sorts.has(Sorts::VALUE) {
            self.facets(node, at, misfit);
        }
        match &node.value {
            Value::Map(map) => maps::visit(self, map, site),
            Value::List(items) => lists::visit(self, items, site),
            _ => {}
        }
        if sorts.has(Sorts::RULE) {
            self.rules(site);
        }
    }

    /// Goes one step down.
    fn step(&mut self, step: Step<'a>, node: &'a Node, at: At<'a>, place: &'a Origin) {
        self.path.push(step);
        self.adviser.enter(at, node);
        self.visit(node, at, place);
        self.adviser.leave();
        self.path.pop();
    }
}
