//! What an unknown name may stand for.

use super::path::{Path, Step, add};
use super::table::At;
use super::violation::Advice;
use crate::diagnostic::ReleaseSet;
use crate::value::Map;
use std::collections::{BTreeSet, VecDeque};

/// How many unknown fields of a document get advice; a document with more has another problem.
const BUDGET: usize = 64;
/// Longer names are no typos.
const LONGEST: usize = 64;

/// Finds out what an unknown field may stand for: a field of nearly this name beside it, or this name elsewhere.
#[derive(Debug, Default)]
pub(super) struct Adviser<'a> {
    /// The places from the root to the one at hand.
    way: Vec<At<'a>>,
    given: usize,
}

impl<'a> Adviser<'a> {
    pub fn enter(&mut self, at: At<'a>) {
        self.way.push(at);
    }

    pub fn leave(&mut self) {
        self.way.pop();
    }

    /// Advice about the key `name` of `map`, which `releases` do not know at `at`.
    pub fn advice(&mut self, name: &str, map: &Map, at: At<'a>, releases: ReleaseSet, path: &Path<'_>) -> Advice {
        self.given += 1;
        if self.given > BUDGET || name.len() > LONGEST {
            return Advice::None;
        }
        let newest = releases.last().map_or(ReleaseSet::NONE, ReleaseSet::one);
        let free = at.within(newest).properties().filter(|child| map.get(child.name).is_none());
        if let Some(right) = nearest(name, free.map(|child| child.name)) {
            return Advice::Rename(right);
        }
        self.elsewhere(name, at, newest, path).map_or(Advice::None, Advice::Move)
    }

    /// The same name below this place, or else below the nearest place above it.
    fn elsewhere(&self, name: &str, at: At<'a>, release: ReleaseSet, path: &Path<'_>) -> Option<String> {
        let mut seen = BTreeSet::new();
        let above = self.way.iter().enumerate().rev().skip(1).map(|(depth, at)| (depth + 1, *at));
        let mut places = std::iter::once((path.len(), at)).chain(above);
        places.find_map(|(depth, at)| {
            let found = below(at.within(release), name, &mut seen)?;
            let mut text = path.cut(depth);
            found.iter().for_each(|name| add(&mut text, Step::Key(name)));
            Some(text)
        })
    }
}

/// The shortest way down to a property; lists and maps are passed through.
fn below(from: At<'_>, name: &str, seen: &mut BTreeSet<usize>) -> Option<Vec<&'static str>> {
    let mut open = VecDeque::from([(from, Vec::new())]);
    while let Some((at, way)) = open.pop_front() {
        if !seen.insert(at.node()) {
            continue;
        }
        if let Some(child) = at.property(name) {
            return Some([way, vec![child.name]].concat());
        }
        for child in at.properties() {
            open.push_back((child.at, [way.as_slice(), &[child.name]].concat()));
        }
        let parts = [at.items(), at.values()];
        open.extend(parts.into_iter().flatten().map(|part| (part, way.clone())));
    }
    None
}

/// The candidate that is most like a name, if it is so like it that it was likely meant.
pub(super) fn nearest(name: &str, candidates: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let plain = plain(name);
    let allowed = plain.len().div_ceil(4).min(3);
    let ranked = candidates.map(|candidate| (distance(&plain, &self::plain(candidate)), candidate));
    ranked.filter(|(distance, _)| *distance <= allowed).min().map(|(_, candidate)| candidate)
}

/// Lower case without dashes and underscores: `image_pull_policy` and `imagePullPolicy` are the same.
fn plain(name: &str) -> Vec<char> {
    name.chars().take(LONGEST).filter(|c| !matches!(c, '-' | '_')).map(|c| c.to_ascii_lowercase()).collect()
}

/// How many letters have to be changed, added, dropped or swapped with the next one.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let change = cell(&last, j) + usize::from(a != b);
            let mut best = change.min(cell(&last, j + 1) + 1).min(cell(&row, j) + 1);
            let swapped = i > 0 && j > 0 && one.get(i - 1) == Some(b) && other.get(j - 1) == Some(a);
            if swapped {
                best = best.min(cell(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    cell(&last, other.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typos() {
        let names = ["image", "imageRepository", "env", "resources", "securityContext", "volumeMounts", "type"];
        let cases = [
            ("Image", Some("image")),
            ("image_repository", Some("imageRepository")),
            ("imageRepositry", Some("imageRepository")),
            ("resouces", Some("resources")),
            ("tpye", Some("type")),
            ("volumes", None),
            ("replicas", None),
            ("x", None),
        ];
        for (written, meant) in cases {
            assert_eq!(nearest(written, names.into_iter()), meant, "{written}");
        }
    }
}
