//! From byte offsets to the positions that editors use.

/// A place as editors count it: zero-based; `character` and `offset` count UTF-16 units, a byte order mark included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Position {
    /// The line; lines end at LF, CRLF or CR.
    pub line: u32,
    /// UTF-16 units from the start of the line.
    pub character: u32,
    /// UTF-16 units from the start of the text.
    pub offset: u32,
}

/// Where the lines of a text start, in bytes and in UTF-16 units.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<(u32, u32)>,
}

impl LineIndex {
    /// Reads the whole text once.
    pub fn new(text: &str) -> Self {
        let (mut starts, mut utf16) = (vec![(0, 0)], 0);
        let mut bytes = text.bytes().enumerate().peekable();
        while let Some((at, byte)) = bytes.next() {
            // One unit for each character; what takes four bytes takes two. A byte that goes on with one takes none.
            utf16 += if byte & 0xc0 == 0x80 { 0 } else { 1 + u32::from(byte >= 0xf0) };
            let ends_line = byte == b'\n' || (byte == b'\r' && bytes.peek().is_none_or(|(_, next)| *next != b'\n'));
            if ends_line {
                starts.push((at as u32 + 1, utf16));
            }
        }
        LineIndex { starts }
    }

    /// The position of byte `byte` of `text`, the text that this index was made of; a byte past the end is the end,
    /// a byte inside a character is that character's start.
    pub fn position(&self, text: &str, byte: u32) -> Position {
        let mut end = (byte as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let line = self.starts.partition_point(|(start, _)| *start as usize <= end).saturating_sub(1);
        let (start, utf16) = self.starts.get(line).copied().unwrap_or((0, 0));
        let before = text.get(start as usize..end).unwrap_or("");
        let character = before.chars().map(|c| c.len_utf16() as u32).sum();
        Position { line: line as u32, character, offset: utf16 + character }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_lf_crlf_and_cr() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::new(text);
        let line = |byte| index.position(text, byte).line;
        assert_eq!([line(0), line(1), line(2), line(5), line(6), line(7)], [0, 0, 1, 2, 2, 3]);
    }

    #[test]
    fn characters_are_utf16_units_and_the_byte_order_mark_counts() {
        let text = "\u{feff}a😀é: x";
        let at = LineIndex::new(text).position(text, text.find('x').unwrap() as u32);
        assert_eq!((at.character, at.offset), (7, 7));
    }

    #[test]
    fn a_byte_inside_a_character_or_past_the_end_is_held() {
        let text = "é";
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, 1).character, 0);
        assert_eq!(index.position(text, 99).character, 1);
    }
}
