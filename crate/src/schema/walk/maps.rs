//! Maps: unknown and missing keys, and what is below the known ones.

use super::Walk;
use crate::diagnostic::ReleaseSet;
use crate::schema::format::is_ip;
use crate::schema::path::{Path, Step};
use crate::schema::rules::View;
use crate::schema::table::{At, Facet};
use crate::schema::violation::{Advice, Problem, Violation};
use crate::value::{Entry, Map, Node, Origin};

/// Looks at the entries of a map. `misfit`: where it is the wrong type altogether; that objection stands at `before`.
pub(super) fn visit<'a>(
    walk: &mut Walk<'a>,
    map: &'a Map,
    at: At<'a>,
    misfit: ReleaseSet,
    before: usize,
    place: &'a Origin,
) {
    let free = at.free();
    for entry in map.entries() {
        if is_passed_over(walk, entry) {
            continue;
        }
        let below = at.property(&entry.key).map(|child| child.at).or_else(|| at.values());
        let known = below.map_or(ReleaseSet::NONE, |below| below.releases);
        let unknown = at.releases.without(known).without(free);
        cover(walk, before, &entry.key, unknown & misfit);
        report(walk, entry, map, at, unknown.without(misfit));
        if let Some(below) = below.filter(|_| !entry.value.is_null()) {
            walk.step(Step::Key(&entry.key), &entry.value, below, &entry.key_origin);
        }
    }
    if !walk.options.partial {
        required(walk, map, at, misfit, before, place);
    }
    address(walk, map, at);
}

/// Type and metadata of the whole document stand elsewhere; a key that a tool fills in says nothing; `$patch` in a
/// patch is an instruction.
fn is_passed_over(walk: &Walk<'_>, entry: &Entry) -> bool {
    let head = walk.path.is_root() && matches!(&*entry.key, "apiVersion" | "kind" | "metadata");
    head || (walk.options.is_unknown)(&entry.key) || walk.options.partial && entry.key.starts_with('$')
}

/// Names a key as covered by the objection that the map is the wrong type.
fn cover(walk: &mut Walk<'_>, before: usize, key: &str, releases: ReleaseSet) {
    if releases.is_empty() {
        return;
    }
    let field = walk.path.with(Step::Key(key));
    if let Some(said) = walk.found.get_mut(before) {
        said.covers.push(field);
    }
}

fn report<'a>(walk: &mut Walk<'a>, entry: &'a Entry, map: &'a Map, at: At<'a>, releases: ReleaseSet) {
    if releases.is_empty() {
        return;
    }
    let advice = walk.adviser.advice(&entry.key, map, at, releases, &walk.path);
    let known = at.knows(&entry.key);
    let field = walk.path.with(Step::Key(&entry.key));
    let problem = Problem::Unknown { name: entry.key.clone(), known, advice };
    walk.object_at(field, problem, releases, &entry.key_origin);
}

/// Required fields that are not there, that a release does not know, or that are null; a default makes up for it.
fn required<'a>(walk: &mut Walk<'a>, map: &'a Map, at: At<'a>, misfit: ReleaseSet, before: usize, place: &'a Origin) {
    for (facet, releases) in at.facets() {
        let Facet::Required(name) = facet else { continue };
        let child = at.property(name);
        let written = map.get(name).is_some_and(|node| !node.is_null());
        let there = child.filter(|_| written).map_or(ReleaseSet::NONE, |child| child.at.releases);
        let defaults = child.into_iter().flat_map(|child| child.at.defaults());
        let there = defaults.fold(there, |set, (_, releases)| set | releases);
        let missing = releases.without(there).without(misfit);
        if !missing.is_empty() && !fold_into_typo(walk, name, missing, before) {
            walk.object_at(walk.path.with(Step::Key(name)), Problem::Missing(name), missing, place);
        }
    }
}

/// A missing field whose name is misspelt in the same map is one mistake, not two.
fn fold_into_typo(walk: &mut Walk<'_>, name: &str, missing: ReleaseSet, before: usize) -> bool {
    let field = walk.path.with(Step::Key(name));
    let mut found = walk.found.get_mut(before..).unwrap_or_default().iter_mut();
    let typo = found.find(|said| renames(said, &walk.path, Some(name)) && missing.without(said.releases).is_empty());
    let Some(typo) = typo else { return false };
    typo.covers.push(field);
    walk.blocked |= missing;
    true
}

/// True for a misspelt key of the map at a path.
fn renames(said: &Violation, path: &Path<'_>, to: Option<&str>) -> bool {
    let Problem::Unknown { name, advice: Advice::Rename(right), .. } = &said.problem else { return false };
    to.is_none_or(|to| to == *right) && path.with(Step::Key(name)) == said.field
}

/// The releases in which a misspelt key explains what else is wrong with the map.
pub(super) fn explained(found: &[Violation], path: &Path<'_>) -> ReleaseSet {
    let typos = found.iter().filter(|said| renames(said, path, None));
    typos.fold(ReleaseSet::NONE, |set, said| set | said.releases)
}

/// The value of an address of type IPAddress is one.
fn address<'a>(walk: &mut Walk<'a>, map: &'a Map, at: At<'a>) {
    let Some((_, releases)) = at.facets().find(|(facet, _)| *facet == Facet::IpAddress) else { return };
    let Some((node, text)) = map.get("value").and_then(|node| Some((node, node.as_str()?))) else { return };
    if is_ip(text) || (walk.options.is_unknown)(text) {
        return;
    }
    let whole = Node::map(map.clone(), node.origin.clone());
    let view = View { node: &whole, at: at.within(releases), is_unknown: walk.options.is_unknown };
    let of_kind = view.is("type", "IPAddress").yes;
    walk.object_at(walk.path.with(Step::Key("value")), Problem::IpAddress, of_kind, &node.origin);
}
