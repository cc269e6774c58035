//! From text to tokens.
//!
//! Whether a scalar is a key is only known when the `:` after it is seen, so tokens wait in a queue for as long as
//! their first one may still turn out to begin a key: on one line, at most 1024 characters. Limits and all decisions
//! are those of the YAML 1.1 reader that Kubernetes' tools use, go-yaml v2.

mod block;
mod directive;
mod fetch;
mod plain;
mod quoted;
mod tag;

use super::cursor::Cursor;
use super::gather::{Gather, Run};
use super::problem::Syntax;
use super::token::{Kind, Token};
use std::borrow::Cow;
use std::collections::VecDeque;

/// How deep blocks, and brackets, can be nested.
const MAX_DEPTH: usize = 10_000;
/// How many characters a key without `?` may have.
const MAX_KEY: usize = 1024;

/// What is wrong with the text, and where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrong {
    pub what: Syntax,
    pub at: usize,
    /// Where the construct begins that is broken.
    pub since: Option<usize>,
}

/// A result of reading the text.
pub(super) type Fetch<T> = Result<T, Wrong>;

/// A token that may turn out to begin a key.
#[derive(Clone, Copy)]
struct Candidate {
    possible: bool,
    /// A block has to go on here with a key.
    required: bool,
    /// Number of the token among all.
    token: usize,
    pos: usize,
    line: usize,
    index: usize,
    column: i32,
}

/// Reads tokens.
pub(super) struct Scanner<'t> {
    cursor: Cursor<'t>,
    /// Tokens that wait, and how many have been taken before them.
    queue: VecDeque<Token<'t>>,
    taken: usize,
    /// The first token is known not to begin a key.
    ready: bool,
    /// The column of the innermost block, -1 outside; and those of the blocks around it.
    indent: i32,
    indents: Vec<i32>,
    /// How many brackets are open.
    flow: usize,
    /// Whether a key may begin here.
    key_allowed: bool,
    /// The candidate of each flow level.
    candidates: Vec<Candidate>,
    /// Where comments stand.
    pub comments: Vec<(usize, usize)>,
    /// A scalar is read once more, to learn where its text comes from.
    recording: bool,
    /// The column of its content, where it is a block scalar.
    known_indent: i32,
    runs: Vec<Run>,
}

/// A scalar's text, and where its parts come from.
pub(super) struct Recording<'t> {
    pub text: Cow<'t, str>,
    pub runs: Vec<Run>,
}

impl<'t> Scanner<'t> {
    /// Reads from `cursor` on.
    pub fn new(cursor: Cursor<'t>) -> Self {
        let first = Candidate { possible: false, required: false, token: 0, pos: 0, line: 0, index: 0, column: 0 };
        Scanner {
            cursor,
            queue: VecDeque::new(),
            taken: 0,
            ready: false,
            indent: -1,
            indents: Vec::new(),
            flow: 0,
            key_allowed: true,
            candidates: vec![first],
            comments: Vec::new(),
            recording: false,
            known_indent: 0,
            runs: Vec::new(),
        }
    }

    /// Reads the scalar at `cursor` once more. `indent`: the column of its content, where it is a block scalar.
    pub fn record(cursor: Cursor<'t>, indent: i32) -> Option<Recording<'t>> {
        let mut scanner = Scanner::new(cursor);
        scanner.recording = true;
        scanner.known_indent = indent;
        let token = match scanner.cursor.byte() {
            byte @ (b'|' | b'>') => scanner.block(byte == b'|'),
            byte @ (b'\'' | b'"') => scanner.quoted(byte),
            _ => scanner.plain(),
        };
        match token.ok()?.kind {
            Kind::Scalar(text, _) => Some(Recording { text, runs: scanner.runs }),
            _ => None,
        }
    }

    /// The next token, which stays; after the last one, the end of the stream again.
    pub fn peek(&mut self) -> Fetch<&Token<'t>> {
        if !self.ready {
            self.refill()?;
        }
        self.queue.front().ok_or(Wrong { what: Syntax::End, at: self.cursor.pos, since: None })
    }

    #[inline(never)]
    fn refill(&mut self) -> Fetch<()> {
        while self.head_is_open()? {
            self.fetch()?;
        }
        self.ready = true;
        Ok(())
    }

