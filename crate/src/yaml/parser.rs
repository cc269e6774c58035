//! From tokens to events: the grammar, as a machine with a stack of what is to come.

use super::cursor::Cursor;
use super::problem::Syntax;
use super::scan::{Fetch, Scanner, Wrong};
use super::token::{Kind, Style, TagText, Token};
use super::typing::Tag;
use std::borrow::Cow;

/// What happens.
#[derive(Debug)]
pub(super) enum What<'t> {
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
pub(super) struct Event<'t> {
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
pub(super) struct Parser<'t> {
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

    fn item(&mut self, open: usize) -> Fetch<Event<'t>> {
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

    fn level_item(&mut self) -> Fetch<Event<'t>> {
        if matches!(self.kind()?, Kind::Item) {
            let at = self.pass();
            let is_empty = |kind: &Kind| matches!(kind, Kind::Item) || ends_entry(kind);
            return self.node_or_empty(Place::Block, State::LevelItem, is_empty, at);
        }
        let at = self.scanner.peek()?.start;
        self.state = self.stack.pop().unwrap_or(State::Done);
        Ok(event(What::End, at, at))
    }

    fn key(&mut self, open: usize) -> Fetch<Event<'t>> {
        match self.kind()? {
            Kind::Key => {
                let at = self.pass();
                self.node_or_empty(Place::Entry, State::Value(open), ends_entry, at)
            }
            Kind::BlockEnd => Ok(self.close()),
            _ => Err(self.wrong(Syntax::KeyExpected, Some(open))),
        }
    }

    fn value(&mut self, open: usize) -> Fetch<Event<'t>> {
        if matches!(self.kind()?, Kind::Value) {
            let at = self.pass();
            return self.node_or_empty(Place::Entry, State::Key(open), ends_entry, at);
        }
        let at = self.scanner.peek()?.start;
        Ok(self.empty(at, State::Key(open)))
    }

    fn bracket_item(&mut self, first: bool, open: usize) -> Fetch<Event<'t>> {
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

    fn pair_key(&mut self, open: usize) -> Fetch<Event<'t>> {
        if !ends_item(self.kind()?) && !matches!(self.kind()?, Kind::Value) {
            return self.node_then(Place::Flow, State::PairValue(open));
        }
        // The token is lost, as it is for go-yaml: a pair without a key is never accepted.
        let at = self.pass();
        Ok(self.empty(at, State::PairValue(open)))
    }

    fn pair_value(&mut self, open: usize) -> Fetch<Event<'t>> {
        self.flow_value(State::PairEnd(open), ends_item)
    }

    fn brace_key(&mut self, first: bool, open: usize) -> Fetch<Event<'t>> {
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

    fn brace_value(&mut self, open: usize) -> Fetch<Event<'t>> {
        self.flow_value(State::BraceKey { first: false, open }, ends_member)
    }

    /// `:` and a value, or neither.
    fn flow_value(&mut self, then: State, ends: fn(&Kind) -> bool) -> Fetch<Event<'t>> {
        if matches!(self.kind()?, Kind::Value) {
            let at = self.pass();
            return self.node_or_empty(Place::Flow, then, ends, at);
        }
        let at = self.scanner.peek()?.start;
        Ok(self.empty(at, then))
    }

    fn comma(&mut self, otherwise: Syntax, open: usize) -> Fetch<()> {
        if !matches!(self.kind()?, Kind::Comma) {
            return Err(self.wrong(otherwise, Some(open)));
        }
        self.scanner.take();
        Ok(())
    }

    /// Ends a list or map with its token.
    fn close(&mut self) -> Event<'t> {
        self.state = self.stack.pop().unwrap_or(State::Done);
        let (start, end) = self.scanner.take().map_or((0, 0), |token| (token.start, token.end));
        event(What::End, start, end)
    }

    /// A node that is not written, at byte `at`.
    fn empty(&mut self, at: usize, then: State) -> Event<'t> {
        self.state = then;
        event(What::Scalar(Cow::Borrowed(""), true), at, at)
    }

    fn node_or_empty(
        &mut self,
        place: Place,
        then: State,
        is_empty: impl Fn(&Kind) -> bool,
        at: usize,
    ) -> Fetch<Event<'t>> {
        if is_empty(self.kind()?) { Ok(self.empty(at, then)) } else { self.node_then(place, then) }
    }

    fn node_then(&mut self, place: Place, then: State) -> Fetch<Event<'t>> {
        self.stack.push(then);
        self.node(place)
    }

    /// A node with its anchor and tag.
    fn node(&mut self, place: Place) -> Fetch<Event<'t>> {
        if let Kind::Alias(name) = *self.kind()? {
            let (start, end) = self.scanner.take().map_or((0, 0), |token| (token.start, token.end));
            self.state = self.stack.pop().unwrap_or(State::Done);
            return Ok(event(What::Alias(name), start, end));
        }
        let properties = self.properties()?;
        let mut event = self.content(place, &properties)?;
        event.anchor = properties.anchor;
        event.tag = properties.tag;
        Ok(event)
    }

    fn properties(&mut self) -> Fetch<Properties<'t>> {
        let mut properties = Properties { anchor: None, tag: Tag::None, end: 0, any: false };
        let mut tag: Option<Token<'t>> = None;
        loop {
            match self.kind()? {
                Kind::Anchor(name) if properties.anchor.is_none() => properties.anchor = Some(*name),
                Kind::Tag(_) if tag.is_none() => {
                    tag = self.scanner.take();
                    properties.end = tag.as_ref().map_or(0, |tag| tag.end);
                    continue;
                }
                _ => break,
            }
            properties.end = self.pass();
        }
        properties.any = properties.anchor.is_some() || tag.is_some();
        if let Some(Token { kind: Kind::Tag(text), start, .. }) = tag {
            properties.tag = self.tag(&text).ok_or(Wrong { what: Syntax::TagHandle, at: start, since: None })?;
        }
        Ok(properties)
    }

    /// What a tag means; none for an unknown handle.
    fn tag(&self, text: &TagText) -> Option<Tag> {
        const CORE: &[u8] = b"tag:yaml.org,2002:";
        let declared = self.handles.iter().find(|(handle, _)| *handle == text.handle);
        let prefix: &[u8] = match (declared, text.handle) {
            (Some((_, prefix)), _) => prefix,
            (None, "") => b"",
            (None, "!") => b"!",
            (None, "!!") => CORE,
            _ => return None,
        };
        Some(Tag::named(&[prefix, &text.suffix].concat()))
    }

    fn content(&mut self, place: Place, properties: &Properties) -> Fetch<Event<'t>> {
        let token = self.scanner.peek()?;
        let (start, end) = (token.start, token.end);
        let block = place != Place::Flow;
        let (what, state) = match &token.kind {
            Kind::Item if place == Place::Entry => {
                self.state = State::LevelItem;
                return Ok(event(What::ListStart, start, start));
            }
            Kind::Scalar(..) => return Ok(self.scalar()),
            Kind::BracketOpen => (What::ListStart, State::BracketItem { first: true, open: start }),
            Kind::BraceOpen => (What::MapStart, State::BraceKey { first: true, open: start }),
            Kind::ListStart if block => (What::ListStart, State::Item(start)),
            Kind::MapStart if block => (What::MapStart, State::Key(start)),
            _ if properties.any => {
                let then = self.stack.pop().unwrap_or(State::Done);
                return Ok(self.empty(properties.end, then));
            }
            _ => return Err(self.wrong(Syntax::NodeExpected, None)),
        };
        self.scanner.take();
        self.state = state;
        Ok(event(what, start, end))
    }

    fn scalar(&mut self) -> Event<'t> {
        self.state = self.stack.pop().unwrap_or(State::Done);
        match self.scanner.take() {
            Some(Token { kind: Kind::Scalar(text, style), start, end, .. }) => {
                event(What::Scalar(text, style == Style::Plain), start, end)
            }
            _ => event(What::Scalar(Cow::Borrowed(""), true), 0, 0),
        }
    }
}

/// Anchor and tag of a node, and the byte after them.
struct Properties<'t> {
    anchor: Option<&'t str>,
    tag: Tag,
    end: usize,
    any: bool,
}

fn event(what: What<'_>, start: usize, end: usize) -> Event<'_> {
    Event { what, anchor: None, tag: Tag::None, start, end }
}

/// True for what can't be in a document.
fn ends_document(kind: &Kind) -> bool {
    use Kind::{DocumentEnd, DocumentStart, StreamEnd, TagDirective, Version};
    matches!(kind, Version(..) | TagDirective(_) | DocumentStart | DocumentEnd | StreamEnd)
}

/// True for what can't be the key or value of a block.
fn ends_entry(kind: &Kind) -> bool {
    matches!(kind, Kind::Key | Kind::Value | Kind::BlockEnd)
}

/// True for what ends an item in brackets.
fn ends_item(kind: &Kind) -> bool {
    matches!(kind, Kind::Comma | Kind::BracketClose)
}

/// True for what ends a key or value in braces.
fn ends_member(kind: &Kind) -> bool {
    matches!(kind, Kind::Comma | Kind::BraceClose)
}
