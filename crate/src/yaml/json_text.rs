//! Where a JSON value ends, by the grammar that Go's decoder of JSON streams follows.

/// How deep JSON may be nested.
const MAX_DEPTH: usize = 10_000;

/// Why no value could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoValue {
    /// Nothing but space is left.
    End,
    /// What is there is no JSON.
    Broken,
}

/// The bytes of the first JSON value in `text` from byte `from` on.
pub(super) fn json_value(text: &[u8], from: usize) -> Result<(usize, usize), NoValue> {
    let mut reader = Reader { text, at: from, open: Vec::new() };
    reader.space();
    let start = reader.at;
    if start >= text.len() {
        return Err(NoValue::End);
    }
    reader.value().map(|()| (start, reader.at)).ok_or(NoValue::Broken)
}

/// The byte at which a text stops being one JSON value; none where it is one.
pub fn json_end(text: &str) -> Option<usize> {
    let mut reader = Reader { text: text.as_bytes(), at: 0, open: Vec::new() };
    let is_value = reader.value().is_some();
    reader.space();
    (!is_value || reader.at < text.len()).then_some(reader.at.min(text.len()))
}

struct Reader<'t> {
    text: &'t [u8],
    at: usize,
    /// The brackets that are open.
    open: Vec<u8>,
}

impl Reader<'_> {
    fn byte(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    /// Passes a byte if it is the one.
    fn pass(&mut self, byte: u8) -> Option<()> {
        (self.byte() == byte).then(|| self.at += 1)
    }

    fn space(&mut self) {
        while matches!(self.byte(), b' ' | b'\t' | b'\r' | b'\n') {
            self.at += 1;
        }
    }

    /// A value, with all that is inside it.
    fn value(&mut self) -> Option<()> {
        loop {
            self.space();
            let opened = self.scalar_or_open()?;
            let more = opened && self.enter()?;
            if !more && !self.leave()? {
                return Some(());
            }
        }
    }

    /// Passes a scalar or an opening bracket; true for a bracket.
    fn scalar_or_open(&mut self) -> Option<bool> {
        match self.byte() {
            bracket @ (b'[' | b'{') => {
                self.at += 1;
                self.open.push(bracket);
                return (self.open.len() <= MAX_DEPTH).then_some(true);
            }
            b'"' => self.string()?,
            b't' => self.word(b"true")?,
            b'f' => self.word(b"false")?,
            b'n' => self.word(b"null")?,
            _ => self.number()?,
        }
        Some(false)
    }

    /// Inside a bracket that was just opened: true when a value follows, false when the bracket is closed at once.
    fn enter(&mut self) -> Option<bool> {
        self.space();
        match (self.open.last(), self.byte()) {
            (Some(b'['), b']') | (Some(b'{'), b'}') => Some(false),
            (Some(b'{'), _) => self.key().map(|()| true),
            _ => Some(true),
        }
    }

    /// Behind a value or inside an empty bracket: closes brackets; true when another value follows.
    fn leave(&mut self) -> Option<bool> {
        loop {
            let Some(bracket) = self.open.last().copied() else { return Some(false) };
            self.space();
            match (bracket, self.byte()) {
                (b'[', b']') | (b'{', b'}') => {
                    self.at += 1;
                    self.open.pop();
                }
                (b'[', b',') => {
                    self.at += 1;
                    return Some(true);
                }
                (_, b',') => {
                    self.at += 1;
                    self.space();
                    return self.key().map(|()| true);
                }
                _ => return None,
            }
        }
    }

    fn key(&mut self) -> Option<()> {
        self.string()?;
        self.space();
        self.pass(b':')
    }

    fn string(&mut self) -> Option<()> {
        self.pass(b'"')?;
        loop {
            match self.byte() {
                b'"' => return self.pass(b'"'),
                b'\\' => self.escape()?,
                0x00..=0x1F => return None,
                _ => self.at += 1,
            }
        }
    }

    fn escape(&mut self) -> Option<()> {
        self.at += 2;
        match self.text.get(self.at - 1)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(()),
            b'u' => {
                let digits = self.text.get(self.at..self.at + 4)?;
                self.at += 4;
                digits.iter().all(u8::is_ascii_hexdigit).then_some(())
            }
            _ => None,
        }
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        self.text.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    fn number(&mut self) -> Option<()> {
        let _ = self.pass(b'-');
        if self.pass(b'0').is_none() {
            self.digits()?;
        }
        if self.pass(b'.').is_some() {
            self.digits()?;
        }
        if matches!(self.byte(), b'e' | b'E') {
            self.at += 1;
            if matches!(self.byte(), b'+' | b'-') {
                self.at += 1;
            }
            self.digits()?;
        }
        Some(())
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.byte().is_ascii_digit() {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_end_where_they_end() {
        for (text, end) in [
            ("{}", 2),
            (" [1, -0.5e+3, \"a\\u00e9\\n\", {\"a\": [], \"b\": {}}] x", 46),
            ("01", 1),
            ("null,", 4),
            ("\"a\"b", 3),
        ] {
            assert_eq!(json_value(text.as_bytes(), 0).map(|value| value.1), Ok(end), "{text}");
        }
    }

    #[test]
    fn what_is_no_json_is_broken() {
        for text in [
            "{a}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "[1,]",
            "[1 2]",
            "[",
            "\"a",
            "\"\n\"",
            "\"\\x41\"",
            "\"\\u00g0\"",
            "-",
            "1.",
            "1e",
            "tru",
            "]",
            "{\"a\":1]",
        ] {
            assert_eq!(json_value(text.as_bytes(), 0), Err(NoValue::Broken), "{text}");
        }
        assert_eq!(json_value(b" \n", 0), Err(NoValue::End));
    }
}
