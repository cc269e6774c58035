//! What the schema says of a value alone: type, limits, format, pattern, allowed values.

use super::Walk;
use crate::diagnostic::ReleaseSet;
use crate::schema::advice::nearest;
use crate::schema::table::{At, Facet, Sorts, Type};
use crate::schema::violation::Problem;
use crate::schema::{Format, Pattern};
use crate::text::{Gather as _, Str};
use crate::value::{Node, Value};
use crate::yaml::to_json;

impl<'a> Walk<'a> {
    /// What the schema says of the value alone. Of several limits that a text breaks the first one counts.
    pub(super) fn facets(&mut self, node: &'a Node, at: At<'a>, misfit: ReleaseSet) {
        let mut broken = misfit;
        let mut allowed = Vec::new();
        for (facet, releases) in at.facets() {
            match facet {
                Facet::Limit(limit) if !limit.takes(&node.value) => {
                    self.object(Problem::Limit(limit), releases.without(broken), limit.place(node));
                    broken |= releases;
                }
                Facet::Format(format) if !format.takes(&node.value) => {
                    self.object(Problem::Format(format), releases.without(broken), &node.origin);
                    broken |= releases;
                }
                Facet::Type(Type::Integer | Type::IntOrString) if is_rounded(&node.value) => {
                    self.object(Problem::Format(Format::Int64), releases.without(broken), &node.origin);
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
        text: &Str,
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
        let allowed: Vec<&'static str> = there.map(|(value, _)| *value).gather();
        let nearest = nearest(text, allowed.iter().copied());
        let known = at.allows(text);
        self.object(Problem::Value { found: text.clone(), allowed, known, nearest }, bad, &node.origin);
    }
}

/// True for a number that passes for a whole one only because of rounding; then its range is refused.
fn is_rounded(value: &Value) -> bool {
    matches!(value, Value::Float(float) if *float != float.trunc())
}

/// How a value fits its place, and what else there is to look for.
pub(super) struct Fit {
    /// The releases in which it is of the wrong type.
    pub misfit: ReleaseSet,
    /// The right type.
    pub expected: Option<Type>,
    pub sorts: Sorts,
}

/// Looks at the type of a value. Most places say no more than that, so this is the one pass that each value gets.
pub(super) fn fit(value: &Value, at: At<'_>) -> Fit {
    let mut fit = Fit { misfit: ReleaseSet::NONE, expected: None, sorts: Sorts::default() };
    for (facet, releases) in at.every_facet() {
        let releases = *releases & at.releases;
        if releases.is_empty() {
            continue;
        }
        fit.sorts.add(facet);
        if let Facet::Type(kind) = facet
            && !kind.takes(value)
        {
            fit.misfit |= releases;
            fit.expected = Some(*kind);
        }
    }
    // A quirk of the API server: where text has a format, a list passes for it. (For bytes, a cross-field rule fails.)
    if matches!(value, Value::List(_)) && fit.sorts.has(Sorts::VALUE) {
        for (facet, releases) in at.facets() {
            if facet == Facet::Format(Format::Duration) {
                fit.misfit = fit.misfit.without(releases);
            }
        }
    }
    fit.expected = fit.expected.filter(|_| !fit.misfit.is_empty());
    fit
}

/// True for a value of another type from which a template makes the same: text that it prints without its quotes, and
/// what is empty, which counts as left out.
pub(super) fn is_printed_alike(value: &Value, at: At<'_>) -> bool {
    if let Value::String(text) = value
        && (at.is(Type::Integer) && text.parse::<i64>().is_ok() || at.is(Type::Boolean) && &**text == "true")
    {
        return true;
    }
    let is_empty = match value {
        Value::String(text) => return text.is_empty() && !at.is_group(),
        Value::Bool(value) => !value,
        Value::List(items) => items.is_empty(),
        Value::Map(map) => map.is_empty(),
        _ => false,
    };
    is_empty && !at.is_group() && !at.is(Type::Integer)
}

/// The form of text that a number or boolean does not have in quotes either.
pub(super) fn unfit_form(node: &Node, at: At<'_>) -> Option<Pattern> {
    if matches!(node.value, Value::Null | Value::String(_) | Value::List(_) | Value::Map(_)) {
        return None;
    }
    let text = to_json(node);
    at.facets().find_map(|(facet, _)| match facet {
        Facet::Pattern(pattern) if !pattern.takes(&text) => Some(pattern),
        _ => None,
    })
}
