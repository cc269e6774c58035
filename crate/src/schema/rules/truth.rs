//! What holds in which releases.

use crate::diagnostic::ReleaseSet;

/// Whether something holds, in all releases at once: where it does, where it does not, and where asking is an error
/// because a field that is asked for is not there. In the rest it is not known: a deployment tool fills a value in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Truth {
    pub yes: ReleaseSet,
    pub no: ReleaseSet,
    pub error: ReleaseSet,
}

impl Truth {
    /// The same in all of these releases.
    pub fn of(answer: bool, releases: ReleaseSet) -> Self {
        match answer {
            true => Truth { yes: releases, ..Truth::default() },
            false => Truth { no: releases, ..Truth::default() },
        }
    }

    /// An error in all of these releases.
    pub fn error(releases: ReleaseSet) -> Self {
        Truth { error: releases, ..Truth::default() }
    }

    /// Answers for different releases, put together.
    pub fn beside(self, other: Truth) -> Self {
        Truth { yes: self.yes | other.yes, no: self.no | other.no, error: self.error | other.error }
    }

    /// The answer only in these releases.
    pub fn within(self, releases: ReleaseSet) -> Self {
        Truth { yes: self.yes & releases, no: self.no & releases, error: self.error & releases }
    }

    pub fn not(self) -> Self {
        Truth { yes: self.no, no: self.yes, error: self.error }
    }

    /// Both. An error beside something that does not hold does not count.
    pub fn and(self, other: Truth) -> Self {
        let no = self.no | other.no;
        Truth { yes: self.yes & other.yes, no, error: (self.error | other.error).without(no) }
    }

    /// At least one. An error beside something that holds does not count.
    pub fn or(self, other: Truth) -> Self {
        self.not().and(other.not()).not()
    }

    /// The other one where this holds; true where it does not.
    pub fn implies(self, other: Truth) -> Self {
        self.choose(other, Truth::of(true, self.no))
    }

    /// The first where this holds, the second where it does not.
    pub fn choose(self, first: Truth, second: Truth) -> Self {
        first.within(self.yes).beside(second.within(self.no)).beside(Truth::error(self.error))
    }

    /// Both hold, or both do not.
    pub fn same(self, other: Truth) -> Self {
        self.choose(other, other.not())
    }

    /// The releases that object: where it does not hold, or asking is an error.
    pub fn objections(self) -> ReleaseSet {
        self.no | self.error
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_give_way_to_what_decides() {
        let releases = ReleaseSet::range(0, 3);
        let (yes, no, error) = (Truth::of(true, releases), Truth::of(false, releases), Truth::error(releases));
        assert_eq!(error.or(yes), yes);
        assert_eq!(error.or(no), error);
        assert_eq!(error.and(no), no);
        assert_eq!(error.and(yes), error);
        assert_eq!(error.implies(yes), error);
        assert_eq!(no.implies(error), yes);
        assert_eq!(no.same(no), yes);
    }

    #[test]
    fn what_is_not_known_objects_nowhere() {
        let releases = ReleaseSet::range(0, 3);
        let unknown = Truth::default();
        assert!(unknown.and(Truth::of(true, releases)).objections().is_empty());
        assert!(unknown.or(Truth::of(false, releases)).objections().is_empty());
        assert_eq!(unknown.and(Truth::of(false, releases)).objections(), releases);
    }
}
