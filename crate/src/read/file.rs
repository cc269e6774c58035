//! A file: its documents, sorted by kind.

use super::carried::Carried;
use super::carriers;
use super::config_text::ConfigText;
use super::document::{Document, Kind};
use super::fault::KindProblem;
use super::generated::generated_names;
use crate::text::{Embedding, FileId, LineIndex, Position, Span, Str};
use crate::yaml::{self, Problem, Text};
use std::cell::OnceCell;

/// What a file is, where its content does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The EnvoyGateway config.
    Config,
    /// Values of the gateway-helm chart.
    Values,
    /// A patch of a kustomization: parts of objects.
    Patch,
    /// gatelint.yaml.
    Team,
    /// A baseline.
    Baseline,
    /// A file that is not looked at.
    Ignored,
}

impl Role {
    /// True for files that are no part of what is checked.
    pub fn is_aside(self) -> bool {
        matches!(self, Role::Team | Role::Baseline | Role::Ignored)
    }
}

/// Something that was not looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Which document of the file, from 0; none for the whole file.
    pub document: Option<usize>,
    /// Why.
    pub reason: String,
}

/// What a file holds.
#[derive(Debug, Clone)]
pub struct FileFacts {
    /// The file.
    pub file: FileId,
    /// Its path, as the request names it.
    pub path: Str,
    /// Its text, with its byte order mark.
    pub text: Str,
    /// What it was read as.
    pub role: Option<Role>,
    /// True when the caller says so; false when another file does.
    pub said: bool,
    /// Where it holds values of the chart, as other files say; in the order of their places.
    pub carried: Vec<Carried>,
    /// Its documents with content, and those that they carry inside.
    pub documents: Vec<Document>,
    /// How many documents with content stand in the file itself.
    pub count: usize,
    /// What can't be read as meant.
    pub problems: Vec<Problem>,
    /// Texts that are the controller's configuration; what is wrong with these as YAML is here.
    pub configs: Vec<ConfigText>,
    /// Documents whose kind is not what it should be.
    pub kinds: Vec<KindProblem>,
    /// What was not looked at.
    pub skipped: Vec<Skipped>,
    /// Texts with documents in them that stand in quotes or are folded: what is edited in them has another meaning there.
    pub quoted: Vec<Span>,
    /// Documents that are not known, because they can't be read or are templates.
    pub unread: Vec<Span>,
    /// What follows the only document of a gatelint.yaml: it is not read.
    pub rest: Option<Span>,
    /// Comments that speak to this program, each with its document.
    pub notes: Vec<(Span, Span)>,
    /// Where a name stands that looks as if the controller had made it; of a host `NAME.NAMESPACE.svc` its first two parts.
    pub names: Vec<Span>,
    /// Where its lines start, once somebody asked.
    lines: OnceCell<LineIndex>,
}

/// What comments that speak to this program begin with.
pub const NOTE: &str = "gatelint-ignore";

/// A file that is not looked at.
pub fn ignored(file: FileId, path: Str, reason: &str) -> FileFacts {
    let mut facts = FileFacts::empty(file, path, &Text::from(""), Some(Role::Ignored));
    facts.skipped.push(Skipped { document: None, reason: reason.to_string() });
    facts
}

/// Reads a file that says how to look at the others: gatelint.yaml or a baseline.
pub fn read_aside(file: FileId, path: Str, bytes: &[u8], role: Role) -> FileFacts {
    let text = Text::decode(bytes);
    let mut facts = FileFacts::empty(file, path, &text, Some(role));
    let whole = Embedding::file(file, text.text.len());
    let piece = yaml::read_one(&text, &whole);
    facts.note(&piece);
    facts.rest = super::config_text::rest(&text, &whole, piece.root.as_ref()).filter(|_| role == Role::Team);
    facts.problems = piece.problems;
    let kind = if role == Role::Team { Kind::Team } else { Kind::Baseline };
    piece.root.filter(|root| !root.is_null()).into_iter().for_each(|root| facts.push(0, root, piece.span, kind));
    facts
}

/// Reads a file. `role` says what it is where its content does not.
pub fn read_file(file: FileId, path: Str, bytes: &[u8], role: Option<Role>) -> FileFacts {
    read_told(file, path, bytes, role, Vec::new())
}

/// Reads a file of which others say where it holds values of the chart.
pub fn read_told(file: FileId, path: Str, bytes: &[u8], role: Option<Role>, carried: Vec<Carried>) -> FileFacts {
    let text = Text::decode(bytes);
    let whole = Embedding::file(file, text.text.len());
    let mut facts = FileFacts::empty(file, path, &text, role);
    facts.carried = carried;
    facts.names = generated_names(&facts.text, file);
    if role == Some(Role::Config) {
        facts.config_file(&text, &whole);
        facts.count = 1;
    } else {
        let pieces = yaml::read(&text, &whole);
        let several = pieces.len() > 1;
        pieces.into_iter().for_each(|piece| facts.piece(piece, several));
        facts.only_config(&text, &whole);
    }
    carriers::unpack(&mut facts);
    facts
}

impl FileFacts {
    /// A file of which nothing is known yet.
    pub(super) fn empty(file: FileId, path: Str, text: &Text<'_>, role: Option<Role>) -> Self {
        FileFacts {
            file,
            path,
            text: Str::from(text.text.to_string()),
            role,
            said: role.is_some(),
            carried: Vec::new(),
            documents: Vec::new(),
            count: 0,
            problems: Vec::new(),
            configs: Vec::new(),
            kinds: Vec::new(),
            skipped: Vec::new(),
            unread: Vec::new(),
            quoted: Vec::new(),
            rest: None,
            notes: Vec::new(),
            names: Vec::new(),
            lines: OnceCell::new(),
        }
    }

    /// The position of a byte of its text.
    pub fn position(&self, byte: u32) -> Position {
        self.lines.get_or_init(|| LineIndex::new(&self.text)).position(&self.text, byte)
    }

    pub(super) fn template(&mut self, span: Span, document: Option<usize>, when: &str) {
        let reason = ["a template: it becomes YAML when ", when].concat();
        self.skipped.push(Skipped { document, reason });
        self.unread.push(span);
    }

    /// The documents that stand in the one at `place`. Those inside others stand behind all others, in their order.
    pub fn inside(&self, place: usize) -> &[Document] {
        self.documents.get(self.places_inside(place)).unwrap_or(&[])
    }

    fn places_inside(&self, place: usize) -> std::ops::Range<usize> {
        let until = |outer| self.documents.partition_point(|document| document.outer < Some(outer));
        until(place)..until(place + 1)
    }

    /// The documents that hold a span, the outermost first.
    pub fn around(&self, span: Span) -> Vec<&Document> {
        let starts = |document: &Document| document.outer.is_none() && document.span.start <= span.start;
        let end = self.documents.partition_point(starts);
        let (mut places, mut found) = (end.saturating_sub(1)..end, Vec::new());
        loop {
            let all = places.filter_map(|place| Some((place, self.documents.get(place)?)));
            let holding = all.filter(|(_, document)| document.span.holds(span));
            let Some((place, document)) = holding.min_by_key(|(_, one)| one.span.end - one.span.start) else {
                return found;
            };
            found.push(document);
            places = self.places_inside(place);
        }
    }
}
