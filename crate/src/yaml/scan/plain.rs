//! Plain scalars: text without quotes, on one line or several.

use super::{Fetch, Scanner};
use crate::yaml::cursor::{BLANK, BREAK, COLON, END, FLOW};
use crate::yaml::gather::{Gap, Gather};
use crate::yaml::problem::Syntax;
use crate::yaml::token::{Kind, Style, Token};

impl<'t> Scanner<'t> {
    /// The plain scalar that begins here.
    pub(super) fn plain(&mut self) -> Fetch<Token<'t>> {
        let start = self.cursor.pos;
        let mut end = start;
        let mut gather = self.gather();
        let mut gap: Option<Gap> = None;
        loop {
            if self.cursor.byte() == b'#' || self.cursor.at_document_marker() {
                break;
            }
            let from = self.cursor.pos;
            self.plain_words();
            if self.cursor.pos > from {
                match gap.take() {
                    Some(gap) => gap.fold(&self.cursor, &mut gather),
                    None => gather.take(end, from),
                }
                gather.take(from, self.cursor.pos);
                end = self.cursor.pos;
            }
            if !self.cursor.is_space_at(0) || self.cursor.at_end() {
                break;
            }
            gap = self.plain_gap(gap)?;
            if self.flow == 0 && self.cursor.column() <= self.indent {
                break;
            }
        }
        // After a line break a key may follow.
        self.key_allowed |= gap.is_some();
        let text = self.finish(gather);
        Ok(Token::new(Kind::Scalar(text, Style::Plain), start, end))
    }

    /// Passes what is neither space nor an indicator that ends the scalar.
    fn plain_words(&mut self) {
        let indicators = if self.flow > 0 { FLOW } else { 0 };
        loop {
            self.cursor.skip_until(BLANK | BREAK | END | COLON | indicators);
            // A scalar that is read once more ends where the text was cut off behind it.
            let is_last = self.recording && self.cursor.pos + 1 == self.cursor.text().len();
            if self.cursor.byte() != b':' || self.cursor.is_space_at(1) && !is_last {
                return;
            }
            self.cursor.skip(1);
        }
    }

    /// Passes the space here; a gap when it holds line breaks.
    fn plain_gap(&mut self, mut gap: Option<Gap>) -> Fetch<Option<Gap>> {
        loop {
            let byte = self.cursor.byte();
            if byte == b'\t' && gap.is_some() && self.cursor.column() <= self.indent {
                return Err(self.wrong(Syntax::TabIndents));
            } else if matches!(byte, b' ' | b'\t') {
                self.cursor.skip(1);
            } else if self.cursor.break_len() == 0 {
                return Ok(gap);
            } else if let Some(gap) = &mut gap {
                self.cursor.skip_break();
                gap.rest.1 = self.cursor.pos;
            } else {
                gap = Some(Gap::open(&mut self.cursor));
            }
        }
    }

    /// A collector of scalar text.
    pub(super) fn gather(&self) -> Gather<'t> {
        Gather::new(self.cursor.text(), self.recording)
    }
}
