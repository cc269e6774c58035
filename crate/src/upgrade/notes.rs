//! What comparing can't show: `changes.txt` says it, and on what files it matters.

use super::condition;
use super::others::Other;
use super::{Change, Impact, Side};
use crate::release::Releases;
use crate::render::ENVOY;
use crate::text::{Span, Str};
use crate::value::Node;

const NOTES: &str = crate::text::table!(include_str!("changes.txt"));

pub(super) fn compare(sides: [Side<'_>; 2], documents: &[Other<'_>], changes: &mut Vec<Change>) {
    let mut notes = NOTES.lines().filter(|line| !line.is_empty()).peekable();
    while let Some(head) = notes.next() {
        let (mut conditions, mut what, mut todo) = (Vec::new(), "", "");
        while let Some(line) = notes.next_if(|line| line.starts_with(' ')) {
            let line = line.trim_start();
            match line.split_at_checked(2) {
                Some(("= ", text)) => what = text,
                Some(("> ", text)) => todo = text,
                _ => conditions.push(line),
            }
        }
        let mut words = head.splitn(3, ' ');
        let (Some(id), Some(sign), Some(which)) = (words.next(), words.next(), words.next()) else { continue };
        let note = Note { id, which, what, todo };
        let places = || {
            let mut all = conditions.iter().filter_map(|condition| condition::places(condition, sides, documents));
            let first = all.next()?;
            Some(all.fold(first, |mut places, mut more| {
                places.append(&mut more);
                places
            }))
        };
        changes.extend(note.change(sign, sides, places));
    }
}

struct Note {
    id: &'static str,
    which: &'static str,
    what: &'static str,
    todo: &'static str,
}

impl Note {
    fn change(&self, sign: &str, sides: [Side<'_>; 2], places: impl Fn() -> Option<Vec<Span>>) -> Option<Change> {
        let releases = sides[1].input.releases;
        if sign == "^" {
            let envoys = sides.map(|side| envoy(side, self.which));
            let places = places();
            return self.advisory(envoys.map(|open| open.is_none()), places?, releases);
        }
        let set = releases.set(self.which).unwrap_or_default();
        let [had, has] = sides.map(|side| set.contains(side.input.release.index));
        match sign {
            "*" if has && had => None,
            "*" => self.advisory([had, has], places()?, releases),
            _ if had == has => None,
            _ => Some(self.told(sign, has, places()?)),
        }
    }

    fn told(&self, sign: &str, has: bool, places: Vec<Span>) -> Change {
        let impact = match sign {
            "!" if has => Impact::Breaking,
            "+" if has => Impact::Action,
            "!" => Impact::Action,
            _ => Impact::Notice,
        };
        let what = if has { Str::from(self.what) } else { Str::from(format!("no longer so: {}", self.what)) };
        Change { places, ..Change::new(self.id, impact, what).todo(if has { self.todo } else { "" }) }
    }

    /// `fixed`: whether each of the releases has the fix.
    fn advisory(&self, fixed: [bool; 2], places: Vec<Span>, releases: &Releases) -> Option<Change> {
        let change = match fixed {
            [true, true] => return None,
            [false, true] => Change::new(self.id, Impact::Notice, format!("{}: fixed", self.what)),
            [_, false] => Change::new(self.id, Impact::Action, format!("{}: it is open to that", self.what))
                .todo(format!("fixed in {}", self.fixes(releases))),
        };
        Some(Change { places, ..change })
    }

    /// The releases, or versions of Envoy, that fixed it.
    fn fixes(&self, releases: &Releases) -> String {
        let oldest = releases.all().first().map_or("", |release| &release.version);
        let firsts = self.which.split(' ').map(|range| range.split("..").next().unwrap_or(""));
        let firsts: Vec<&str> = firsts.filter(|first| *first != oldest).collect();
        let envoy = if self.which.starts_with('v') { "" } else { "Envoy " };
        format!("{envoy}{}", firsts.join(", "))
    }
}

/// The version of an Envoy that runs in this release and lacks a fix: none where all that are known have it.
fn envoy(side: Side<'_>, fixes: &str) -> Option<(u32, u32)> {
    let own = &side.input.release.images.envoy;
    let mut images: Vec<&str> = Vec::new();
    for rendering in side.input.renderings {
        for object in &rendering.objects {
            let containers = object.node.at(&["spec", "template", "spec", "containers"]).map_or(&[][..], Node::items);
            let envoy = containers.iter().find(|container| container.str_at(&["name"]) == Some(ENVOY));
            images.extend(envoy.and_then(|envoy| envoy.str_at(&["image"])));
        }
    }
    if images.is_empty() {
        images.push(own);
    }
    images.into_iter().filter_map(version).find(|version| lacks(*version, fixes))
}

/// Minor and patch version of an image of Envoy: `envoy:distroless-v1.35.6` is 35 and 6.
fn version(image: &str) -> Option<(u32, u32)> {
    let (_, tag) = image.split('@').next()?.rsplit_once(":")?;
    let tag = tag.trim_start_matches("distroless-").trim_start_matches("contrib-");
    let mut parts = tag.strip_prefix("v1.")?.split(['.', '-']);
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// True for a version that is below the fix of its line, or of a line that is older than all of them.
fn lacks((minor, patch): (u32, u32), fixes: &str) -> bool {
    let fixes = fixes.split(' ').filter_map(|fix| {
        let (minor, patch) = fix.strip_prefix("1.")?.split_once('.')?;
        Some((minor.parse::<u32>().ok()?, patch.parse::<u32>().ok()?))
    });
    let mut oldest = u32::MAX;
    for (line, fix) in fixes {
        if line == minor {
            return patch < fix;
        }
        oldest = oldest.min(line);
    }
    minor < oldest
}
