//! The text of a scalar, put together from the pieces of source that it stands for.

use super::cursor::Cursor;
use std::borrow::Cow;

/// A run: byte of the scalar's text, byte of the source, how many source bytes it stands for.
pub(super) type Run = (u32, u32, u32);

/// Collects a scalar's text; borrows it for as long as it stands in the source in one piece.
pub(super) struct Gather<'t> {
    source: &'t str,
    from: usize,
    to: usize,
    owned: Option<String>,
    /// Where each part came from, when somebody wants to know.
    pub runs: Option<Vec<Run>>,
}

impl<'t> Gather<'t> {
    /// Nothing yet. `record`: keep the runs.
    pub fn new(source: &'t str, record: bool) -> Self {
        Gather { source, from: 0, to: 0, owned: None, runs: record.then(Vec::new) }
    }

    /// The source bytes `from..to`, as they are.
    pub fn take(&mut self, from: usize, to: usize) {
        if from == to {
            return;
        }
        self.record(from, to);
        if self.owned.is_none() && (self.from == self.to || self.to == from) {
            if self.from == self.to {
                self.from = from;
            }
            self.to = to;
        } else {
            let text = self.source.get(from..to).unwrap_or("");
            self.own().push_str(text);
        }
    }

    /// Other text for the source bytes `from..to`.
    pub fn put(&mut self, text: &str, from: usize, to: usize) {
        self.record(from, to);
        self.own().push_str(text);
    }

    /// The line break at the cursor, which passes it: a line feed, except for the two separators of Unicode.
    pub fn take_break(&mut self, cursor: &mut Cursor) {
        let (from, byte) = (cursor.pos, cursor.byte());
        cursor.skip_break();
        if matches!(byte, b'\n' | 0xE2) {
            self.take(from, cursor.pos);
        } else {
            self.put("\n", from, cursor.pos);
        }
    }

    /// The text.
    pub fn finish(self) -> Cow<'t, str> {
        match self.owned {
            Some(text) => Cow::Owned(text),
            None => Cow::Borrowed(self.source.get(self.from..self.to).unwrap_or("")),
        }
    }

    fn record(&mut self, from: usize, to: usize) {
        let at = self.owned.as_ref().map_or(self.to - self.from, String::len);
        if let Some(runs) = &mut self.runs {
            runs.push((at as u32, from as u32, (to - from) as u32));
        }
    }

    fn own(&mut self) -> &mut String {
        let borrowed = self.source.get(self.from..self.to).unwrap_or("");
        self.owned.get_or_insert_with(|| borrowed.to_owned())
    }
}

/// The blank space between two lines of a scalar, not yet known to be folded or kept.
#[derive(Clone, Copy, Default)]
pub(super) struct Gap {
    /// The first line break, where there was one that counts.
    pub first: Option<usize>,
    /// The source that holds the further line breaks (and indentation).
    pub rest: (usize, usize),
}

impl Gap {
    /// A gap whose first break is at the cursor, which passes it.
    pub fn open(cursor: &mut Cursor) -> Self {
        let first = cursor.pos;
        cursor.skip_break();
        Gap { first: Some(first), rest: (cursor.pos, cursor.pos) }
    }

    /// True when the first break folds into a space: all do but the two separators of Unicode.
    fn folds(&self, cursor: &Cursor) -> bool {
        self.first.is_some_and(|at| cursor.moved(at).byte() != 0xE2)
    }

    /// Writes the gap folded: one break is a space, of more the first is dropped.
    pub fn fold<'t>(&self, cursor: &Cursor<'t>, gather: &mut Gather<'t>) {
        if !self.folds(cursor) {
            return self.keep(cursor, gather);
        }
        let before = self.first.unwrap_or(self.rest.0);
        if !self.keep_rest(cursor, gather) {
            gather.put(" ", before, self.rest.1.max(before));
        }
    }

    /// Writes every break of the gap.
    pub fn keep<'t>(&self, cursor: &Cursor<'t>, gather: &mut Gather<'t>) {
        self.keep_first(cursor, gather);
        self.keep_rest(cursor, gather);
    }

    /// Writes the first break.
    pub fn keep_first<'t>(&self, cursor: &Cursor<'t>, gather: &mut Gather<'t>) {
        if let Some(first) = self.first {
            gather.take_break(&mut cursor.moved(first));
        }
    }

    /// Writes the further breaks; false when there are none.
    pub fn keep_rest<'t>(&self, cursor: &Cursor<'t>, gather: &mut Gather<'t>) -> bool {
        let mut any = false;
        let mut at = cursor.moved(self.rest.0);
        while at.pos < self.rest.1 {
            if at.break_len() > 0 {
                gather.take_break(&mut at);
                any = true;
            } else {
                at.skip(1);
            }
        }
        any
    }
}
