//! Sets of releases, as bits.

/// A set of releases, each by its index among all known ones (oldest first); up to 128 of them.
///
/// Only the bits are known here; what a release is, the layer `release` knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ReleaseSet(u128);

impl ReleaseSet {
    /// No release.
    pub const NONE: ReleaseSet = ReleaseSet(0);

    /// One release.
    pub fn one(index: u16) -> Self {
        ReleaseSet(1u128.checked_shl(index.into()).unwrap_or(0))
    }

    /// The releases from `first` to `last`, both included.
    pub fn range(first: u16, last: u16) -> Self {
        (first..=last).fold(ReleaseSet::NONE, |set, index| set | ReleaseSet::one(index))
    }

    /// The set of these bits, the lowest for the oldest release.
    pub const fn from_bits(bits: u128) -> Self {
        ReleaseSet(bits)
    }

    /// The bits, the lowest for the oldest release.
    pub fn bits(self) -> u128 {
        self.0
    }

    /// True when the release is in it.
    pub fn contains(self, index: u16) -> bool {
        !(self & ReleaseSet::one(index)).is_empty()
    }

    /// True when there is none in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many releases.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Those of this set that are not in `other`.
    pub fn without(self, other: ReleaseSet) -> Self {
        ReleaseSet(self.0 & !other.0)
    }

    /// The indexes, oldest first.
    pub fn iter(self) -> Indexes {
        Indexes(self)
    }

    /// The oldest one.
    pub fn first(self) -> Option<u16> {
        (!self.is_empty()).then(|| self.0.trailing_zeros() as u16)
    }

    /// The newest one.
    pub fn last(self) -> Option<u16> {
        (!self.is_empty()).then(|| 127 - self.0.leading_zeros() as u16)
    }
}

/// The indexes of a set, oldest first.
#[derive(Debug, Clone)]
pub struct Indexes(ReleaseSet);

impl Iterator for Indexes {
    type Item = u16;

    fn next(&mut self) -> Option<u16> {
        let first = self.0.first()?;
        self.0 = self.0.without(ReleaseSet::one(first));
        Some(first)
    }
}

impl std::ops::BitOr for ReleaseSet {
    type Output = ReleaseSet;

    fn bitor(self, other: ReleaseSet) -> ReleaseSet {
        ReleaseSet(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for ReleaseSet {
    fn bitor_assign(&mut self, other: ReleaseSet) {
        self.0 |= other.0;
    }
}

impl std::ops::BitAnd for ReleaseSet {
    type Output = ReleaseSet;

    fn bitand(self, other: ReleaseSet) -> ReleaseSet {
        ReleaseSet(self.0 & other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_its_ends() {
        let set = ReleaseSet::range(3, 5);
        assert_eq!(set.iter().collect::<Vec<_>>(), [3, 4, 5]);
        assert_eq!((set.first(), set.last(), set.len()), (Some(3), Some(5), 3));
        assert!(set.without(ReleaseSet::range(0, 5)).is_empty());
    }

    #[test]
    fn an_index_out_of_range_is_no_release() {
        assert!(ReleaseSet::one(200).is_empty());
        assert_eq!(ReleaseSet::NONE.last(), None);
    }
}
