//! Which token begins here.

use super::{Fetch, MAX_DEPTH, Scanner};
use crate::yaml::problem::Syntax;
use crate::yaml::token::{Kind, Token};

impl<'t> Scanner<'t> {
    /// Reads one more token into the queue (or several, where blocks end).
    pub(super) fn fetch(&mut self) -> Fetch<()> {
        self.skip_to_token();
        let column = self.cursor.column();
        self.dedent_to(column);
        if self.cursor.at_end() {
            return self.stream_end();
        }
        if column == 0 {
            if self.cursor.byte() == b'%' {
                return self.at_line_start(Self::directive);
            }
            if self.cursor.at_marker(b'-') {
                return self.at_line_start(|scanner| Ok(scanner.marker(Kind::DocumentStart)));
            }
            if self.cursor.at_marker(b'.') {
                return self.at_line_start(|scanner| Ok(scanner.marker(Kind::DocumentEnd)));
            }
        }
        self.fetch_by_indicator()
    }

    fn fetch_by_indicator(&mut self) -> Fetch<()> {
        let byte = self.cursor.byte();
        let spaced = self.cursor.is_space_at(1);
        let flow = self.flow > 0;
        match byte {
            b'[' => self.open(Kind::BracketOpen),
            b'{' => self.open(Kind::BraceOpen),
            b']' => self.close(Kind::BracketClose),
            b'}' => self.close(Kind::BraceClose),
            b',' => self.comma(),
            b'-' if spaced => self.item(),
            b'?' if flow || spaced => self.key(),
            b':' if flow || spaced => self.value(),
            b'*' | b'&' => self.may_be_key(|scanner| scanner.anchor()),
            b'!' => self.may_be_key(|scanner| scanner.tag()),
            b'|' | b'>' if !flow => {
                self.drop_candidate()?;
                self.key_allowed = true;
                let token = self.block(byte == b'|')?;
                self.queue.push_back(token);
                Ok(())
            }
            b'\'' | b'"' => self.may_be_key(|scanner| scanner.quoted(byte)),
            b'\t' => Err(self.wrong(Syntax::TabIndents)),
            b'#' | b'|' | b'>' | b'%' | b'@' | b'`' => Err(self.wrong(Syntax::Character(byte))),
            _ => self.may_be_key(|scanner| scanner.plain()),
        }
    }

    /// Passes spaces, comments and line breaks. A tab can't stand where a key may begin.
    fn skip_to_token(&mut self) {
        loop {
            self.cursor.skip_mark();
            while self.cursor.byte() == b' ' || self.cursor.byte() == b'\t' && (self.flow > 0 || !self.key_allowed) {
                self.cursor.skip(1);
            }
            if self.cursor.byte() == b'#' {
                self.comment();
            }
            if self.cursor.break_len() == 0 {
                return;
            }
            self.cursor.skip_break();
            self.key_allowed |= self.flow == 0;
        }
    }

    /// Passes the comment here.
    fn comment(&mut self) {
        let start = self.cursor.pos;
        self.cursor.skip_line();
        self.comments.push((start, self.cursor.pos));
    }

    /// Passes blanks, a comment and the line break: nothing else may be left on the line.
    pub(super) fn line_rest(&mut self) -> Fetch<()> {
        self.cursor.skip_blanks();
        if self.cursor.byte() == b'#' {
            self.comment();
        }
        if !self.cursor.at_line_end() {
            return Err(self.wrong(Syntax::LineRest));
        }
        self.cursor.skip_break();
        Ok(())
    }

    /// A token that ends all blocks.
    fn at_line_start(&mut self, read: impl FnOnce(&mut Self) -> Fetch<Token<'t>>) -> Fetch<()> {
        self.dedent_to(-1);
        self.drop_candidate()?;
        self.key_allowed = false;
        let token = read(self)?;
        self.queue.push_back(token);
        Ok(())
    }

