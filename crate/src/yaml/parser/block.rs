//! Lists and maps written over lines.

use super::{Event, Parser, Place, State, What, event};
use crate::yaml::problem::Syntax;
use crate::yaml::scan::Fetch;
use crate::yaml::token::Kind;

impl<'t> Parser<'t> {
    /// `-` and an item, or the end of the list.
    pub(super) fn item(&mut self, open: usize) -> Fetch<Event<'t>> {
        match self.kind()? {
            Kind::Item => {
                let at = self.pass();
                let is_empty = |kind: &Kind| matches!(kind, Kind::Item | Kind::BlockEnd);
                self.node_or_empty(Place::Block, State::Item(open), is_empty, at)
            }
            Kind::BlockEnd => Ok(self.close()),
            _ => Err(self.wrong(Syntax::ItemExpected, Some(open))),
        }
    }

    /// The same for a list at the column of the key above it, which has no end of its own.
    pub(super) fn level_item(&mut self) -> Fetch<Event<'t>> {
        if matches!(self.kind()?, Kind::Item) {
            let at = self.pass();
            let is_empty = |kind: &Kind| matches!(kind, Kind::Item) || ends_entry(kind);
            return self.node_or_empty(Place::Block, State::LevelItem, is_empty, at);
        }
        let at = self.scanner.peek()?.start;
        self.state = self.stack.pop().unwrap_or(State::Done);
        Ok(event(What::End, at, at))
    }

    /// A key, or the end of the map.
    pub(super) fn key(&mut self, open: usize) -> Fetch<Event<'t>> {
        match self.kind()? {
            Kind::Key => {
                let at = self.pass();
                self.node_or_empty(Place::Entry, State::Value(open), ends_entry, at)
            }
            Kind::BlockEnd => Ok(self.close()),
            _ => Err(self.wrong(Syntax::KeyExpected, Some(open))),
        }
    }

    /// `:` and a value, or neither.
    pub(super) fn value(&mut self, open: usize) -> Fetch<Event<'t>> {
        if matches!(self.kind()?, Kind::Value) {
            let at = self.pass();
            return self.node_or_empty(Place::Entry, State::Key(open), ends_entry, at);
        }
        let at = self.scanner.peek()?.start;
        Ok(self.empty(at, State::Key(open)))
    }
}

/// True for what can't be the key or value of a block.
fn ends_entry(kind: &Kind) -> bool {
    matches!(kind, Kind::Key | Kind::Value | Kind::BlockEnd)
}
