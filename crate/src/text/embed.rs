//! Text inside other text: from places in the inner text to spans of the file.

use super::{FileId, Span};

/// How the bytes of an inner text lie in a file: runs that stand there as they are, in order.
///
/// It composes: the runs of a text that is embedded twice are mapped through both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embedding {
    file: FileId,
    /// (first byte of the inner text, first byte in the file, how many file bytes it stands for) by inner byte.
    runs: Vec<Run>,
}

/// One run of inner text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    inner: u32,
    outer: u32,
    outer_len: u32,
}

impl Embedding {
    /// A whole file, as it stands.
    pub fn file(file: FileId, len: usize) -> Self {
        let mut whole = Embedding::new(file);
        whole.push(0, 0, len as u32);
        whole
    }

    /// No runs yet.
    pub fn new(file: FileId) -> Self {
        Embedding { file, runs: Vec::new() }
    }

    /// The file that all spans are of.
    pub fn file_id(&self) -> FileId {
        self.file
    }

    /// Adds a run: the inner text from byte `inner` on is the file's bytes from `outer` on, `outer_len` of them.
    /// Runs are added in the order of the inner text.
    pub fn push(&mut self, inner: u32, outer: u32, outer_len: u32) {
        self.runs.push(Run { inner, outer, outer_len });
    }

    /// The runs of a text inside the inner text, mapped to the file: (byte of that text, inner byte, how many inner
    /// bytes it stands for), in order.
    pub fn within(&self, runs: &[(u32, u32, u32)]) -> Embedding {
        let mut through = Embedding::new(self.file);
        for (at, from, len) in runs {
            let end = from.saturating_add(*len);
            let first = self.runs.partition_point(|run| run.inner <= *from).saturating_sub(1);
            for run in self.runs.iter().skip(first).take_while(|run| run.inner < end) {
                let start = run.inner.max(*from);
                let left = run.outer_len.saturating_sub(start - run.inner);
                through.push(at + (start - from), run.outer + (start - run.inner), left.min(end - start));
            }
        }
        through
    }

    /// The inner byte that stands at the file's byte `outer`; none where none does.
    pub fn inner(&self, outer: u32) -> Option<u32> {
        let run = self.runs.partition_point(|run| run.outer <= outer).checked_sub(1)?;
        let run = self.runs.get(run)?;
        let offset = outer - run.outer;
        (offset <= run.outer_len).then_some(run.inner + offset)
    }

    /// The span of the file that inner bytes `start..end` stand for.
    pub fn span(&self, start: u32, end: u32) -> Span {
        let from = self.outer(start);
        let to = if end > start { self.outer(end - 1).saturating_add(1) } else { from };
        Span::new(self.file, from, to)
    }

    /// The file's byte that the inner byte `at` stands for.
    pub fn outer(&self, at: u32) -> u32 {
        let run = self.runs.partition_point(|run| run.inner <= at).saturating_sub(1);
        match self.runs.get(run) {
            Some(run) => run.outer + at.saturating_sub(run.inner).min(run.outer_len),
            None => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_scalar_maps_line_by_line() {
        // file: "k: |\n  ab\n  cd\n", inner: "ab\ncd\n"
        let mut block = Embedding::new(FileId(0));
        block.push(0, 7, 3);
        block.push(3, 12, 3);
        assert_eq!((block.outer(0), block.outer(1), block.outer(3), block.outer(4)), (7, 8, 12, 13));
        assert_eq!(block.span(0, 2), Span::new(FileId(0), 7, 9));
        assert_eq!(block.span(3, 5), Span::new(FileId(0), 12, 14));
    }

    #[test]
    fn a_text_in_a_text_maps_through_both() {
        // file: "k: |\n  a: |\n    xy\n    z\n", inner: "a: |\n  xy\n  z\n", inmost: "xy\nz\n"
        let mut block = Embedding::new(FileId(0));
        block.push(0, 7, 5);
        block.push(5, 14, 5);
        block.push(10, 21, 4);
        let inmost = block.within(&[(0, 7, 3), (3, 12, 2)]);
        assert_eq!((inmost.outer(0), inmost.outer(1), inmost.outer(3), inmost.outer(4)), (16, 17, 23, 24));
        assert_eq!((block.inner(7), block.inner(16), block.inner(3)), (Some(0), Some(7), None));
        // A run that crosses a boundary of the outer runs is cut there.
        assert_eq!(block.within(&[(0, 3, 4)]).outer(3), block.outer(6));
    }

    #[test]
    fn a_whole_file_maps_to_itself() {
        let whole = Embedding::file(FileId(3), 10);
        assert_eq!(whole.span(2, 5), Span::new(FileId(3), 2, 5));
        assert_eq!(whole.span(10, 10), Span::new(FileId(3), 10, 10));
    }
}
