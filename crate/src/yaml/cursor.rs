//! A place in the text, with the column and the character count that YAML's rules are written in.

/// Space or tab.
pub(super) const BLANK: u8 = 1;
/// A line break, or the first byte of a character that may be one.
pub(super) const BREAK: u8 = 2;
/// The end of the text.
pub(super) const END: u8 = 4;
/// An indicator that ends a plain scalar inside brackets: `,` `?` `[` `]` `{` `}`.
pub(super) const FLOW: u8 = 8;
/// `:`
pub(super) const COLON: u8 = 16;
/// `'` `"` `\`
pub(super) const QUOTE: u8 = 32;
/// A letter or digit of ASCII, `_` or `-`.
pub(super) const WORD: u8 = 64;

/// A control character, or the first byte of a character that may be one.
pub(super) const SUSPECT: u8 = 128;

const CLASSES: [u8; 256] = classes();

// Runs when the crate is compiled, where an index out of range is an error.
#[allow(clippy::indexing_slicing)]
const fn classes() -> [u8; 256] {
    let mut table = [0u8; 256];
    let mut byte = 0usize;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\t' => BLANK,
            b'\r' | b'\n' | 0xE2 => BREAK,
            0xC2 => BREAK | SUSPECT,
            0 => END | SUSPECT,
            0x01..=0x1F | 0x7F | 0xEF => SUSPECT,
            b',' | b'?' | b'[' | b']' | b'{' | b'}' => FLOW,
            b':' => COLON,
            b'\'' | b'"' | b'\\' => QUOTE,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'-' => WORD,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// The classes of a byte.
pub(super) fn class(byte: u8) -> u8 {
    CLASSES.get(byte as usize).copied().unwrap_or(0)
}

/// Where the reader stands. Copied to look ahead, or to come back.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    /// The byte.
    pub pos: usize,
    /// The byte that the line begins at.
    pub line: usize,
    /// Bytes that continue a character, from the start of the text, and the same at the start of the line.
    wide: usize,
    line_wide: usize,
    /// The splitter of documents drops one CR before each LF, so that CR CR LF is one break and not two.
    joined: bool,
    /// Up to here each line loses its first character: see [`Cursor::new`].
    marked: usize,
}

impl<'t> Cursor<'t> {
    /// At the start of `text`, behind its byte order mark. `joined`: lines came through the splitter.
    ///
    /// go-yaml allows a second mark at the start of a line, and looks for it at the start of its buffer instead: behind
    /// two marks, every line in the first buffer loses a character.
    pub fn new(text: &'t str, joined: bool) -> Self {
        let pos = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let marked = if text.starts_with("\u{feff}\u{feff}") { text.len().min(512) } else { 0 };
        Cursor { text, pos, line: pos, wide: 0, line_wide: 0, joined, marked }
    }

    /// At byte `pos` of `text`, in a line that came through the splitter. Columns only mean something from the next line
    /// on; until then all that is known is whether this is the first one.
    pub fn at(text: &'t str, pos: usize) -> Self {
        let before = text.as_bytes().get(..pos).unwrap_or(&[]);
        let line = if before.is_empty() || before.ends_with(b"\n") { pos } else { pos - 1 };
        Cursor { text, pos, line, wide: 0, line_wide: 0, joined: true, marked: 0 }
    }

    /// The same at another byte, to look at breaks there: its column means nothing.
    pub fn moved(self, pos: usize) -> Self {
        Cursor { pos, ..self }
    }

    /// The whole text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The bytes `from..to` of the text.
    pub fn slice(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or("")
    }

    /// The byte here; 0 at the end (no text holds a 0, the reader has looked).
    pub fn byte(&self) -> u8 {
        self.byte_at(0)
    }

