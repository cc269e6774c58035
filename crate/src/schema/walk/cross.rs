//! Cross-field rules.

use super::{Site, Walk, lists, maps};
use crate::diagnostic::ReleaseSet;
use crate::schema::path::Step;
use crate::schema::rules::{Rule, Truth, View, culprit};
use crate::schema::table::Facet;
use crate::schema::violation::Problem;
use crate::text::Gather as _;

impl<'a> Walk<'a> {
    /// The cross-field rules of the value. A typo in a key of this very map explains them all.
    pub(super) fn rules(&mut self, site: Site<'a>) {
        if self.options.partial {
            return;
        }
        let Site { node, at, before, .. } = site;
        let since = self.found.get(before..).unwrap_or_default();
        let typos = maps::explained(since, &self.path);
        let mut broken = Broken::default();
        for (facet, releases) in at.facets() {
            let Facet::Rule(rule) = facet else { continue };
            let known = if matches!(rule, Rule::Unique(_)) { lists::doubled(since, &self.path) } else { typos };
            let here = View { node, at: at.within(releases.without(known)), is_unknown: self.options.is_unknown };
            broken.add(rule, rule.holds(here));
        }
        broken.problems().into_iter().for_each(|(problem, releases)| self.objection(site, problem, releases));
    }

    /// Objects, unless the structure turns out to be wrong; shown at what breaks the rule.
    fn objection(&mut self, site: Site<'a>, problem: Problem, releases: ReleaseSet) {
        let (field, place) = match &problem {
            Problem::Missing(name) => (self.path.with(Step::Key(name)), None),
            Problem::Rule { rule, .. } => {
                let at = site.at.within(releases);
                (self.path.text(), culprit(*rule, View { node: site.node, at, is_unknown: self.options.is_unknown }))
            }
            _ => (self.path.text(), None),
        };
        let violation = self.violation(field, problem, releases, place.unwrap_or(site.place));
        self.objections.push(violation);
    }
}

/// The broken rules of a value. One wrong or missing `type` breaks several: they are one mistake.
#[derive(Default)]
struct Broken {
    /// Where there is no `type` at all.
    untyped: ReleaseSet,
    about_type: Option<(Rule, Vec<Rule>, ReleaseSet)>,
    others: Vec<(Rule, ReleaseSet)>,
}

impl Broken {
    fn add(&mut self, rule: Rule, truth: Truth) {
        let releases = truth.objections();
        if releases.is_empty() {
            return;
        }
        match &mut self.about_type {
            _ if !rule.is_about_type() => self.others.push((rule, releases)),
            _ if !truth.error.is_empty() => self.untyped |= releases,
            Some((_, beside, all)) => {
                beside.push(rule);
                *all |= releases;
            }
            none => *none = Some((rule, Vec::new(), releases)),
        }
    }

    fn problems(self) -> Vec<(Problem, ReleaseSet)> {
        let untyped = (!self.untyped.is_empty()).then_some((Problem::Missing("type"), self.untyped));
        let typed = self.about_type.map(|(rule, beside, releases)| (Problem::Rule { rule, beside }, releases));
        let others =
            self.others.into_iter().map(|(rule, releases)| (Problem::Rule { rule, beside: Vec::new() }, releases));
        untyped.into_iter().chain(typed).chain(others).gather()
    }
}
