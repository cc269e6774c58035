//! Maps: unknown and missing keys, and what is below the known ones.

use super::{Site, Walk};
use crate::diagnostic::ReleaseSet;
use crate::schema::format::is_ip;
use crate::schema::path::{Path, Step};
use crate::schema::rules::View;
use crate::schema::table::{At, Facet, Sorts};
use crate::schema::violation::{Advice, Problem, Violation};
use crate::value::{Entry, Map};

/// Looks at the entries of a map.
pub(super) fn visit<'a>(walk: &mut Walk<'a>, map: &'a Map, site: Site<'a>) {
    let at = site.at;
    let free = site.free();
    for entry in map.entries() {
        if is_passed_over(walk, entry) {
            continue;
        }
        let below = at.property(&entry.key).map(|child| child.at).or_else(|| at.values());
        let known = below.map_or(ReleaseSet::NONE, |below| below.releases);
        let unknown = at.releases.without(known).without(free);
        cover(walk, site, &entry.key, unknown);
        report(walk, entry, map, at, unknown.without(site.misfit));
        // A null counts as absent; in values of a chart it takes the default away, and templates need groups.
        if let Some(below) = below.filter(|below| !entry.value.is_null() || below.is_group()) {
            walk.step(Step::Key(&entry.key), &entry.value, below, &entry.key_origin);
        }
    }
    if site.sorts.has(Sorts::REQUIRED) && !walk.options.partial {
        required(walk, map, site);
    }
    if site.sorts.has(Sorts::IP_ADDRESS) {
        address(walk, map, site);
    }
}

/// Type and metadata of the whole document stand elsewhere; a key that a tool fills in says nothing; `$patch` in a
/// patch is an instruction.
fn is_passed_over(walk: &Walk<'_>, entry: &Entry) -> bool {
    let head = walk.path.is_root() && matches!(&*entry.key, "apiVersion" | "kind" | "metadata");
    head || (walk.options.is_unknown)(&entry.key) || walk.options.partial && entry.key.starts_with('$')
}

/// Names a key as covered by the objection that the map is of the wrong type.
fn cover(walk: &mut Walk<'_>, site: Site<'_>, key: &str, unknown: ReleaseSet) {
    if (unknown & site.misfit).is_empty() {
        return;
    }
    let field = walk.path.with(Step::Key(key));
    if let Some(said) = walk.found_at(site).first_mut() {
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
    let problem = Problem::Unknown { name: entry.key.clone(), known, advice, ignored: at.is_group() };
    walk.object_at(field, problem, releases, &entry.key_origin);
}

/// Required fields that are not there, that a release does not know, or that are null; a default makes up for it.
fn required<'a>(walk: &mut Walk<'a>, map: &'a Map, site: Site<'a>) {
    for (facet, releases) in site.at.facets() {
        let Facet::Required(name) = facet else { continue };
        let child = site.at.property(name);
        let written = map.get(name).is_some_and(|node| !node.is_null());
        let there = child.filter(|_| written).map_or(ReleaseSet::NONE, |child| child.at.releases);
        let defaults = child.into_iter().flat_map(|child| child.at.defaults());
        let there = defaults.fold(there, |set, (_, releases)| set | releases);
        let missing = releases.without(there).without(site.misfit);
        if !missing.is_empty() && !fold_into_typo(walk, site, name, missing) {
            walk.object_at(walk.path.with(Step::Key(name)), Problem::Missing(name), missing, site.place);
        }
    }
}

/// A missing field whose name is misspelt in the same map is one mistake, not two.
fn fold_into_typo(walk: &mut Walk<'_>, site: Site<'_>, name: &str, missing: ReleaseSet) -> bool {
    let path = walk.path.clone();
    let is_it = |said: &&mut Violation| renames(said, &path, Some(name)) && missing.without(said.releases).is_empty();
    let Some(typo) = walk.found_at(site).iter_mut().find(is_it) else { return false };
    typo.covers.push(path.with(Step::Key(name)));
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
fn address<'a>(walk: &mut Walk<'a>, map: &'a Map, site: Site<'a>) {
    let Some((_, releases)) = site.at.facets().find(|(facet, _)| *facet == Facet::IpAddress) else { return };
    let Some((node, text)) = map.get("value").and_then(|node| Some((node, node.as_str()?))) else { return };
    if is_ip(text) || (walk.options.is_unknown)(text) {
        return;
    }
    let view = View { node: site.node, at: site.at.within(releases), is_unknown: walk.options.is_unknown };
    let of_kind = view.is("type", "IPAddress").yes;
    walk.object_at(walk.path.with(Step::Key("value")), Problem::IpAddress, of_kind, &node.origin);
}
