//! One document after the other.

use super::build::{Built, Interner, Place, Shared, build, build_quickly, dismantle};
use super::cursor::Cursor;
use super::parser::Parser;
use super::problem::{Problem, ProblemKind};
use super::scan::Wrong;
use super::split::{Cut, Stop, split};
use super::{Text, encoding, to_json};
use crate::text::{Embedding, Span};
use crate::value::Node;

/// How many lists and maps may be inside one another in a tree that is handed out: code that walks one may recurse.
pub const MAX_HEIGHT: usize = 500;
/// How many nodes aliases may bring to one text.
const ALIAS_BUDGET: usize = 1_000_000;

/// A document, or a piece of text that should be one.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The bytes that it was read from.
    pub span: Span,
    /// The tree; none where there is no content, the text is not YAML, or the tree is too high.
    pub root: Option<Node>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// Where comments stand, from the `#` to the end of the line.
    pub comments: Vec<Span>,
}

impl Piece {
    /// True when Kubernetes' tools refuse it. `strict`: when they look for duplicate keys.
    pub fn is_refused(&self, strict: bool) -> bool {
        self.problems.iter().any(|problem| problem.kind.refuses(strict))
    }

    /// False for the end of a text that is not read as a document at all.
    pub fn is_document(&self) -> bool {
        !self.problems.iter().any(|problem| matches!(problem.kind, ProblemKind::Separator | ProblemKind::LostLine))
    }
}

/// A piece whose tree may be of any height.
pub(super) struct Tree {
    piece: Piece,
    height: usize,
}

impl Tree {
    /// The piece, without a tree that is too high.
    pub fn bounded(mut self) -> Piece {
        if self.height > MAX_HEIGHT {
            self.piece.root.take().into_iter().for_each(dismantle);
            self.piece.problems.push(Problem { kind: ProblemKind::Deep, span: self.piece.span, related: None });
        }
        self.piece
    }

    /// The piece, and the JSON of its tree where it is not refused.
    pub fn with_json(self) -> (Piece, Option<String>) {
        let is_read = self.piece.is_document() && !self.piece.is_refused(false);
        let json = is_read.then(|| self.piece.root.as_ref().map_or("null".to_owned(), to_json));
        (self.bounded(), json)
    }
}

/// Reads the pieces of a text.
pub(super) struct Reader<'t> {
    text: &'t Text<'t>,
    embedding: &'t Embedding,
    shared: Shared,
    /// How long the file's text is; what the splitter makes of UTF-16 may be longer.
    limit: usize,
    /// The text came through the splitter: each piece ends with a line feed, and no CR is before one.
    joined: bool,
    /// The file is UTF-16 from its first byte on.
    wide: bool,
}

/// What can't be read, where, and where the block of input begins that holds it.
struct Flaw {
    kind: ProblemKind,
    at: usize,
    block: usize,
}

impl<'t> Reader<'t> {
    /// Reads `text`.
    pub fn new(text: &'t Text, embedding: &'t Embedding) -> Self {
        let shared = Shared { budget: ALIAS_BUDGET, interner: Interner::new() };
        Reader { text, embedding, shared, limit: text.text.len(), joined: false, wide: false }
    }

    /// Every piece. UTF-16 has no separator lines that the splitter would find: it looks at bytes.
    pub fn pieces(mut self) -> impl Iterator<Item = Tree> {
        let cuts = match &self.text.utf16 {
            Some(text) => {
                (self.text, self.wide) = (text, true);
                vec![self.all()]
            }
            None => {
                self.joined = true;
                split(&self.text.text)
            }
        };
        cuts.into_iter().map(move |cut| self.piece(cut))
    }

    /// The whole text as one piece.
    pub fn whole(mut self) -> Tree {
        let all = self.all();
        self.piece(all)
    }

    fn all(&self) -> Cut {
        Cut { start: 0, end: self.text.text.len(), stop: None }
    }

    fn piece(&mut self, cut: Cut) -> Tree {
        let span = self.embedding.span(cut.start as u32, cut.end.min(self.limit) as u32);
        let mut piece = Piece { span, root: None, problems: Vec::new(), comments: Vec::new() };
        if let Some(stop) = cut.stop {
            let kind = if stop == Stop::Separator { ProblemKind::Separator } else { ProblemKind::LostLine };
            piece.problems.push(Problem { kind, span, related: None });
            return Tree { piece, height: 0 };
        }
        let text = self.text.text.get(cut.start..cut.end).unwrap_or("");
        let flaw = self.flaw(text, cut.start);
        let readable = text.get(..flaw.as_ref().map_or(text.len(), |flaw| flaw.block)).unwrap_or("");
        let height = if self.joined && !readable.ends_with('\n') {
            self.document(&mut piece, cut, &format!("{readable}\n"), flaw)
        } else {
            self.document(&mut piece, cut, readable, flaw)
        };
        Tree { piece, height }
    }

    /// Reads the document of a piece; gives the height of its tree.
    fn document(&mut self, piece: &mut Piece, cut: Cut, text: &str, flaw: Option<Flaw>) -> usize {
        let place = Place { embedding: self.embedding, base: cut.start, limit: cut.end.min(self.limit) };
        if flaw.is_none()
            && let Some((built, comments)) = build_quickly(text, place, &mut self.shared)
        {
            piece.comments = place.spans(&comments);
            (piece.root, piece.problems) = (built.root, built.problems);
            return built.height;
        }
        let mut parser = Parser::new(Cursor::new(text, self.joined));
        let Built { root, height, problems, wrong } = build(&mut parser, place, &mut self.shared);
        // What can't be read only counts once the reader comes to it: it stops behind the first document.
        let met = flaw.filter(|_| wrong.is_some() || parser.scanner.at_end());
        let is_read = met.is_none() && wrong.is_none();
        piece.comments = place.spans(&parser.scanner.comments);
        piece.problems = problems;
        piece.problems.extend(match met {
            Some(Flaw { kind: ProblemKind::Encoding, .. }) if self.wide => {
                Some(Problem { kind: ProblemKind::Encoding, span: place.span(0, 0), related: None })
            }
            Some(Flaw { kind, at, .. }) => Some(Problem { kind, span: place.span(at, at + 1), related: None }),
            None => wrong.map(|wrong| syntax(wrong, place)),
        });
        if is_read {
            piece.root = root;
            return height;
        }
        root.into_iter().for_each(dismantle);
        0
    }

    /// The first character of a piece that can't be read.
    fn flaw(&self, text: &str, start: usize) -> Option<Flaw> {
        let broken = self.text.broken_in(start, start + text.len()).map(|at| (at - start, ProblemKind::Encoding));
        let control = encoding::control_character(text).map(|(at, c)| (at, ProblemKind::ControlCharacter(c)));
        let (at, kind) = broken.into_iter().chain(control).min_by_key(|(at, _)| *at)?;
        // A character that the text ends in is missed only once it is asked for.
        let block = if at == text.len() { at } else { encoding::block_start(text, at) };
        Some(Flaw { kind, at, block })
    }
}

fn syntax(wrong: Wrong, place: Place) -> Problem {
    let related = wrong.since.map(|since| place.span(since, since + 1));
    Problem { kind: ProblemKind::Syntax(wrong.what), span: place.span(wrong.at, wrong.at + 1), related }
}
