//! Scalars in quotes.

use super::{Fetch, Scanner, Wrong};
use crate::yaml::cursor::{BLANK, BREAK, END, QUOTE};
use crate::yaml::gather::{Gap, Gather};
use crate::yaml::problem::Syntax;
use crate::yaml::token::{Kind, Style, Token};

impl<'t> Scanner<'t> {
    /// The scalar in quotes that begins here.
    pub(super) fn quoted(&mut self, quote: u8) -> Fetch<Token<'t>> {
        let start = self.cursor.pos;
        let mut gather = self.gather();
        self.cursor.skip(1);
        loop {
            if self.cursor.at_document_marker() {
                return Err(self.wrong_since(Syntax::MarkerInQuotes, start));
            }
            if self.cursor.at_end() {
                return Err(Wrong { what: Syntax::Unclosed, at: start, since: None });
            }
            let escaped_break = self.quoted_words(quote, &mut gather)?;
            if self.cursor.byte() == quote {
                break;
            }
            self.quoted_gap(escaped_break, &mut gather);
        }
        self.cursor.skip(1);
        let text = self.finish(gather);
        Ok(Token::new(Kind::Scalar(text, Style::Quoted), start, self.cursor.pos))
    }

    /// Takes everything up to a space or the closing quote. True after an escaped line break.
    fn quoted_words(&mut self, quote: u8, gather: &mut Gather<'t>) -> Fetch<bool> {
        loop {
            let from = self.cursor.pos;
            self.cursor.skip_until(BLANK | BREAK | END | QUOTE);
            gather.take(from, self.cursor.pos);
            let at = self.cursor.pos;
            match self.cursor.byte() {
                b'\'' if quote == b'\'' && self.cursor.byte_at(1) == b'\'' => {
                    self.cursor.skip(2);
                    gather.put("'", at, at + 2);
                }
                b'\\' if quote == b'"' => {
                    self.cursor.skip(1);
                    if self.cursor.break_len() > 0 {
                        self.cursor.skip_break();
                        return Ok(true);
                    }
                    self.escape(at, gather)?;
                }
                b'\'' | b'"' | b'\\' if self.cursor.byte() != quote => {
                    self.cursor.skip(1);
                    gather.take(at, at + 1);
                }
                _ => return Ok(false),
            }
        }
    }

    /// Passes the space here: kept within a line, folded over several.
    fn quoted_gap(&mut self, escaped_break: bool, gather: &mut Gather<'t>) {
        let from = self.cursor.pos;
        let mut gap = escaped_break.then_some(Gap { first: None, rest: (from, from) });
        loop {
            if matches!(self.cursor.byte(), b' ' | b'\t') {
                self.cursor.skip(1);
            } else if self.cursor.break_len() == 0 {
                break;
            } else if let Some(gap) = &mut gap {
                self.cursor.skip_break();
                gap.rest.1 = self.cursor.pos;
            } else {
                gap = Some(Gap::open(&mut self.cursor));
            }
        }
        match gap {
            Some(gap) => gap.fold(&self.cursor, gather),
            None => gather.take(from, self.cursor.pos),
        }
    }

    /// The escape whose backslash at `at` has been passed.
    fn escape(&mut self, at: usize, gather: &mut Gather<'t>) -> Fetch<()> {
        let digits = match self.cursor.byte() {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            letter => {
                let text = simple_escape(letter).ok_or_else(|| self.wrong(Syntax::Escape))?;
                self.cursor.skip(1);
                gather.put(text, at, self.cursor.pos);
                return Ok(());
            }
        };
        self.cursor.skip(1);
        let code = self.hex(digits)?;
        let character = char::from_u32(code).ok_or_else(|| self.wrong_since(Syntax::CodePoint, at))?;
        self.cursor.skip(digits);
        gather.put(character.encode_utf8(&mut [0; 4]), at, self.cursor.pos);
        Ok(())
    }

    /// The value of the hexadecimal digits here.
    fn hex(&self, digits: usize) -> Fetch<u32> {
        (0..digits).try_fold(0u32, |code, ahead| {
            let digit = char::from(self.cursor.byte_at(ahead)).to_digit(16);
            digit.map(|digit| code << 4 | digit).ok_or_else(|| self.wrong(Syntax::HexDigits))
        })
    }
}

/// What an escape of one letter stands for.
fn simple_escape(letter: u8) -> Option<&'static str> {
    Some(match letter {
        b'0' => "\0",
        b'a' => "\x07",
        b'b' => "\x08",
        b't' | b'\t' => "\t",
        b'n' => "\n",
        b'v' => "\x0b",
        b'f' => "\x0c",
        b'r' => "\r",
        b'e' => "\x1b",
        b' ' => " ",
        b'"' => "\"",
        b'\'' => "'",
        b'\\' => "\\",
        b'N' => "\u{85}",
        b'_' => "\u{a0}",
        b'L' => "\u{2028}",
        b'P' => "\u{2029}",
        _ => return None,
    })
}
