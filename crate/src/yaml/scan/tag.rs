//! Anchors, aliases and tags.

use super::{Fetch, Scanner};
use crate::yaml::cursor::{WORD, class};
use crate::yaml::problem::Syntax;
use crate::yaml::token::{Kind, TagText, Token};

impl<'t> Scanner<'t> {
    /// `&name` or `*name`.
    pub(super) fn anchor(&mut self) -> Fetch<Token<'t>> {
        let start = self.cursor.pos;
        let alias = self.cursor.byte() == b'*';
        self.cursor.skip(1);
        let name = self.word();
        let ends = self.cursor.is_space_at(0)
            || matches!(self.cursor.byte(), b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`');
        if name.is_empty() || !ends {
            return Err(self.wrong_since(Syntax::AnchorName, start));
        }
        let kind = if alias { Kind::Alias(name) } else { Kind::Anchor(name) };
        Ok(Token::new(kind, start, self.cursor.pos))
    }

    /// `!<uri>`, `!suffix`, `!!suffix` or `!handle!suffix`.
    pub(super) fn tag(&mut self) -> Fetch<Token<'t>> {
        let start = self.cursor.pos;
        let text = if self.cursor.byte_at(1) == b'<' { self.verbatim_tag(start)? } else { self.short_tag(start)? };
        if !self.cursor.is_space_at(0) {
            return Err(self.wrong_since(Syntax::TagEnd, start));
        }
        Ok(Token::new(Kind::Tag(Box::new(text)), start, self.cursor.pos))
    }

    fn verbatim_tag(&mut self, start: usize) -> Fetch<TagText<'t>> {
        self.cursor.skip(2);
        let suffix = self.uri(start, false)?;
        if self.cursor.byte() != b'>' {
            return Err(self.wrong_since(Syntax::TagEnd, start));
        }
        self.cursor.skip(1);
        Ok(TagText { handle: "", suffix })
    }

    fn short_tag(&mut self, start: usize) -> Fetch<TagText<'t>> {
        let handle = self.tag_handle();
        if handle.len() > 1 && handle.ends_with('!') {
            return Ok(TagText { handle, suffix: self.uri(start, false)? });
        }
        let mut suffix = handle.as_bytes().get(1..).unwrap_or(&[]).to_vec();
        suffix.extend(self.uri(start, true)?);
        if suffix.is_empty() {
            return Ok(TagText { handle: "", suffix: b"!".to_vec() });
        }
        Ok(TagText { handle: "!", suffix })
    }

    /// `!`, `!!` or `!name!`; or `!name`, which is no handle but the start of a tag. Stands on a `!`.
    pub(super) fn tag_handle(&mut self) -> &'t str {
        let start = self.cursor.pos;
        self.cursor.skip(1);
        self.word();
        if self.cursor.byte() == b'!' {
            self.cursor.skip(1);
        }
        self.cursor.slice(start, self.cursor.pos)
    }

    /// Letters, digits, `_` and `-`.
    pub(super) fn word(&mut self) -> &'t str {
        let start = self.cursor.pos;
        while class(self.cursor.byte()) & WORD != 0 {
            self.cursor.skip(1);
        }
        self.cursor.slice(start, self.cursor.pos)
    }

    /// The characters of a URI, with `%` escapes decoded.
    pub(super) fn uri(&mut self, start: usize, may_be_empty: bool) -> Fetch<Vec<u8>> {
        let mut uri = Vec::new();
        loop {
            match self.cursor.byte() {
                b'%' => self.uri_escape(start, &mut uri)?,
                byte if is_uri(byte) => {
                    self.cursor.skip(1);
                    uri.push(byte);
                }
                _ if uri.is_empty() && !may_be_empty => return Err(self.wrong_since(Syntax::TagUri, start)),
                _ => return Ok(uri),
            }
        }
    }

    /// One character written as `%` escapes of its bytes.
    fn uri_escape(&mut self, start: usize, uri: &mut Vec<u8>) -> Fetch<()> {
        let first = self.uri_octet(start)?;
        let more = match first {
            0..=0x7F => 0,
            0xC0..=0xDF => 1,
            0xE0..=0xEF => 2,
            0xF0..=0xF7 => 3,
            _ => return Err(self.wrong_since(Syntax::TagUri, start)),
        };
        uri.push(first);
        for _ in 0..more {
            let octet = self.uri_octet(start)?;
            if octet & 0xC0 != 0x80 {
                return Err(self.wrong_since(Syntax::TagUri, start));
            }
            uri.push(octet);
        }
        Ok(())
    }

    /// `%` and two hexadecimal digits.
    fn uri_octet(&mut self, start: usize) -> Fetch<u8> {
        let digit = |ahead| char::from(self.cursor.byte_at(ahead)).to_digit(16);
        match (self.cursor.byte(), digit(1), digit(2)) {
            (b'%', Some(high), Some(low)) => {
                self.cursor.skip(3);
                Ok((high << 4 | low) as u8)
            }
            _ => Err(self.wrong_since(Syntax::TagUri, start)),
        }
    }
}

fn is_uri(byte: u8) -> bool {
    class(byte) & WORD != 0 || b";/?:@&=+$,.!~*'()[]".contains(&byte)
}
