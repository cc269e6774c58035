//! Where one document ends and the next begins: lines that begin with `---`, as Kubernetes' reader of YAML streams cuts.
//!
//! It looks at lines, not at YAML: a `---` inside quotes is a cut, too.

/// A piece of the text, by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    pub start: usize,
    pub end: usize,
    /// What ends the reading, where this is not a piece but the line that ends it.
    pub stop: Option<Stop>,
}

/// Why no further line is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// A line begins with `---` and goes on with something that is no comment.
    Separator,
    /// The last line is lost.
    LostLine,
}

/// The pieces in order.
///
/// A separator belongs to the piece after it where no piece is open, and to none elsewhere.
pub(super) fn split(text: &str) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        let end = line_end(text.as_bytes(), at);
        let Some(line) = text.get(at..end) else { break };
        let separates = line.strip_prefix("---").map(str::trim);
        let stop = match separates {
            _ if is_lost(line) => Some(Stop::LostLine),
            Some(rest) if !(rest.is_empty() || rest.starts_with('#')) => Some(Stop::Separator),
            _ => None,
        };
        if stop.is_some() || separates.is_some() {
            // What stands before a malformed separator is lost with it.
            if at > start && stop != Some(Stop::Separator) {
                cuts.push(Cut { start, end: at, stop: None });
                start = end;
            }
            if stop.is_some() {
                cuts.push(Cut { start: at, end, stop });
                return cuts;
            }
        }
        at = end;
    }
    if at > start {
        cuts.push(Cut { start, end: at, stop: None });
    }
    cuts
}

/// Where the line ends that begins at a byte.
fn line_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or(&[]);
    rest.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| start + at + 1)
}

/// True for a last line that the reader takes in full buffers of 4096 bytes and then drops, as it finds nothing more.
fn is_lost(line: &str) -> bool {
    let mut rest = line.as_bytes();
    if rest.ends_with(b"\n") || rest.is_empty() {
        return false;
    }
    // A CR that ends a buffer waits for the next one.
    while let Some(buffer) = rest.get(..4096) {
        let taken = if buffer.ends_with(b"\r") { 4095 } else { 4096 };
        rest = rest.get(taken..).unwrap_or(&[]);
    }
    rest.is_empty()
}
