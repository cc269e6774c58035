//! Block scalars: `|` keeps lines, `>` folds them.

use super::{Fetch, Scanner};
use crate::yaml::gather::{Gap, Gather};
use crate::yaml::problem::Syntax;
use crate::yaml::token::{Kind, Style, Token};

/// What becomes of the line breaks at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomp {
    /// `-`: none stays.
    Strip,
    /// The last line keeps its own.
    Clip,
    /// `+`: all stay.
    Keep,
}

/// A block scalar while it is read.
struct Block<'t> {
    /// Column of the content; 0 until it is known.
    indent: i32,
    /// What follows the last line of content.
    gap: Gap,
    /// Whether the last line of content began with a space or tab.
    spaced: bool,
    /// The end of the last line of content, or of the header.
    end: usize,
    gather: Gather<'t>,
}

impl<'t> Scanner<'t> {
    /// The block scalar that begins here.
    pub(super) fn block(&mut self, literal: bool) -> Fetch<Token<'t>> {
        let start = self.cursor.pos;
        self.cursor.skip(1);
        let (chomp, increment) = self.block_header()?;
        let header = self.cursor.pos;
        self.line_rest()?;
        let indent = match (self.known_indent, increment) {
            (0, 0) => 0,
            (0, increment) => self.indent.max(0) + increment,
            (known, _) => known,
        };
        let mut block = self.block_content(literal, indent, header)?;
        if chomp != Chomp::Strip {
            block.gap.keep_first(&self.cursor, &mut block.gather);
        }
        if chomp == Chomp::Keep {
            block.gap.keep_rest(&self.cursor, &mut block.gather);
        }
        let text = self.finish(block.gather);
        Ok(Token::new(Kind::Scalar(text, Style::Block), start, block.end))
    }

    /// `+` or `-` and the indentation, in either order.
    fn block_header(&mut self) -> Fetch<(Chomp, i32)> {
        let chomp = self.chomp();
        let mut increment = 0;
        let byte = self.cursor.byte();
        if byte == b'0' {
            return Err(self.wrong(Syntax::ZeroIndent));
        }
        if byte.is_ascii_digit() {
            increment = i32::from(byte - b'0');
            self.cursor.skip(1);
        }
        let chomp = chomp.or_else(|| if increment > 0 { self.chomp() } else { None });
        Ok((chomp.unwrap_or(Chomp::Clip), increment))
    }

    fn chomp(&mut self) -> Option<Chomp> {
        let chomp = match self.cursor.byte() {
            b'+' => Chomp::Keep,
            b'-' => Chomp::Strip,
            _ => return None,
        };
        self.cursor.skip(1);
        Some(chomp)
    }

    /// The lines of content; `indent` is 0 where it is to be found out.
    fn block_content(&mut self, literal: bool, indent: i32, header: usize) -> Fetch<Block<'t>> {
        let at = self.cursor.pos;
        let gap = Gap { first: None, rest: (at, at) };
        let mut block = Block { indent, gap, spaced: false, end: header, gather: self.gather() };
        self.block_gap(&mut block)?;
        while self.cursor.column() == block.indent && !self.cursor.at_end() {
            let spaced = matches!(self.cursor.byte(), b' ' | b'\t');
            let fold = !literal && !block.spaced && !spaced && block.gap.first.is_some();
            if fold {
                block.gap.fold(&self.cursor, &mut block.gather);
            } else {
                block.gap.keep(&self.cursor, &mut block.gather);
            }
            block.spaced = spaced;
            let from = self.cursor.pos;
            self.cursor.skip_line();
            block.gather.take(from, self.cursor.pos);
            block.end = self.cursor.pos;
            block.gap = Gap { first: None, rest: (block.end, block.end) };
            if !self.cursor.at_end() {
                block.gap = Gap::open(&mut self.cursor);
            }
            self.block_gap(&mut block)?;
        }
        Ok(block)
    }

    /// Passes empty lines and the indentation of the next line; finds the indentation out where it is not known.
    fn block_gap(&mut self, block: &mut Block) -> Fetch<()> {
        let mut deepest = 0;
        loop {
            while self.cursor.byte() == b' ' && (block.indent == 0 || self.cursor.column() < block.indent) {
                self.cursor.skip(1);
            }
            let column = self.cursor.column();
            deepest = deepest.max(column);
            if self.cursor.byte() == b'\t' && (block.indent == 0 || column < block.indent) {
                return Err(self.wrong(Syntax::TabIndents));
            }
            if self.cursor.break_len() == 0 {
                break;
            }
            self.cursor.skip_break();
            block.gap.rest.1 = self.cursor.pos;
        }
        if block.indent == 0 {
            block.indent = deepest.max(self.indent + 1).max(1);
        }
        Ok(())
    }
}