    /// Takes the token that was looked at.
    pub fn take(&mut self) -> Option<Token<'t>> {
        self.ready = false;
        self.taken += 1;
        self.queue.pop_front()
    }

    /// True when the whole text has been looked at.
    pub fn at_end(&self) -> bool {
        self.cursor.at_end()
    }

    /// True when there is no token, or the first one may still turn out to begin a key.
    fn head_is_open(&mut self) -> Fetch<bool> {
        match self.queue.front().map(|head| head.key_of) {
            None => Ok(true),
            Some(0) => Ok(false),
            Some(level) => self.is_possible(level as usize - 1),
        }
    }

    /// True when the candidate of a level is one still: on this line and not too long ago.
    fn is_possible(&mut self, level: usize) -> Fetch<bool> {
        let (line, index) = (self.cursor.line, self.cursor.index());
        let Some(candidate) = self.candidates.get_mut(level).filter(|candidate| candidate.possible) else {
            return Ok(false);
        };
        let stale = candidate.line < line || candidate.index + MAX_KEY < index;
        if stale && candidate.required {
            return Err(Wrong { what: Syntax::ColonMissing, at: candidate.pos, since: None });
        }
        candidate.possible = !stale;
        Ok(!stale)
    }

    /// Notes that the token to come may begin a key; the mark for that token.
    fn note_candidate(&mut self) -> Fetch<u32> {
        if !self.key_allowed {
            return Ok(0);
        }
        let column = self.cursor.column();
        let candidate = Candidate {
            possible: true,
            required: self.flow == 0 && self.indent == column,
            token: self.taken + self.queue.len(),
            pos: self.cursor.pos,
            line: self.cursor.line,
            index: self.cursor.index(),
            column,
        };
        self.drop_candidate()?;
        if let Some(last) = self.candidates.last_mut() {
            *last = candidate;
        }
        Ok(self.candidates.len() as u32)
    }

    /// What follows can't make the candidate of this level a key.
    fn drop_candidate(&mut self) -> Fetch<()> {
        if let Some(last) = self.candidates.last_mut().filter(|last| last.possible) {
            if last.required {
                return Err(Wrong { what: Syntax::ColonMissing, at: last.pos, since: None });
            }
            last.possible = false;
            let token = last.token;
            self.unmark(token);
        }
        Ok(())
    }

    /// Takes the mark of a candidate off a waiting token.
    fn unmark(&mut self, token: usize) {
        let waiting = token.checked_sub(self.taken).and_then(|at| self.queue.get_mut(at));
        if let Some(token) = waiting {
            token.key_of = 0;
        }
    }

    fn push(&mut self, kind: Kind<'t>, start: usize, end: usize) {
        self.queue.push_back(Token::new(kind, start, end));
    }

    /// Puts a token before the one with a number; at the end, where that one has been taken.
    fn insert(&mut self, number: usize, kind: Kind<'t>, at: usize) {
        let place = number.checked_sub(self.taken).unwrap_or(self.queue.len());
        self.queue.insert(place.min(self.queue.len()), Token::new(kind, at, at));
    }

    /// Opens a block at a column that is deeper than the innermost one. `before`: the token that it begins with.
    fn indent_to(&mut self, column: i32, before: Option<usize>, kind: Kind<'t>, at: usize) -> Fetch<()> {
        if self.flow > 0 || self.indent >= column {
            return Ok(());
        }
        self.indents.push(self.indent);
        self.indent = column;
        if self.indents.len() > MAX_DEPTH {
            return Err(self.wrong(Syntax::Depth));
        }
        match before {
            Some(number) => self.insert(number, kind, at),
            None => self.push(kind, at, at),
        }
        Ok(())
    }

    /// Closes the blocks that are deeper than a column.
    fn dedent_to(&mut self, column: i32) {
        while self.flow == 0 && self.indent > column {
            let at = self.cursor.pos;
            self.push(Kind::BlockEnd, at, at);
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    fn wrong(&self, what: Syntax) -> Wrong {
        Wrong { what, at: self.cursor.pos, since: None }
    }

    fn wrong_since(&self, what: Syntax, start: usize) -> Wrong {
        Wrong { what, at: self.cursor.pos, since: Some(start) }
    }

    /// The text of a scalar that has been read.
    fn finish(&mut self, mut gather: Gather<'t>) -> Cow<'t, str> {
        if let Some(runs) = gather.runs.take() {
            self.runs = runs;
        }
        gather.finish()
    }
}