    fn marker(&mut self, kind: Kind<'t>) -> Token<'t> {
        let start = self.cursor.pos;
        self.cursor.skip(3);
        Token::new(kind, start, start + 3)
    }

    fn stream_end(&mut self) -> Fetch<()> {
        self.cursor.end_line();
        self.at_line_start(|scanner| {
            let at = scanner.cursor.pos;
            Ok(Token::new(Kind::StreamEnd, at, at))
        })
    }

    /// A token that may begin a key and after which none may begin.
    fn may_be_key(&mut self, read: impl FnOnce(&mut Self) -> Fetch<Token<'t>>) -> Fetch<()> {
        let key_of = self.note_candidate()?;
        self.key_allowed = false;
        let token = read(self)?;
        self.queue.push_back(Token { key_of, ..token });
        Ok(())
    }

    /// A token of one character.
    fn indicator(&mut self, kind: Kind<'t>) -> Fetch<()> {
        let start = self.cursor.pos;
        self.cursor.skip(1);
        self.push(kind, start, start + 1);
        Ok(())
    }

    fn open(&mut self, kind: Kind<'t>) -> Fetch<()> {
        let key_of = self.note_candidate()?;
        let inner = super::Candidate {
            possible: false,
            required: false,
            token: self.taken + self.queue.len(),
            pos: self.cursor.pos,
            line: self.cursor.line,
            index: 0,
            column: 0,
        };
        self.candidates.push(inner);
        self.flow += 1;
        if self.flow > MAX_DEPTH {
            return Err(self.wrong(Syntax::Depth));
        }
        self.key_allowed = true;
        self.indicator(kind)?;
        if let Some(token) = self.queue.back_mut() {
            token.key_of = key_of;
        }
        Ok(())
    }

    fn close(&mut self, kind: Kind<'t>) -> Fetch<()> {
        self.drop_candidate()?;
        if self.flow > 0 {
            self.flow -= 1;
            if let Some(inner) = self.candidates.pop() {
                self.unmark(inner.token);
            }
        }
        self.key_allowed = false;
        self.indicator(kind)
    }

    fn comma(&mut self) -> Fetch<()> {
        self.drop_candidate()?;
        self.key_allowed = true;
        self.indicator(Kind::Comma)
    }

    fn item(&mut self) -> Fetch<()> {
        if self.flow == 0 {
            if !self.key_allowed {
                return Err(self.wrong(Syntax::ItemHere));
            }
            self.indent_to(self.cursor.column(), None, Kind::ListStart, self.cursor.pos)?;
        }
        self.drop_candidate()?;
        self.key_allowed = true;
        self.indicator(Kind::Item)
    }

    fn key(&mut self) -> Fetch<()> {
        if self.flow == 0 {
            if !self.key_allowed {
                return Err(self.wrong(Syntax::KeyHere));
            }
            self.indent_to(self.cursor.column(), None, Kind::MapStart, self.cursor.pos)?;
        }
        self.drop_candidate()?;
        self.key_allowed = self.flow == 0;
        self.indicator(Kind::Key)
    }

    fn value(&mut self) -> Fetch<()> {
        let level = self.candidates.len().saturating_sub(1);
        let is_key = self.is_possible(level)?;
        match self.candidates.last_mut().filter(|_| is_key) {
            Some(candidate) => {
                candidate.possible = false;
                let candidate = *candidate;
                self.unmark(candidate.token);
                self.insert(candidate.token, Kind::Key, candidate.pos);
                self.indent_to(candidate.column, Some(candidate.token), Kind::MapStart, candidate.pos)?;
                self.key_allowed = false;
            }
            None => {
                if self.flow == 0 {
                    if !self.key_allowed {
                        return Err(self.wrong(Syntax::ValueHere));
                    }
                    self.indent_to(self.cursor.column(), None, Kind::MapStart, self.cursor.pos)?;
                }
                self.key_allowed = self.flow == 0;
            }
        }
        self.indicator(Kind::Value)
    }
}
