//! From bytes to documents: YAML as Kubernetes' tools read it, with the place of every node.
//!
//! The text is cut at separator lines as apimachinery's `NewYAMLReader` cuts it, and each piece is read as
//! sigs.k8s.io/yaml reads it: go-yaml v2, which is YAML 1.1 with some habits of its own. What they accept is accepted,
//! what they refuse is a [`Problem`] with its place, and the JSON of a document is theirs byte for byte.

mod build;
mod cursor;
mod embedded;
mod encoding;
mod gather;
mod json;
mod number;
mod parser;
mod problem;
mod quote;
mod scan;
mod split;
mod timestamp;
mod token;
mod typing;

pub use embedded::{Embedded, embedded};
pub use encoding::Text;
pub use json::to_json;
pub use problem::{Problem, ProblemKind, Syntax};
pub use quote::quote;
pub use typing::Tag;

use crate::text::{Embedding, Span};
use crate::value::Node;
use build::{Built, Place, build, dismantle};
use cursor::Cursor;
use parser::Parser;
use scan::Wrong;
use split::{Cut, Stop};

/// How many lists and maps may be inside one another in a tree that is handed out: code that walks one may recurse.
pub const MAX_HEIGHT: usize = 500;
/// How many nodes aliases may bring to one text.
const ALIAS_BUDGET: usize = 1_000_000;

/// A document, or a piece of text that should be one.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The bytes that it was read from.
    pub span: Span,
    /// The tree; none where there is no content or the text is not YAML.
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

/// Reads every document of a text.
pub fn read(text: &Text, embedding: &Embedding) -> Vec<Piece> {
    let mut reader = Reader { text, embedding, budget: ALIAS_BUDGET };
    reader.cuts().into_iter().map(|cut| reader.piece(cut, true).bounded()).collect()
}

/// Reads a text as one document: separator lines do not cut it, and what follows the first document is ignored.
pub fn read_one(text: &Text, embedding: &Embedding) -> Piece {
    let mut reader = Reader { text, embedding, budget: ALIAS_BUDGET };
    reader.piece(Cut { start: 0, end: text.text.len(), stop: None }, false).bounded()
}

/// Reads every document of a text, and gives the JSON of each that is not refused, however deep it is.
pub fn read_json(text: &Text, embedding: &Embedding) -> Vec<(Piece, Option<String>)> {
    let mut reader = Reader { text, embedding, budget: ALIAS_BUDGET };
    reader.cuts().into_iter().map(|cut| reader.piece(cut, true).with_json()).collect()
}

/// The JSON of a text that is read as one document.
pub fn read_one_json(text: &Text, embedding: &Embedding) -> (Piece, Option<String>) {
    let mut reader = Reader { text, embedding, budget: ALIAS_BUDGET };
    reader.piece(Cut { start: 0, end: text.text.len(), stop: None }, false).with_json()
}

/// A piece whose tree may be of any height.
struct Read {
    piece: Piece,
    height: usize,
}

impl Read {
    /// The piece, without a tree that is too high.
    fn bounded(mut self) -> Piece {
        if self.height > MAX_HEIGHT {
            self.piece.root.take().into_iter().for_each(dismantle);
            let problem = Problem { kind: ProblemKind::Deep, span: self.piece.span, related: None };
            self.piece.problems.push(problem);
        }
        self.piece
    }

    fn with_json(self) -> (Piece, Option<String>) {
        let is_read = self.piece.is_document() && !self.piece.is_refused(false);
        let json = is_read.then(|| self.piece.root.as_ref().map_or("null".to_owned(), to_json));
        (self.bounded(), json)
    }
}

/// Reads the pieces of a text.
struct Reader<'t> {
    text: &'t Text<'t>,
    embedding: &'t Embedding,
    /// How many nodes aliases may still bring.
    budget: usize,
}

impl Reader<'_> {
    /// The pieces. UTF-16 has no separator lines that the splitter, which looks at bytes, would find.
    fn cuts(&self) -> Vec<Cut> {
        match self.text.utf16 {
            None => split::split(&self.text.text),
            Some(_) => vec![Cut { start: 0, end: self.text.text.len(), stop: None }],
        }
    }

    /// Reads a piece. `joined`: as the splitter hands it over, with a line feed at its end and no CR before line feeds.
    fn piece(&mut self, cut: Cut, joined: bool) -> Read {
        let span = self.embedding.span(cut.start as u32, cut.end as u32);
        let mut piece = Piece { span, root: None, problems: Vec::new(), comments: Vec::new() };
        if let Some(stop) = cut.stop {
            let kind = if stop == Stop::Separator { ProblemKind::Separator } else { ProblemKind::LostLine };
            piece.problems.push(Problem { kind, span, related: None });
            return Read { piece, height: 0 };
        }
        let whole = self.text.text.get(cut.start..cut.end).unwrap_or("");
        let flaw = self.flaw(cut, joined);
        let limit = flaw.as_ref().map(|(at, _)| encoding::block_start(whole, *at));
        let text = whole.get(..limit.unwrap_or(whole.len())).unwrap_or("");
        let ended;
        let text = if joined && flaw.is_none() && !text.ends_with('\n') && self.text.utf16.is_none() {
            ended = format!("{text}\n");
            &ended
        } else {
            text
        };
        let place = Place { embedding: self.embedding, base: cut.start, limit: cut.end };
        let mut parser = Parser::new(Cursor::new(text, joined && self.text.utf16.is_none()));
        let built = build(&mut parser, place, &mut self.budget);
        let is_cut = limit.is_some() && (parser.scanner.at_end() || built.wrong.is_some());
        let flaw = flaw.filter(|_| is_cut);
        piece.comments = parser.scanner.comments.iter().map(|(start, end)| place.span(*start, *end)).collect();
        let height = built.height;
        fill(&mut piece, built, flaw, place);
        Read { piece, height }
    }

    /// The first byte of a piece that can't be read, and why.
    fn flaw(&self, cut: Cut, joined: bool) -> Option<(usize, ProblemKind)> {
        let whole = self.text.text.get(cut.start..cut.end).unwrap_or("");
        let broken = self.text.broken_in(cut.start, cut.end).map(|at| (at - cut.start, ProblemKind::Encoding));
        let control = encoding::control_character(whole).map(|(at, c)| (at, ProblemKind::ControlCharacter(c)));
        let odd = (joined && self.text.utf16 == Some(false)).then_some((whole.len(), ProblemKind::Utf16));
        [broken, control, odd].into_iter().flatten().min_by_key(|(at, _)| *at)
    }
}

/// Fills a piece with what was built.
fn fill(piece: &mut Piece, built: Built, flaw: Option<(usize, ProblemKind)>, place: Place) {
    piece.problems = built.problems;
    match (flaw, built.wrong) {
        (Some((at, kind)), _) => piece.problems.push(Problem { kind, span: place.span(at, at + 1), related: None }),
        (None, Some(wrong)) => piece.problems.push(syntax(wrong, place)),
        (None, None) => piece.root = built.root,
    }
}

fn syntax(wrong: Wrong, place: Place) -> Problem {
    let related = wrong.since.map(|since| place.span(since, since + 1));
    Problem { kind: ProblemKind::Syntax(wrong.what), span: place.span(wrong.at, wrong.at + 1), related }
}
