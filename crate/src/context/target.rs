//! Which release is deployed: what the files name, and which known release that is.

use super::inferred::{Inferred, listed};
use super::version::{Numbers, Wanted};
use crate::release::Releases;
use crate::text::{Gather as _, Span, Str};

/// How much a place that names a version counts; the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// A patch of what installs the chart: it is applied last.
    Patch,
    /// What installs the chart.
    Chart,
    /// A chart that has it as a dependency.
    Dependency,
    /// The controller's image as a kustomization changes it.
    PatchedImage,
    /// The controller's image.
    Image,
    /// The chart of the CRDs alone.
    Crds,
}

/// A place that names a version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// How much it counts.
    pub weight: Weight,
    /// The path of its file.
    pub path: Str,
    /// Where it stands.
    pub span: Option<Span>,
    /// What is written there.
    pub text: Str,
}

/// The release that the files name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its index.
    pub release: u16,
    /// What is said about it.
    pub inferred: Inferred,
}

/// How many places are looked at.
const MOST: usize = 64;

/// The release that the evidence, which is sorted, speaks for: the first counts, and what contradicts it is noted.
pub fn target(evidence: &[Evidence], releases: &Releases) -> Option<Target> {
    let readable = evidence.iter().filter_map(|one| Some((one, Wanted::parse(&one.text)?))).take(MOST);
    let read: Vec<(&Evidence, Pick)> =
        readable.filter_map(|(one, wanted)| Some((one, pick(&wanted, &one.text, releases)?))).gather();
    let (first, pick) = read.first()?;
    let mut others: Vec<String> =
        read.iter().filter(|(_, other)| other.release != pick.release).map(|(one, _)| said(one)).gather();
    others.dedup();
    let contradiction = (!others.is_empty()).then(|| listed(&others));
    let notes: Vec<String> = pick.note.iter().cloned().chain(contradiction).gather();
    let name = releases.get(pick.release).map_or(String::new(), |release| release.version.to_string());
    let note = (!notes.is_empty()).then(|| notes.join("; "));
    Some(Target { release: pick.release, inferred: Inferred { note, ..Inferred::new("target", name, first.span) } })
}

fn said(one: &Evidence) -> String {
    format!("{} says {}", one.path, one.text)
}

struct Pick {
    release: u16,
    note: Option<String>,
}

/// The known release that is meant, or the nearest.
fn pick(wanted: &Wanted, text: &str, releases: &Releases) -> Option<Pick> {
    let newest = releases.newest().index;
    let found =
        |release: u16, note: Option<&str>| Some(Pick { release, note: note.map(|note| format!("{text}: {note}")) });
    // A private build goes by its whole name.
    if let Some(build) = releases.find(text.trim()).filter(|release| release.base != release.index) {
        return found(build.index, None);
    }
    match wanted {
        Wanted::Newest => found(newest, Some("taken for the newest release that is known here")),
        Wanted::Exact { numbers, preview } => match exact(*numbers, releases) {
            Some(release) if *preview => found(release, Some("a preview of this release")),
            Some(release) => found(release, None),
            None => found(nearest(*numbers, releases), Some("not known here; this is the nearest release before it")),
        },
        Wanted::Range(range) => {
            let fitting = numbered(releases).filter(|(numbers, _)| range.holds(*numbers)).max();
            match fitting {
                Some((_, release)) => found(release, Some("this is the newest release that fits")),
                None => found(
                    nearest(range.start(), releases),
                    Some("no release that fits is known here; this is the nearest before"),
                ),
            }
        }
    }
}

fn exact(wanted: Numbers, releases: &Releases) -> Option<u16> {
    numbered(releases).find(|(numbers, _)| *numbers == wanted).map(|(_, release)| release)
}

/// The newest known release that is not newer than `wanted`, else the oldest.
fn nearest(wanted: Numbers, releases: &Releases) -> u16 {
    let before = numbered(releases).filter(|(numbers, _)| *numbers <= wanted).max();
    before.or_else(|| numbered(releases).min()).map_or(0, |(_, release)| release)
}

/// The known releases by their numbers, private builds left out.
fn numbered(releases: &Releases) -> impl Iterator<Item = (Numbers, u16)> {
    let known = releases.all().iter().filter(|release| release.base == release.index);
    known.filter_map(|release| match Wanted::parse(&release.version)? {
        Wanted::Exact { numbers, .. } => Some((numbers, release.index)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(weight: Weight, path: &'static str, text: &'static str) -> Evidence {
        Evidence { weight, path: path.into(), span: None, text: text.into() }
    }

    fn said(mut evidence: Vec<Evidence>) -> Option<(String, Option<String>)> {
        evidence.sort();
        target(&evidence, &Releases::builtin()).map(|target| (target.inferred.value, target.inferred.note))
    }

    #[test]
    fn the_weightiest_counts_and_what_differs_is_noted() {
        let found = said(vec![
            evidence(Weight::Image, "a.yaml", "v1.7.0"),
            evidence(Weight::Chart, "b.yaml", "1.8.0"),
            evidence(Weight::Chart, "c.yaml", "v1.8.0"),
        ]);
        assert_eq!(found, Some(("v1.8.0".into(), Some("a.yaml says v1.7.0".into()))));
    }

    #[test]
    fn what_is_no_version_says_nothing() {
        assert_eq!(said(vec![evidence(Weight::Chart, "a.yaml", "HEAD")]), None);
        let found = said(vec![evidence(Weight::Chart, "a.yaml", "HEAD"), evidence(Weight::Crds, "b.yaml", "v1.8.0")]);
        assert_eq!(found, Some(("v1.8.0".into(), None)));
    }

    #[test]
    fn each_known_release_is_itself() {
        for release in Releases::builtin().all() {
            let found = said(vec![Evidence { text: release.version.clone(), ..evidence(Weight::Chart, "a", "") }]);
            assert_eq!(found, Some((release.version.to_string(), None)));
        }
    }
}
