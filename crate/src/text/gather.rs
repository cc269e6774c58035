//! Lists out of iterators.

/// Puts what comes into a list.
///
/// `collect` brings functions of its own for each kind of iterator; a plain loop is put into its caller, and what makes
/// the list grow is shared by all lists of like items.
pub trait Gather: Iterator + Sized {
    /// Everything that comes, as a list.
    #[inline(always)]
    fn gather(self) -> Vec<Self::Item> {
        let mut list = Vec::new();
        for item in self {
            list.push(item);
        }
        list
    }
}

impl<I: Iterator> Gather for I {}