    /// The byte `ahead` bytes from here.
    pub fn byte_at(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.pos + ahead).copied().unwrap_or(0)
    }

    /// True at the end of the text.
    pub fn at_end(&self) -> bool {
        self.pos >= self.text.len()
    }

    /// Characters since the start of the line.
    pub fn column(&self) -> i32 {
        ((self.pos - self.line) - (self.wide - self.line_wide)) as i32
    }

    /// Characters since the start of the text.
    pub fn index(&self) -> usize {
        self.pos - self.wide
    }

    /// Goes on by `bytes` bytes of ASCII.
    pub fn skip(&mut self, bytes: usize) {
        self.pos += bytes;
    }

    /// Goes on by one character that is no line break.
    pub fn skip_char(&mut self) {
        self.pos += 1;
        while is_continuation(self.byte()) {
            self.pos += 1;
            self.wide += 1;
        }
    }

    /// Goes on to the first byte of one of the classes in `stop`. Characters that only begin like a line break are passed.
    pub fn skip_until(&mut self, stop: u8) {
        loop {
            let rest = self.text.as_bytes().get(self.pos..).unwrap_or(&[]);
            let mut wide = 0;
            let found = rest.iter().position(|byte| {
                wide += usize::from(is_continuation(*byte));
                class(*byte) & stop != 0
            });
            self.wide += wide;
            self.pos += found.unwrap_or(rest.len());
            if found.is_none() || self.byte() < 0x80 || self.break_len() > 0 {
                return;
            }
            self.skip_char();
        }
    }

    /// Passes what go-yaml takes for a byte order mark at the start of a line.
    pub fn skip_mark(&mut self) {
        if self.pos < self.marked && self.column() == 0 {
            self.skip_char();
        }
    }

    /// Passes spaces and tabs.
    pub fn skip_blanks(&mut self) {
        while class(self.byte()) & BLANK != 0 {
            self.pos += 1;
        }
    }

    /// Goes to the end of the line, before its break.
    pub fn skip_line(&mut self) {
        self.skip_until(BREAK);
    }

    /// How many bytes the line break here has; 0 where there is none.
    pub fn break_len(&self) -> usize {
        match self.byte() {
            b'\n' => 1,
            b'\r' if self.byte_at(1) == b'\n' => 2,
            b'\r' if self.joined && self.byte_at(1) == b'\r' && self.byte_at(2) == b'\n' => 3,
            b'\r' => 1,
            0xC2 if self.byte_at(1) == 0x85 => 2,
            0xE2 if self.byte_at(1) == 0x80 && matches!(self.byte_at(2), 0xA8 | 0xA9) => 3,
            _ => 0,
        }
    }

    /// Passes the line break here, if there is one.
    pub fn skip_break(&mut self) {
        let len = self.break_len();
        if len > 0 {
            self.pos += len;
            self.wide += match self.text.as_bytes().get(self.pos - len) {
                Some(0xC2) => 1,
                Some(0xE2) => 2,
                _ => 0,
            };
            self.line = self.pos;
            self.line_wide = self.wide;
        }
    }

    /// Begins a line here, wherever this is: what the end of the text does.
    pub fn end_line(&mut self) {
        self.line = self.pos;
        self.line_wide = self.wide;
    }

    /// True at a line break or at the end.
    pub fn at_line_end(&self) -> bool {
        self.break_len() > 0 || self.at_end()
    }

    /// True when a space, a tab, a line break or the end is `ahead` bytes from here.
    pub fn is_space_at(&self, ahead: usize) -> bool {
        let class = class(self.byte_at(ahead));
        class & (BLANK | END) != 0 || class & BREAK != 0 && self.moved(self.pos + ahead).break_len() > 0
    }

    /// True at a line that is `---` or `...`, alone or before a space.
    pub fn at_marker(&self, mark: u8) -> bool {
        self.byte() == mark
            && self.column() == 0
            && self.byte_at(1) == mark
            && self.byte_at(2) == mark
            && self.is_space_at(3)
    }

    /// True at either marker.
    pub fn at_document_marker(&self) -> bool {
        self.at_marker(b'-') || self.at_marker(b'.')
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}
