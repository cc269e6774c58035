//! From tokens to events: the grammar, as a machine with a stack of what is to come.

mod block;
mod flow;
mod node;

use super::cursor::Cursor;
use super::problem::Syntax;
use super::scan::{Fetch, Scanner, Wrong};
use super::token::{Kind, Token};
use super::typing::Tag;
use std::borrow::Cow;

/// What happens.
#[derive(Debug)]
pub(in crate::yaml) enum What<'t> {
    /// A scalar; `true` when it is written plain, so that its text decides its type.
    Scalar(Cow<'t, str>, bool),
    Alias(&'t str),
    ListStart,
    MapStart,
    /// The list or map that was started last and not ended yet is complete.
    End,
}

/// An event: where it stands, and the anchor and tag before it.
#[derive(Debug)]
pub(in crate::yaml) struct Event<'t> {
    pub what: What<'t>,
    pub anchor: Option<&'t str>,
    pub tag: Tag,
    pub start: usize,
    pub end: usize,
}

/// What comes next. The number is where the list or map begins; `first` when nothing of it has been read.
#[derive(Clone, Copy)]
enum State {
    /// The root; `true` after `---`, where it may be empty.
    Root(bool),
    /// An item of a list written with `-`.
    Item(usize),
    /// An item of such a list that stands at the column of the key above it.
    LevelItem,
    Key(usize),
    Value(usize),
    BracketItem {
        first: bool,
        open: usize,
    },
    /// A map of one entry inside brackets: `[a: b]`.
    PairKey(usize),
    PairValue(usize),
    PairEnd(usize),
    BraceKey {
        first: bool,
        open: usize,
    },
    BraceValue(usize),
    /// A key inside braces that has no value.
    BraceNoValue(usize),
    Done,
}

/// Where a node stands, which decides what it may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Block,
    /// As a key or value of a block: its list may stand at the same column.
    Entry,
    Flow,
}

/// Reads the events of the first document.
pub(in crate::yaml) struct Parser<'t> {
    pub scanner: Scanner<'t>,
    state: State,
    stack: Vec<State>,
    /// `%TAG` handles and what they stand for.
    handles: Vec<(&'t str, Vec<u8>)>,
}

impl<'t> Parser<'t> {
    /// Reads from `cursor` on.
    pub fn new(cursor: Cursor<'t>) -> Self {
        Parser { scanner: Scanner::new(cursor), state: State::Root(false), stack: Vec::new(), handles: Vec::new() }
    }

    /// Begins the document; false when there is none.
    pub fn begin(&mut self) -> Fetch<bool> {
        self.stack.push(State::Done);
        let explicit = match self.kind()? {
            Kind::StreamEnd => return Ok(false),
            Kind::Version(..) | Kind::TagDirective(_) | Kind::DocumentStart => true,
            _ => false,
        };
        if explicit {
            self.directives()?;
            if !matches!(self.kind()?, Kind::DocumentStart) {
                return Err(self.wrong(Syntax::DocumentStart, None));
            }
            self.scanner.take();
            self.state = State::Root(true);
        }
        Ok(true)
    }

    /// Ends the document: what follows it is not read, but has to be a token.
    pub fn end(&mut self) -> Fetch<()> {
        self.scanner.peek().map(|_| ())
    }

    /// The next event.
    pub fn next(&mut self) -> Fetch<Event<'t>> {
        match self.state {
            State::Root(explicit) => self.root(explicit),
            State::Item(open) => self.item(open),
            State::LevelItem => self.level_item(),
            State::Key(open) => self.key(open),
            State::Value(open) => self.value(open),
            State::BracketItem { first, open } => self.bracket_item(first, open),
            State::PairKey(open) => self.pair_key(open),
            State::PairValue(open) => self.pair_value(open),
            State::PairEnd(open) => {
                self.state = State::BracketItem { first: false, open };
                let at = self.scanner.peek()?.start;
                Ok(event(What::End, at, at))
            }
            State::BraceKey { first, open } => self.brace_key(first, open),
            State::BraceValue(open) => self.brace_value(open),
            State::BraceNoValue(open) => {
                let at = self.scanner.peek()?.start;
                Ok(self.empty(at, State::BraceKey { first: false, open }))
            }
            State::Done => Err(self.wrong(Syntax::End, None)),
        }
    }

    fn kind(&mut self) -> Fetch<&Kind<'t>> {
        Ok(&self.scanner.peek()?.kind)
    }

    /// Passes a token and gives the byte after it.
    fn pass(&mut self) -> usize {
        self.scanner.take().map_or(0, |token| token.end)
    }

    fn wrong(&mut self, what: Syntax, since: Option<usize>) -> Wrong {
        match self.scanner.peek() {
            Ok(token) => Wrong { what, at: token.start, since },
            Err(wrong) => wrong,
        }
    }

    fn directives(&mut self) -> Fetch<()> {
        let mut versions = 0;
        loop {
            match self.kind()? {
                Kind::Version(1, 1) if versions == 0 => versions += 1,
                Kind::Version(..) => return Err(self.wrong(Syntax::Directive, None)),
                Kind::TagDirective(_) => {}
                _ => break,
            }
            if let Some(Token { kind: Kind::TagDirective(directive), start, .. }) = self.scanner.take() {
                if self.handles.iter().any(|(handle, _)| *handle == directive.handle) {
                    return Err(Wrong { what: Syntax::Directive, at: start, since: None });
                }
                self.handles.push((directive.handle, directive.suffix));
            }
        }
        Ok(())
    }

    fn root(&mut self, explicit: bool) -> Fetch<Event<'t>> {
        let is_empty = |kind: &Kind| explicit && ends_document(kind);
        let at = self.scanner.peek()?.start;
        let then = self.stack.pop().unwrap_or(State::Done);
        self.node_or_empty(Place::Block, then, is_empty, at)
    }
}

fn event(what: What<'_>, start: usize, end: usize) -> Event<'_> {
    Event { what, anchor: None, tag: Tag::None, start, end }
}

/// True for what can't be in a document.
fn ends_document(kind: &Kind) -> bool {
    use Kind::{DocumentEnd, DocumentStart, StreamEnd, TagDirective, Version};
    matches!(kind, Version(..) | TagDirective(_) | DocumentStart | DocumentEnd | StreamEnd)
}
