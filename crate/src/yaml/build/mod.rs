//! From events to nodes: types, anchors, aliases, merge keys, duplicate keys.

mod alias;
mod check;
mod dismantle;
mod intern;
mod keys;

use super::parser::{Event, Parser, What};
use super::problem::{Problem, ProblemKind};
use super::quick::{self, Comments};
use super::scan::{Fetch, Wrong};
use super::typing::{Tag, Typed, resolve};
use crate::text::{Embedding, Gather as _, Key as At, Latest, Span, Str};
use crate::value::{Entry, Map, Node, Origin, Value};
use alias::{Anchor, Count};
pub(super) use dismantle::dismantle;
pub(super) use intern::Interner;
use keys::place;

/// From bytes of a piece to spans of the file.
#[derive(Clone, Copy)]
pub(super) struct Place<'e> {
    pub embedding: &'e Embedding,
    /// Where the piece begins and ends.
    pub base: usize,
    pub limit: usize,
}

impl Place<'_> {
    /// The span of the file that bytes of the piece are.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let at = |offset: usize| (self.base + offset).min(self.limit) as u32;
        self.embedding.span(at(start), at(end))
    }

    /// The spans of comments.
    pub fn spans(&self, comments: &Comments) -> Vec<Span> {
        comments.iter().map(|(start, end)| self.span(*start, *end)).gather()
    }
}

/// A document that has been read.
pub(super) struct Built {
    /// None where there is no content.
    pub root: Option<Node>,
    /// How many lists and maps are inside one another.
    pub height: usize,
    pub problems: Vec<Problem>,
    /// The text is not YAML from here on.
    pub wrong: Option<Wrong>,
}

/// A list or map that is not complete.
struct Frame<'t> {
    is_list: bool,
    /// Where its items or entries begin on the stack.
    base: usize,
    start: usize,
    end: usize,
    anchor: Option<&'t str>,
    /// Number of the frame, and what had been visited before it.
    id: usize,
    before: u64,
    height: usize,
    key: Option<Key>,
}

/// The key that a value is awaited for.
enum Key {
    Merge(Span),
    Text(Str, Origin),
    /// A key that can't be; its value is dropped.
    Bad,
}

/// A complete node.
struct Done {
    node: Node,
    /// The type of a scalar that is written here.
    is_alias: bool,
    end: usize,
    height: usize,
}

/// Builds the tree.
struct Builder<'t, 'e> {
    place: Place<'e>,
    interner: &'e mut Interner,
    frames: Vec<Frame<'t>>,
    opened: usize,
    items: Vec<Node>,
    entries: Vec<Entry>,
    root: Option<Done>,
    anchors: Latest<'t, Anchor>,
    count: Count,
    /// Scalars that JSON has no form for, by where they are defined: keys that are no text, floats that are not finite.
    odd: Latest<'static, Typed<'static>>,
    /// Entries whose key has the text of another one, but not its type: go-yaml keeps both until it writes JSON.
    shadowed: Vec<Entry>,
    problems: Vec<Problem>,
}

/// What the documents of a text share.
pub(super) struct Shared {
    /// How many nodes aliases may still bring.
    pub budget: usize,
    /// Short texts that have been seen.
    pub interner: Interner,
}

/// Reads the first document.
pub(super) fn build(parser: &mut Parser<'_>, place: Place<'_>, shared: &mut Shared) -> Built {
    let mut builder = Builder::new(place, shared.budget, &mut shared.interner);
    let wrong = builder.document(parser).err();
    shared.budget = builder.count.budget;
    builder.finish(wrong)
}

/// Reads a document that is simple enough, and finds its comments.
pub(super) fn build_quickly(text: &str, place: Place<'_>, shared: &mut Shared) -> Option<(Built, Comments)> {
    let mut builder = Builder::new(place, shared.budget, &mut shared.interner);
    let comments = quick::events(text, |event| builder.event(event))?;
    Some((builder.finish(None), comments))
}

impl<'t, 'e> Builder<'t, 'e> {
    fn new(place: Place<'e>, budget: usize, interner: &'e mut Interner) -> Self {
        Builder {
            place,
            interner,
            frames: Vec::new(),
            opened: 0,
            items: Vec::new(),
            entries: Vec::new(),
            root: None,
            anchors: Latest::default(),
            count: Count::new(budget),
            odd: Latest::default(),
            shadowed: Vec::new(),
            problems: Vec::new(),
        }
    }
}

