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

/// Where the lines of a text start, and places inside long ones.
#[derive(Debug, Clone)]
pub struct LineIndex {
    marks: Vec<Mark>,
}

/// The start of a line, or a place in it.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    byte: u32,
    /// UTF-16 units before it.
    utf16: u32,
    line: u32,
    /// UTF-16 units before the line.
    start: u32,
}

/// So far at the most is counted from a mark: a large file can be one line.
const STEP: usize = 256;

impl LineIndex {
    /// Reads the whole text once.
    pub fn new(text: &str) -> Self {
        let mut last = Mark::default();
        let (mut marks, mut utf16) = (vec![last], 0);
        let mut bytes = text.bytes().enumerate().peekable();
        while let Some((at, byte)) = bytes.next() {
            let is_inside = byte & 0xc0 == 0x80;
            if at - last.byte as usize >= STEP && !is_inside {
                last = Mark { byte: at as u32, utf16, ..last };
                marks.push(last);
            }
            // One unit for each character; what takes four bytes takes two. A byte that goes on with one takes none.
            utf16 += if is_inside { 0 } else { 1 + u32::from(byte >= 0xf0) };
            let ends_line = byte == b'\n' || (byte == b'\r' && bytes.peek().is_none_or(|(_, next)| *next != b'\n'));
            if ends_line {
                last = Mark { byte: at as u32 + 1, utf16, line: last.line + 1, start: utf16 };
                marks.push(last);
            }
        }
        LineIndex { marks }
    }

    /// The position of byte `byte` of `text`, the text that this index was made of; a byte past the end is the end,
    /// a byte inside a character is that character's start.
    pub fn position(&self, text: &str, byte: u32) -> Position {
        let mut end = (byte as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let behind = self.marks.partition_point(|mark| mark.byte as usize <= end);
        let mark = self.marks.get(behind.saturating_sub(1)).copied().unwrap_or_default();
        let between = text.get(mark.byte as usize..end).unwrap_or("");
        let offset = mark.utf16 + between.chars().map(|c| c.len_utf16() as u32).sum::<u32>();
        Position { line: mark.line, character: offset - mark.start, offset }
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
    fn long_lines_are_counted_as_short_ones() {
        let text = format!("a\n{}\r\n{}", "é😀xy".repeat(300), "z".repeat(700));
        let index = LineIndex::new(&text);
        for (byte, _) in text.char_indices() {
            let before = text.get(..byte).unwrap();
            let line = before.rsplit('\n').next().unwrap();
            let units = |text: &str| text.encode_utf16().count() as u32;
            let wanted = (before.matches('\n').count() as u32, units(line), units(before));
            let at = index.position(&text, byte as u32);
            assert_eq!((at.line, at.character, at.offset), wanted);
        }
    }

    #[test]
    fn a_byte_inside_a_character_or_past_the_end_is_held() {
        let text = "é";
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, 1).character, 0);
        assert_eq!(index.position(text, 99).character, 1);
    }
}
