//! `%YAML` and `%TAG`.

use super::{Fetch, Scanner};
use crate::yaml::problem::Syntax;
use crate::yaml::token::{Kind, TagText, Token};

impl<'t> Scanner<'t> {
    /// The directive that begins here, with its line.
    pub(super) fn directive(&mut self) -> Fetch<Token<'t>> {
        let start = self.cursor.pos;
        self.cursor.skip(1);
        let name = self.word();
        if name.is_empty() || !self.cursor.is_space_at(0) {
            return Err(self.wrong_since(Syntax::Directive, start));
        }
        let kind = match name {
            "YAML" => self.version(start)?,
            "TAG" => self.tag_directive(start)?,
            _ => return Err(self.wrong_since(Syntax::Directive, start)),
        };
        let end = self.cursor.pos;
        self.line_rest()?;
        Ok(Token::new(kind, start, end))
    }

    fn version(&mut self, start: usize) -> Fetch<Kind<'t>> {
        self.cursor.skip_blanks();
        let major = self.version_number(start)?;
        if self.cursor.byte() != b'.' {
            return Err(self.wrong_since(Syntax::Directive, start));
        }
        self.cursor.skip(1);
        Ok(Kind::Version(major, self.version_number(start)?))
    }

    /// One or two digits.
    fn version_number(&mut self, start: usize) -> Fetch<u8> {
        let from = self.cursor.pos;
        while self.cursor.byte().is_ascii_digit() {
            self.cursor.skip(1);
        }
        let digits = self.cursor.slice(from, self.cursor.pos);
        let number = digits.parse().ok().filter(|_| digits.len() <= 2);
        number.ok_or_else(|| self.wrong_since(Syntax::Directive, start))
    }

    fn tag_directive(&mut self, start: usize) -> Fetch<Kind<'t>> {
        self.cursor.skip_blanks();
        if self.cursor.byte() != b'!' {
            return Err(self.wrong_since(Syntax::Directive, start));
        }
        let handle = self.tag_handle();
        let closed = handle == "!" || handle.ends_with('!');
        if !closed || !matches!(self.cursor.byte(), b' ' | b'\t') {
            return Err(self.wrong_since(Syntax::Directive, start));
        }
        self.cursor.skip_blanks();
        let suffix = self.uri(start, false)?;
        if !self.cursor.is_space_at(0) {
            return Err(self.wrong_since(Syntax::Directive, start));
        }
        Ok(Kind::TagDirective(Box::new(TagText { handle, suffix })))
    }
}