impl<'t> Builder<'t, '_> {
    fn document(&mut self, parser: &mut Parser<'t>) -> Fetch<()> {
        if !parser.begin()? {
            return Ok(());
        }
        while self.root.is_none() {
            let event = parser.next()?;
            self.event(event);
        }
        parser.end()
    }

    fn finish(mut self, wrong: Option<Wrong>) -> Built {
        let (root, height) = match self.root.take() {
            Some(done) => (Some(done.node), done.height),
            None => (None, 0),
        };
        if let Some(root) = &root {
            self.check(root);
        }
        let entries = self.entries.drain(..).chain(self.shadowed.drain(..));
        let rest = self.items.drain(..).chain(entries.map(|entry| entry.value));
        rest.for_each(dismantle);
        std::mem::take(&mut self.anchors).into_things().into_iter().for_each(Anchor::dismantle);
        Built { root, height, problems: self.problems, wrong }
    }

    fn event(&mut self, event: Event<'t>) {
        match event.what {
            What::ListStart => self.open(true, &event),
            What::MapStart => self.open(false, &event),
            What::End => self.close(event.start, event.end),
            What::Alias(name) => self.alias(name, event.start, event.end),
            What::Scalar(..) => self.scalar(event),
        }
    }

    fn open(&mut self, is_list: bool, event: &Event<'t>) {
        let before = self.count.visited;
        self.visit();
        self.opened += 1;
        if let Some(name) = event.anchor {
            self.anchors.set(At::Text(name), Anchor::Open(self.opened));
        }
        self.frames.push(Frame {
            is_list,
            base: if is_list { self.items.len() } else { self.entries.len() },
            start: event.start,
            end: event.end,
            anchor: event.anchor,
            id: self.opened,
            before,
            height: 0,
            key: None,
        });
    }

    /// Completes the innermost list or map. A block ends with its last node, not where the next thing begins.
    fn close(&mut self, start: usize, end: usize) {
        let Some(frame) = self.frames.pop() else { return };
        let end = if end > start { end } else { frame.end };
        let origin = Origin::Source(self.place.span(frame.start, end));
        let node = if frame.is_list {
            Node::list(self.items.split_off(frame.base), origin)
        } else {
            let entries = self.settle(frame.base);
            Node::map(Map::from_distinct(entries), origin)
        };
        let height = frame.height + 1;
        if let Some(name) = frame.anchor.filter(|name| self.is_open(name, frame.id)) {
            self.anchors.set(At::Text(name), Anchor::Closed(node.clone(), self.count.visited - frame.before, height));
        }
        self.put(Done { node, is_alias: false, end, height });
    }

    fn scalar(&mut self, event: Event<'t>) {
        let What::Scalar(text, plain) = event.what else { return };
        let span = self.place.span(event.start, event.end);
        let awaits_key = self.awaits_key();
        let merges = event.tag == Tag::Merge || event.tag == Tag::Bare || event.tag == Tag::None && plain;
        if awaits_key && merges && text == "<<" {
            self.note_end(event.end);
            return self.set_key(Key::Merge(span));
        }
        self.visit();
        let typed = resolve(text, plain, event.tag).unwrap_or_else(|| {
            self.report(ProblemKind::Mistyped(event.tag), span, None);
            Typed::Null
        });
        if awaits_key && event.anchor.is_none() {
            self.note_end(event.end);
            return self.scalar_key(typed, Origin::Source(span));
        }
        let node = Node::new(self.value(typed, span), Origin::Source(span));
        if let Some(name) = event.anchor {
            self.anchors.set(At::Text(name), Anchor::Closed(node.clone(), 1, 0));
        }
        self.put(Done { node, is_alias: false, end: event.end, height: 0 });
    }

    /// The value of a scalar. What JSON has no form for is noted, and null.
    fn value(&mut self, typed: Typed, span: Span) -> Value {
        match typed {
            Typed::Null => Value::Null,
            Typed::Bool(value) => Value::Bool(value),
            Typed::Int(value) => Value::Int(value),
            Typed::Uint(value) => Value::Uint(value),
            Typed::Float(value) if value.is_finite() => Value::Float(value),
            Typed::Float(value) => {
                self.odd.set(place(span), Typed::Float(value));
                Value::Null
            }
            Typed::Text(text) => Value::String(self.interner.share(text)),
        }
    }

    /// Puts a complete node where it belongs.
    fn put(&mut self, done: Done) {
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(done);
            return;
        };
        frame.end = frame.end.max(done.end);
        frame.height = frame.height.max(done.height);
        if frame.is_list {
            return self.items.push(done.node);
        }
        match frame.key.take() {
            None => self.node_key(done.node),
            Some(Key::Bad) => dismantle(done.node),
            Some(Key::Text(key, key_origin)) => self.entries.push(Entry { key, key_origin, value: done.node }),
            Some(Key::Merge(key)) => self.merge(done, key),
        }
    }

    fn note_end(&mut self, end: usize) {
        if let Some(frame) = self.frames.last_mut() {
            frame.end = frame.end.max(end);
        }
    }

    fn awaits_key(&self) -> bool {
        self.frames.last().is_some_and(|frame| !frame.is_list && frame.key.is_none())
    }

    fn set_key(&mut self, key: Key) {
        if let Some(frame) = self.frames.last_mut() {
            frame.key = Some(key);
        }
    }

    fn report(&mut self, kind: ProblemKind, span: Span, related: Option<Span>) {
        self.problems.push(Problem { kind, span, related });
    }
}
