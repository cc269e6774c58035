//! A short way from text to events, for what most documents are: blocks of plain keys with values on one line.
//!
//! It only reads what it is sure of, and gives up at anything else: tags, anchors, block scalars, text over several
//! lines, tabs, odd characters, errors. Then the whole reader starts anew. What it reads, it reads as the whole reader
//! does, to the byte (a test compares the two on every recorded text).

mod line;

use super::parser::{Event, What};
use super::typing::Tag;
use std::borrow::Cow;

/// How deep blocks, and brackets, may be.
const MAX_DEPTH: usize = 200;

/// What a block is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Map,
    List,
    /// A list at the column of the key above it.
    Level,
}

/// A list or map that is open.
struct Block {
    kind: Kind,
    column: usize,
    /// A value is awaited; where it stands when there is none.
    awaits: Option<usize>,
}

/// Reads events.
struct Quick<'t, F> {
    text: &'t str,
    pos: usize,
    /// Where the line begins.
    line: usize,
    blocks: Vec<Block>,
    comments: Comments,
    tell: F,
}

/// Where comments stand.
pub(super) type Comments = Vec<(usize, usize)>;

/// Tells the events of a document and gives its comments; none where the whole reader is needed.
pub(super) fn events<'t>(text: &'t str, tell: impl FnMut(Event<'t>)) -> Option<Comments> {
    let mut quick = Quick { text, pos: 0, line: 0, blocks: Vec::new(), comments: Vec::new(), tell };
    while quick.pos < text.len() {
        quick.read_line()?;
    }
    (!quick.blocks.is_empty()).then_some(())?;
    quick.fill();
    while quick.blocks.pop().is_some() {
        quick.tell(What::End, text.len(), text.len());
    }
    Some(quick.comments)
}

impl<'t, F: FnMut(Event<'t>)> Quick<'t, F> {
    fn read_line(&mut self) -> Option<()> {
        self.line = self.pos;
        self.spaces();
        if self.at_line_end() {
            return self.line_end();
        }
        let column = self.pos - self.line;
        if column == 0 && matches!(self.text.get(self.pos..self.pos + 3), Some("---" | "...")) {
            return None;
        }
        self.settle(column)?;
        self.content()
    }

    /// Closes the blocks that end before this line, and opens the one that begins with it.
    fn settle(&mut self, column: usize) -> Option<()> {
        let is_item = self.is_item();
        let Some(top) = self.blocks.last() else {
            return self.open(column, if is_item { Kind::List } else { Kind::Map });
        };
        if top.awaits.is_some() {
            if column > top.column {
                return self.open(column, if is_item { Kind::List } else { Kind::Map });
            }
            if is_item && column == top.column && top.kind == Kind::Map {
                return self.open(column, Kind::Level);
            }
            self.fill();
        }
        let is_over = |block: &mut Block| {
            block.column > column || block.kind == Kind::Level && block.column == column && !is_item
        };
        while self.blocks.pop_if(is_over).is_some() {
            self.tell(What::End, self.pos, self.pos);
        }
        let top = self.blocks.last()?;
        (top.column == column && (top.kind != Kind::Map) == is_item).then_some(())
    }

    /// Opens a block here.
    fn open(&mut self, column: usize, kind: Kind) -> Option<()> {
        self.answer(None);
        self.tell(if kind == Kind::Map { What::MapStart } else { What::ListStart }, self.pos, self.pos);
        self.blocks.push(Block { kind, column, awaits: None });
        (self.blocks.len() < MAX_DEPTH).then_some(())
    }

    /// Items that begin on this line, and then an entry or a value.
    fn content(&mut self) -> Option<()> {
        while self.is_item() {
            let dash = self.pos;
            self.pos += 1;
            self.spaces();
            if self.at_line_end() {
                self.answer(Some(dash + 1));
                return self.line_end();
            }
            let (column, is_item) = (self.pos - self.line, self.is_item());
            let start = self.pos;
            let is_key = !is_item && self.key().is_some();
            self.pos = start;
            if !is_item && !is_key {
                return self.value();
            }
            self.open(column, if is_item { Kind::List } else { Kind::Map })?;
        }
        self.entry()
    }

    fn entry(&mut self) -> Option<()> {
        let (start, text, plain) = self.key()?;
        self.tell(What::Scalar(Cow::Borrowed(text), plain), start, self.pos);
        self.pos += 1;
        let colon = self.pos;
        self.spaces();
        if self.at_line_end() {
            self.answer(Some(colon));
            return self.line_end();
        }
        self.value()
    }

    /// The awaited value is not there: it is null.
    fn fill(&mut self) {
        if let Some(at) = self.blocks.last().and_then(|top| top.awaits) {
            self.answer(None);
            self.tell(What::Scalar(Cow::Borrowed(""), true), at, at);
        }
    }

    fn answer(&mut self, awaits: Option<usize>) {
        if let Some(top) = self.blocks.last_mut() {
            top.awaits = awaits;
        }
    }

    fn tell(&mut self, what: What<'t>, start: usize, end: usize) {
        (self.tell)(Event { what, anchor: None, tag: Tag::None, start, end });
    }
}

#[cfg(test)]
mod tests;
