//! One node: an alias, or an anchor and a tag and what they belong to.

use super::{Event, Parser, Place, State, What, event};
use crate::yaml::problem::Syntax;
use crate::yaml::scan::{Fetch, Wrong};
use crate::yaml::token::{Kind, Style, TagText, Token};
use crate::yaml::typing::Tag;
use std::borrow::Cow;

impl<'t> Parser<'t> {
    /// Ends a list or map with its token.
    pub(super) fn close(&mut self) -> Event<'t> {
        self.state = self.stack.pop().unwrap_or(State::Done);
        let (start, end) = self.scanner.take().map_or((0, 0), |token| (token.start, token.end));
        event(What::End, start, end)
    }

    /// A node that is not written, at byte `at`.
    pub(super) fn empty(&mut self, at: usize, then: State) -> Event<'t> {
        self.state = then;
        event(What::Scalar(Cow::Borrowed(""), true), at, at)
    }

    pub(super) fn node_or_empty(
        &mut self,
        place: Place,
        then: State,
        is_empty: impl Fn(&Kind) -> bool,
        at: usize,
    ) -> Fetch<Event<'t>> {
        if is_empty(self.kind()?) { Ok(self.empty(at, then)) } else { self.node_then(place, then) }
    }

    pub(super) fn node_then(&mut self, place: Place, then: State) -> Fetch<Event<'t>> {
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
