//! What an unknown name may stand for.

use super::path::{Path, Step, add};
use super::table::At;
use super::violation::Advice;
use crate::diagnostic::ReleaseSet;
use crate::text::nearest_within;
use crate::value::{Map, Node};

/// How many unknown fields of a document get advice; a document with more has another problem.
const BUDGET: usize = 16;
/// Longer names are no typos.
const LONGEST: usize = 64;

/// Fields of a Gateway and values of the chart that moved: where they stood, since when they stand elsewhere, and where.
const MOVED: [(&str, &str, &str); 4] = [
    ("envoyGatewayMetricsService", "v1.1.0", "deployment.ports"),
    ("global.images.envoyGateway.tag", "v1.4.0", "deployment.envoyGateway.image.tag"),
    ("spec.backendTLS", "v1.6.0", "spec.tls.backend"),
    ("spec.listeners[].tls.frontendValidation", "v1.6.0", "spec.tls.frontend.default.validation"),
];

/// Finds out what an unknown field may stand for: a field of nearly this name beside it, or this name elsewhere.
#[derive(Debug, Default)]
pub(super) struct Adviser<'a> {
    /// The places from the root to the one at hand, one more than there are steps.
    way: Vec<(At<'a>, &'a Node)>,
    given: usize,
}

impl<'a> Adviser<'a> {
    pub fn enter(&mut self, at: At<'a>, node: &'a Node) {
        self.way.push((at, node));
    }

    pub fn leave(&mut self) {
        self.way.pop();
    }

    /// True for a value that templates of a chart look for by its name.
    pub fn is_in_group(&self) -> bool {
        self.way.iter().rev().nth(1).is_some_and(|(above, _)| above.is_group())
    }

    /// Advice about the key `name` of `map`, which `releases` do not know at `at`.
    pub fn advice(&mut self, name: &str, map: &Map, at: At<'a>, releases: ReleaseSet, path: &Path<'_>) -> Advice {
        self.given += 1;
        if self.given > BUDGET || name.len() > LONGEST {
            return Advice::None;
        }
        if let Some(successor) = successor(name, at, releases, path) {
            return successor;
        }
        let newest = releases.last().map_or(ReleaseSet::NONE, ReleaseSet::one);
        let free = at.within(newest).properties().filter(|child| map.get(child.name).is_none());
        if let Some(right) = nearest(name, free.map(|child| child.name)) {
            return Advice::Rename(right);
        }
        self.elsewhere(name, newest, path).map_or(Advice::None, Advice::Move)
    }

    /// The same name below the place at hand, or else below the nearest place above it.
    fn elsewhere(&self, name: &str, release: ReleaseSet, path: &Path<'_>) -> Option<String> {
        let mut seen = Vec::new();
        self.way.iter().enumerate().rev().find_map(|(depth, (at, node))| {
            let found = below(at.within(release), node, name, &mut seen)?;
            let mut text = path.cut(depth);
            found.iter().for_each(|name| add(&mut text, Step::Key(name)));
            Some(text)
        })
    }
}

/// What took the place of a field that older releases know.
fn successor(name: &str, at: At<'_>, releases: ReleaseSet, path: &Path<'_>) -> Option<Advice> {
    if at.knows(name).last()? >= releases.last()? {
        return None;
    }
    let place = path.pattern(name);
    let (_, since, place) = MOVED.iter().find(|(old, ..)| *old == place)?;
    Some(Advice::Successor { since, place })
}

/// The shortest way down to a property, through what is written where there are several; lists and maps are passed
/// through.
fn below(from: At<'_>, node: &Node, name: &str, seen: &mut Vec<bool>) -> Option<Vec<&'static str>> {
    let mut open = vec![(from, Some(node), Vec::new())];
    let mut next = 0;
    while let Some((at, node, way)) = open.get_mut(next).map(|(at, node, way)| (*at, *node, std::mem::take(way))) {
        next += 1;
        if !mark(seen, at.node()) {
            continue;
        }
        if let Some(child) = at.property(name) {
            return Some([way, vec![child.name]].concat());
        }
        let part = |name| node.and_then(|node| node.get(name));
        for is_written in [true, false] {
            for child in at.properties().filter(|child| part(child.name).is_some() == is_written) {
                open.push((child.at, part(child.name), [way.as_slice(), &[child.name]].concat()));
            }
        }
        let parts = [at.items(), at.values()];
        open.extend(parts.into_iter().flatten().map(|part| (part, None, way.clone())));
    }
    None
}

/// Marks a node; true where it had no mark.
fn mark(seen: &mut Vec<bool>, node: usize) -> bool {
    if seen.len() <= node {
        seen.resize(node + 1, false);
    }
    seen.get_mut(node).is_some_and(|seen| !std::mem::replace(seen, true))
}

/// The candidate that was likely meant. A quarter of the letters may differ: what is taken for a typo hides what follows
/// from it.
pub(super) fn nearest(name: &str, mut candidates: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    nearest_within(name, &mut candidates, name.len().div_ceil(4))
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
