//! All known releases, and sets of them.

use super::nearest::nearest;
use super::read::{self, FactsError};
use super::{Feature, Release, private};
use crate::diagnostic::ReleaseSet;
use crate::text::{Str, cut};

/// All known releases.
///
/// ```
/// use gatelint::release::{Feature, Releases};
///
/// let releases = Releases::builtin();
/// let release = releases.find("v1.5.0").unwrap();
/// assert!(release.has(Feature::ImageRepository) && !release.has(Feature::MergeType));
/// assert_eq!(releases.having(Feature::MergeType).first(), releases.find("v1.8.0").map(|release| release.index));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Releases {
    pub(super) all: Vec<Release>,
    pub(super) newest: Release,
    pub(super) day: Str,
}

impl Releases {
    /// The releases that this program was built with.
    pub fn builtin() -> Self {
        Releases::read(
            crate::text::table!(include_str!("releases.txt")),
            crate::text::table!(include_str!("features.txt")),
        )
        .unwrap_or_default()
    }

    /// Those and private builds; `private.rs` says how they are described.
    ///
    /// # Errors
    /// A line that says nothing known, or nothing that can be.
    pub fn with_private(text: &str) -> Result<Self, FactsError> {
        let mut releases = Releases::builtin();
        private::add(&mut releases, text)?;
        Ok(releases)
    }

    /// Reads facts: the text of `releases.txt` and that of `features.txt`.
    ///
    /// # Errors
    /// A line that says nothing known, or no release at all.
    pub fn read(releases: &str, features: &str) -> Result<Self, FactsError> {
        read::releases(releases, features)
    }

    /// All of them, the oldest version first.
    pub fn all(&self) -> &[Release] {
        &self.all
    }

    /// The one with the highest version.
    pub fn newest(&self) -> &Release {
        &self.newest
    }

    /// The release of an index.
    pub fn get(&self, index: u16) -> Option<&Release> {
        self.all.get(usize::from(index))
    }

    /// The release of a version, `v1.9.0`.
    pub fn find(&self, version: &str) -> Option<&Release> {
        self.all.iter().find(|release| release.version == *version)
    }

    /// The known version that was most likely meant.
    pub fn nearest(&self, version: &str) -> String {
        let known = usize::from(self.newest.index) + 1;
        nearest(version, self.all.get(..known).unwrap_or(&self.all)).to_string()
    }

    /// The day of the facts, `2026-11-21`.
    pub fn day(&self) -> &str {
        &self.day
    }

    /// The set of all releases.
    pub fn every(&self) -> ReleaseSet {
        self.select(|_| true)
    }

    /// Those that are not past their end of life on a day, `2026-11-21`.
    pub fn supported_on(&self, day: &str) -> ReleaseSet {
        self.select(|release| &*release.end_of_life >= day)
    }

    /// Those that behave so.
    pub fn having(&self, feature: Feature) -> ReleaseSet {
        self.select(|release| release.has(feature))
    }

    /// The set of ranges of versions: `v1.5.0` one release, `v1.6.2..v1.6.7` both ends and all between, `v1.8.0..` to the
    /// newest. None where a version is not known.
    pub fn set(&self, ranges: &str) -> Option<ReleaseSet> {
        let index = |version| self.find(version).map(|release| release.index);
        // While the facts are read, none is the newest yet.
        let newest = || self.all.iter().rev().find(|release| release.base == release.index);
        let mut set = ReleaseSet::NONE;
        for range in ranges.split(' ').filter(|range| !range.is_empty()) {
            let (first, last) = cut(range, "..").unwrap_or((range, range));
            let last = if last.is_empty() { newest()?.index } else { index(last)? };
            set |= ReleaseSet::range(index(first)?, last);
        }
        // A private build is where the release is that it was made of.
        for release in &self.all {
            if set.contains(release.base) && release.base != release.index {
                set |= ReleaseSet::one(release.index);
            }
        }
        Some(set)
    }

    /// The versions of a set, the oldest first.
    pub fn names(&self, set: ReleaseSet) -> impl Iterator<Item = &str> {
        self.all.iter().filter(move |release| set.contains(release.index)).map(|release| &*release.version)
    }

    fn select(&self, mut wanted: impl FnMut(&Release) -> bool) -> ReleaseSet {
        let chosen = self.all.iter().filter(|release| wanted(release));
        chosen.fold(ReleaseSet::NONE, |set, release| set | ReleaseSet::one(release.index))
    }
}
