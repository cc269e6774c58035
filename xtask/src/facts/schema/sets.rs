//! Sets of releases while the table is made.

use std::ops::{BitAnd, BitOr};

/// A set of releases by their place among all, the oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Set(pub u128);

impl Set {
    pub fn range(first: usize, last: usize) -> Self {
        (first..=last).fold(Set::default(), Set::with)
    }

    pub fn with(self, at: usize) -> Self {
        Set(self.0 | 1 << at)
    }

    pub fn has(self, at: usize) -> bool {
        self.0 >> at & 1 == 1
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set that stands for this one below `parent`, so that equal parts of a schema get equal sets wherever they
    /// stand: a release that is not in `parent` does as the one before it that is, or as the first one.
    pub fn within(self, parent: Set, releases: usize) -> Self {
        let mut last = (0..releases).find(|at| parent.has(*at)).is_some_and(|first| self.has(first));
        let mut wide = Set::default();
        for at in 0..releases {
            if parent.has(at) {
                last = self.has(at);
            }
            if last {
                wide = wide.with(at);
            }
        }
        wide
    }

    /// `v1.5.0 v1.6.0..v1.6.7 v1.8.0..`
    pub fn text(self, releases: &[String]) -> String {
        let mut ranges = Vec::new();
        let mut at = 0;
        while at < releases.len() {
            let run = (at..releases.len()).take_while(|at| self.has(*at)).count();
            match run {
                0 => at += 1,
                _ if at + run == releases.len() => ranges.push(format!("{}..", releases[at])),
                1 => ranges.push(releases[at].clone()),
                _ => ranges.push(format!("{}..{}", releases[at], releases[at + run - 1])),
            }
            at += run;
        }
        ranges.join(" ")
    }
}

impl BitOr for Set {
    type Output = Set;

    fn bitor(self, other: Set) -> Set {
        Set(self.0 | other.0)
    }
}

impl BitAnd for Set {
    type Output = Set;

    fn bitand(self, other: Set) -> Set {
        Set(self.0 & other.0)
    }
}
