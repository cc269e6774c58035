//! A part of a text that knows where it stands.

use std::ops::Range;

/// A part of a text and the byte at which it starts there; cutting it keeps the places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'t> {
    /// The part.
    pub text: &'t str,
    /// Its first byte in the whole text.
    pub at: usize,
}

impl<'t> Piece<'t> {
    /// The whole of a text.
    pub fn whole(text: &'t str) -> Self {
        Piece { text, at: 0 }
    }

    /// The bytes of the whole text that it stands for.
    pub fn range(self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }

    /// What stands before and after the first `separator`.
    pub fn split_once(self, separator: char) -> Option<(Self, Self)> {
        self.text.split_once(separator).map(|(left, right)| self.halves(left, right))
    }

    /// What stands before and after the last `separator`.
    pub fn rsplit_once(self, separator: char) -> Option<(Self, Self)> {
        self.text.rsplit_once(separator).map(|(left, right)| self.halves(left, right))
    }

    /// The parts between the separators.
    pub fn split(self, separator: char) -> impl Iterator<Item = Self> {
        self.text.split(separator).scan(self.at, move |at, text| {
            let piece = Piece { text, at: *at };
            *at += text.len() + separator.len_utf8();
            Some(piece)
        })
    }

    fn halves(self, left: &'t str, right: &'t str) -> (Self, Self) {
        let after = self.at + self.text.len() - right.len();
        (Piece { text: left, at: self.at }, Piece { text: right, at: after })
    }
}

/// How many UTF-16 units stand before byte `byte` of `text`, as JavaScript counts; past the end, all of them.
pub fn utf16_before(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).map(|(_, c)| c.len_utf16()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_pieces_know_their_places() {
        let (left, right) = Piece::whole("a/b:c").split_once('/').unwrap();
        assert_eq!((left.range(), right.range()), (0..1, 2..5));
        let (left, right) = right.rsplit_once(':').unwrap();
        assert_eq!((left.range(), right.range()), (2..3, 4..5));
        assert_eq!(Piece::whole("é/b/").split('/').map(Piece::range).collect::<Vec<_>>(), [0..2, 3..4, 5..5]);
    }

    #[test]
    fn utf16_units_before_a_byte() {
        assert_eq!([0, 1, 5, 99].map(|byte| utf16_before("a😀b", byte)), [0, 1, 3, 4]);
    }
}
