//! Tables that the program carries, without their comments.

/// The text without the lines that begin with `#`: tables say what they are, and the module need not carry it.
macro_rules! table {
    ($text:expr) => {{
        const TEXT: &str = $text;
        const LENGTH: usize = $crate::text::copy_lines(TEXT, &mut []);
        const BYTES: [u8; LENGTH] = {
            let mut bytes = [0; LENGTH];
            $crate::text::copy_lines(TEXT, &mut bytes);
            bytes
        };
        const LINES: &str = match std::str::from_utf8(&BYTES) {
            Ok(lines) => lines,
            Err(_) => TEXT,
        };
        LINES
    }};
}
pub(crate) use table;

/// Copies the lines of `text` that are no comments, as far as there is room, and tells how many bytes they are.
#[allow(clippy::indexing_slicing)] // Runs while the program is compiled: slices have no other way there.
pub(crate) const fn copy_lines(text: &str, into: &mut [u8]) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut length, mut is_comment) = (0, 0, false);
    while at < bytes.len() {
        if at == 0 || bytes[at - 1] == b'\n' {
            is_comment = bytes[at] == b'#';
        }
        if !is_comment {
            if length < into.len() {
                into[length] = bytes[at];
            }
            length += 1;
        }
        at += 1;
    }
    length
}

#[cfg(test)]
mod tests {
    #[test]
    fn comments_are_left_out() {
        assert_eq!(table!("# a\nb # c\n\n#d\n e\n"), "b # c\n\n e\n");
    }
}
