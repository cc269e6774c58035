//! Lists and maps in brackets and braces.

use super::{Event, Parser, Place, State, What, event};
use crate::yaml::problem::Syntax;
use crate::yaml::scan::Fetch;
use crate::yaml::token::Kind;

impl<'t> Parser<'t> {
    pub(super) fn bracket_item(&mut self, first: bool, open: usize) -> Fetch<Event<'t>> {
        if !matches!(self.kind()?, Kind::BracketClose) {
            if !first {
                self.comma(Syntax::CommaOrBracket, open)?;
            }
            let then = State::BracketItem { first: false, open };
            match self.kind()? {
                Kind::Key => {
                    self.state = State::PairKey(open);
                    let at = self.pass();
                    return Ok(event(What::MapStart, at, at));
                }
                Kind::BracketClose => {}
                _ => return self.node_then(Place::Flow, then),
            }
        }
        Ok(self.close())
    }

    pub(super) fn pair_key(&mut self, open: usize) -> Fetch<Event<'t>> {
        if !ends_item(self.kind()?) && !matches!(self.kind()?, Kind::Value) {
            return self.node_then(Place::Flow, State::PairValue(open));
        }
        // The token is lost, as it is for go-yaml: a pair without a key is never accepted.
        let at = self.pass();
        Ok(self.empty(at, State::PairValue(open)))
    }

    pub(super) fn pair_value(&mut self, open: usize) -> Fetch<Event<'t>> {
        self.flow_value(State::PairEnd(open), ends_item)
    }

    pub(super) fn brace_key(&mut self, first: bool, open: usize) -> Fetch<Event<'t>> {
        if !matches!(self.kind()?, Kind::BraceClose) {
            if !first {
                self.comma(Syntax::CommaOrBrace, open)?;
            }
            match self.kind()? {
                Kind::Key => {
                    let at = self.pass();
                    let is_empty = |kind: &Kind| ends_member(kind) || matches!(kind, Kind::Value);
                    return self.node_or_empty(Place::Flow, State::BraceValue(open), is_empty, at);
                }
                Kind::BraceClose => {}
                _ => return self.node_then(Place::Flow, State::BraceNoValue(open)),
            }
        }
        Ok(self.close())
    }

    pub(super) fn brace_value(&mut self, open: usize) -> Fetch<Event<'t>> {
        self.flow_value(State::BraceKey { first: false, open }, ends_member)
    }

    /// `:` and a value, or neither.
    pub(super) fn flow_value(&mut self, then: State, ends: fn(&Kind) -> bool) -> Fetch<Event<'t>> {
        if matches!(self.kind()?, Kind::Value) {
            let at = self.pass();
            return self.node_or_empty(Place::Flow, then, ends, at);
        }
        let at = self.scanner.peek()?.start;
        Ok(self.empty(at, then))
    }

    pub(super) fn comma(&mut self, otherwise: Syntax, open: usize) -> Fetch<()> {
        if !matches!(self.kind()?, Kind::Comma) {
            return Err(self.wrong(otherwise, Some(open)));
        }
        self.scanner.take();
        Ok(())
    }
}

/// True for what ends an item in brackets.
fn ends_item(kind: &Kind) -> bool {
    matches!(kind, Kind::Comma | Kind::BracketClose)
}

/// True for what ends a key or value in braces.
fn ends_member(kind: &Kind) -> bool {
    matches!(kind, Kind::Comma | Kind::BraceClose)
}
