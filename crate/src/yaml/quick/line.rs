//! What stands on one line: keys, scalars, brackets, comments.

use super::{MAX_DEPTH, Quick};
use crate::yaml::cursor::{BREAK, SUSPECT, WORD, class};
use crate::yaml::parser::{Event, What};
use std::borrow::Cow;

/// How long a key may be; the whole reader knows what to say of longer ones.
const MAX_KEY: usize = 500;

impl<'t, F: FnMut(Event<'t>)> Quick<'t, F> {
    /// A key with its colon behind it.
    pub(super) fn key(&mut self) -> Option<(usize, &'t str, bool)> {
        let start = self.pos;
        let (text, plain) = match self.byte() {
            b'"' | b'\'' => (self.quoted()?, false),
            b'-' => return None,
            _ => (self.word()?, true),
        };
        (self.byte() == b':' && self.is_blank(1) && text.len() < MAX_KEY).then_some((start, text, plain))
    }

    /// The value on this line, and the end of the line.
    pub(super) fn value(&mut self) -> Option<()> {
        match self.byte() {
            b'"' | b'\'' => self.scalar()?,
            b'[' | b'{' => self.flow(MAX_DEPTH)?,
            b'-' if self.is_blank(1) => return None,
            b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`' | b'?' | b':' | b',' | b']' | b'}' | b'#' => {
                return None;
            }
            _ => {
                self.plain()?;
                return self.line_end();
            }
        }
        let end = self.pos;
        self.spaces();
        (self.at_line_end() && (self.byte() != b'#' || self.pos > end)).then_some(())?;
        self.line_end()
    }

    /// A plain scalar to the end of the line, or to the comment.
    pub(super) fn plain(&mut self) -> Option<()> {
        let start = self.pos;
        loop {
            self.skip(|byte| !is_odd(byte) && !matches!(byte, b':' | b'#'));
            match self.byte() {
                b':' if self.is_blank(1) => return None,
                b'#' if self.text.get(..self.pos)?.ends_with(' ') => break,
                b':' | b'#' => self.pos += 1,
                _ if self.at_line_end() => break,
                _ => return None,
            }
        }
        let text = self.text.get(start..self.pos)?.trim_end_matches(' ');
        self.tell(What::Scalar(Cow::Borrowed(text), true), start, start + text.len());
        Some(())
    }

    /// A list or map in brackets, on one line.
    pub(super) fn flow(&mut self, depth: usize) -> Option<()> {
        let is_map = self.byte() == b'{';
        let close = if is_map { b'}' } else { b']' };
        self.tell(if is_map { What::MapStart } else { What::ListStart }, self.pos, self.pos + 1);
        self.pos += 1;
        self.spaces();
        let mut is_first = true;
        while self.byte() != close {
            if !is_first {
                self.flow_comma()?;
            }
            is_first = false;
            self.flow_item(is_map, depth)?;
            self.spaces();
        }
        self.tell(What::End, self.pos, self.pos + 1);
        self.pos += 1;
        Some(())
    }

    pub(super) fn flow_comma(&mut self) -> Option<()> {
        (self.byte() == b',' && self.is_blank(1)).then_some(())?;
        self.pos += 1;
        self.spaces();
        Some(())
    }

    pub(super) fn flow_item(&mut self, is_map: bool, depth: usize) -> Option<()> {
        if is_map {
            self.scalar()?;
            (self.byte() == b':' && self.is_blank(1)).then_some(())?;
            self.pos += 1;
            self.spaces();
        }
        if matches!(self.byte(), b'[' | b'{') { self.flow(depth.checked_sub(1)?) } else { self.scalar() }
    }

    /// A word or a text in quotes.
    pub(super) fn scalar(&mut self) -> Option<()> {
        let start = self.pos;
        let plain = !matches!(self.byte(), b'"' | b'\'');
        let text = if plain { self.word()? } else { self.quoted()? };
        self.tell(What::Scalar(Cow::Borrowed(text), plain), start, self.pos);
        Some(())
    }

    pub(super) fn word(&mut self) -> Option<&'t str> {
        let start = self.pos;
        self.skip(is_word);
        let text = self.text.get(start..self.pos)?;
        (!matches!(text, "" | "-")).then_some(text)
    }

    /// Text in quotes, without escapes and on one line.
    pub(super) fn quoted(&mut self) -> Option<&'t str> {
        let quote = self.byte();
        let start = self.pos + 1;
        let rest = self.text.as_bytes().get(start..)?;
        let ends = |byte: &u8| *byte == quote || *byte == b'\\' || is_odd(*byte);
        let end = start + rest.iter().position(ends)?;
        self.pos = end + 1;
        let is_whole = self.text.as_bytes().get(end) == Some(&quote) && !(quote == b'\'' && self.byte() == quote);
        self.text.get(start..end).filter(|_| is_whole)
    }

    /// The comment and the break at the end of a line.
    pub(super) fn line_end(&mut self) -> Option<()> {
        if self.byte() == b'#' {
            let start = self.pos;
            self.skip(|byte| !is_odd(byte));
            self.comments.push((start, self.pos));
        }
        let is_end = self.pos >= self.text.len() || self.byte() == b'\n';
        self.pos += 1;
        is_end.then_some(())
    }

    pub(super) fn at_line_end(&self) -> bool {
        matches!(self.byte(), b'\n' | b'#') || self.pos >= self.text.len()
    }

    pub(super) fn is_item(&self) -> bool {
        self.byte() == b'-' && self.is_blank(1)
    }

    /// True where a space, a break or the end of the text follows.
    pub(super) fn is_blank(&self, ahead: usize) -> bool {
        matches!(self.text.as_bytes().get(self.pos + ahead), None | Some(b' ' | b'\n'))
    }

    pub(super) fn spaces(&mut self) {
        while self.byte() == b' ' {
            self.pos += 1;
        }
    }

    pub(super) fn skip(&mut self, passes: impl Fn(u8) -> bool) {
        while self.text.as_bytes().get(self.pos).is_some_and(|byte| passes(*byte)) {
            self.pos += 1;
        }
    }

    /// The byte here; 0 at the end of the text.
    pub(super) fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.pos).copied().unwrap_or(0)
    }
}

/// A letter, a digit, or a sign that means nothing to YAML inside a word.
fn is_word(byte: u8) -> bool {
    class(byte) & WORD != 0 || matches!(byte, b'.' | b'/')
}

/// What can't be passed in a scalar: a break, a tab, a control character, or a byte that may begin one.
fn is_odd(byte: u8) -> bool {
    class(byte) & (BREAK | SUSPECT) != 0 || byte == b'\t'
}
