//! What comparing can't show: `changes.txt` says it, and on what files it matters.

use super::condition::{self, MOST_PLACES};
use super::fleet::Fleet;
use super::others::Other;
use super::{Changes, Impact, NONE};
use crate::release::{Release, Releases};
use crate::render::{Object, Rendering};
use crate::rules::Input;
use crate::text::{Gather as _, Span, cut};
use crate::value::Node;

/// The notes of all releases; `changes.txt` says how they are written. The Wasm module does not carry them:
/// the package hands them in.
pub const NOTES: &str = crate::text::table!(include_str!("changes.txt"));

/// How it begins where only the older release has it.
const NO_LONGER: &str = "no longer so: ";

pub(super) fn compare(
    notes: &str,
    sides: [&Input<'_>; 2],
    documents: &[Other<'_>],
    fleets: &[Fleet<'_>],
    changes: &mut Changes,
) {
    let mut notes = notes.lines().filter(|line| !line.is_empty()).peekable();
    while let Some(head) = notes.next() {
        let (mut what, mut todo, mut places) = ("", "", None);
        let mut words = head.splitn(3, ' ');
        let (Some(id), Some(sign), Some(which)) = (words.next(), words.next(), words.next()) else { continue };
        let note = Note { sign, which };
        let envoys = if sign == "^" { envoys(which, sides, fleets) } else { [None, None] };
        let has = note.has(sides, &envoys);
        while let Some(line) = notes.next_if(|line| line.starts_with(' ')) {
            let line = line.trim_start();
            match line.split_at_checked(2) {
                Some(("= ", text)) => what = text,
                Some(("> ", text)) => todo = text,
                _ => {
                    let found = has.and_then(|_| condition::places(line, sides, documents));
                    places = match (places, found) {
                        (Some(places), Some(found)) => Some([places, found].concat()),
                        (places, found) => places.or(found),
                    };
                }
            }
        }
        if let (Some(has), Some(places)) = (has, places) {
            let [was, is] = envoys;
            let own = is.or(was).filter(|own| !own.is_empty());
            let places = own.unwrap_or(places);
            let [before, after] = sides.map(|side| side.release);
            let (impact, mut what, mut todo) = note.words(has, what, todo, sides[1].releases);
            if let Some(undone) = what.strip_prefix(NO_LONGER).filter(|_| after.base < before.base) {
                let since = note.since(before, sides[1].releases);
                what = format!("going back undoes this change of {since}: {undone}");
                todo = "set back what was adapted to it".to_string();
            }
            changes.add((id, impact, what, &todo, NONE), "", places);
        }
    }
}

struct Note<'n> {
    sign: &'n str,
    which: &'n str,
}

impl Note<'_> {
    /// Whether the newer release has it; none where that is no news.
    fn has(&self, sides: [&Input<'_>; 2], envoys: &[Option<Vec<Span>>; 2]) -> Option<bool> {
        let in_release =
            |side: &Input<'_>| side.releases.set(self.which).is_some_and(|set| set.contains(side.release.index));
        let [had, has] = match self.sign {
            "^" => envoys.each_ref().map(Option::is_none),
            _ => sides.map(in_release),
        };
        // An advisory that stays open is told of again.
        let is_open = matches!(self.sign, "*" | "^") && !has;
        (had != has || is_open).then_some(has)
    }

    fn words(&self, has: bool, what: &str, todo: &str, releases: &Releases) -> (Impact, String, String) {
        let impact = match (self.sign, has) {
            ("*" | "^", true) => return (Impact::Notice, format!("{what}: fixed"), String::new()),
            ("*" | "^", false) => {
                let todo = format!("fixed in {}", self.fixes(releases));
                return (Impact::Action, format!("{what}: it is open to that"), todo);
            }
            ("!", true) => Impact::Breaking,
            ("!", false) | ("+", true) => Impact::Action,
            _ => Impact::Notice,
        };
        match has {
            true => (impact, what.to_string(), todo.to_string()),
            false => (impact, format!("{NO_LONGER}{what}"), String::new()),
        }
    }

    /// The release that brought it to this one.
    fn since(&self, release: &Release, releases: &Releases) -> &str {
        let mut ranges = self.which.split(' ');
        let range = ranges.find(|range| releases.set(range).is_some_and(|set| set.contains(release.index)));
        range.map_or("", |range| cut(range, "..").map_or(range, |(first, _)| first))
    }

    /// The releases, or versions of Envoy, that fixed it.
    fn fixes(&self, releases: &Releases) -> String {
        let oldest = releases.all().first().map_or("", |release| &release.version);
        let firsts = self.which.split(' ').map(|range| cut(range, "..").map_or(range, |(first, _)| first));
        let firsts: Vec<&str> = firsts.filter(|first| *first != oldest).gather();
        let envoy = if self.which.starts_with('v') { "" } else { "Envoy " };
        format!("{envoy}{}", firsts.join(", "))
    }
}

/// Where the images of Envoy stand that lack a fix, in each release; none where all that are known have it. Where the
/// newer release creates none, the image of the older one goes on. No places, where no proxy is known and the release's
/// own lacks it.
fn envoys(fixes: &str, sides: [&Input<'_>; 2], fleets: &[Fleet<'_>]) -> [Option<Vec<Span>>; 2] {
    let is_open = |image: &str| version(image).is_some_and(|version| lacks(version, fixes));
    let (mut all, mut some_are_known) = ([None, None], false);
    for fleet in fleets {
        let [was, is] = fleet.sides.map(|side| side.and_then(image));
        some_are_known |= was.is_some() || is.is_some();
        for (image, open) in [was, is.or(was)].into_iter().zip(&mut all) {
            let Some(image) = image.filter(|image| is_open(image.as_str().unwrap_or(""))) else { continue };
            let places: &mut Vec<Span> = open.get_or_insert_with(Vec::new);
            let place = image.origin.span().or(fleet.place).filter(|place| !places.contains(place));
            places.extend(place.filter(|_| places.len() < MOST_PLACES));
        }
    }
    if some_are_known { all } else { sides.map(|side| is_open(&side.release.images.envoy).then(Vec::new)) }
}

/// The image of the Envoy that is created.
fn image(rendering: &Rendering) -> Option<&Node> {
    rendering.objects.iter().find_map(Object::envoy)?.get("image")
}

/// Minor and patch version of an image of Envoy: `envoy:distroless-v1.35.6` is 35 and 6.
fn version(image: &str) -> Option<(u32, u32)> {
    let (_, tag) = image.split('@').next()?.rsplit_once(':')?;
    let tag = tag.strip_prefix("distroless-").unwrap_or(tag);
    let tag = tag.strip_prefix("contrib-").unwrap_or(tag);
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
