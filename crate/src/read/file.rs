//! A file: its documents, sorted by kind.

use super::carried::Carried;
use super::carriers;
use super::config_text::ConfigText;
use super::document::{Document, Kind};
use super::fault::{KindFault, KindProblem, kind_of};
use super::generated::generated_names;
use super::kind::kind_by_name;
use super::{charts, foreign, template};
use crate::text::{Embedding, FileId, LineIndex, Position, Span, Str};
use crate::value::{Node, Origin};
use crate::yaml::{self, Piece, Problem, Text};
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

    /// Keeps the comments that speak to this program; those of a text that can't be read, or is a template, can't be known
    /// to ignore nothing.
    pub(super) fn note(&mut self, piece: &Piece) {
        for comment in &piece.comments {
            if (piece.root.is_some() || !piece.is_refused(false)) && comment.slice(&self.text).contains(NOTE) {
                self.notes.push((*comment, piece.span));
            }
        }
    }

    fn piece(&mut self, piece: Piece, several: bool) {
        if template::is_template(&piece, &self.text) {
            self.template(piece.span, several.then_some(self.count), "its chart is rendered");
        } else {
            self.note(&piece);
            if piece.root.is_none() && piece.is_refused(false) {
                if self.role.is_none() && foreign::is_settings(&self.path, &self.text) {
                    let reason = "JSON that can't be read, and no apiVersion in it".to_string();
                    return self.skipped.push(Skipped { document: None, reason });
                }
                self.unread.push(piece.span);
            }
            self.problems.extend(piece.problems);
            // A null is no content, for kubectl either: what stands between two separators.
            let Some(root) = piece.root.filter(|root| !root.is_null()) else { return };
            self.document(root, piece.span);
        }
        self.count += 1;
    }

    fn document(&mut self, root: Node, span: Span) {
        let index = self.count;
        match self.role {
            Some(Role::Values) => return charts::values_file(self, root, span),
            Some(Role::Patch) => return self.patch(root, span, None),
            _ => {}
        }
        if root.str_at(&["kind"]) == Some("List") && root.str_at(&["apiVersion"]) == Some("v1") {
            for item in root.get("items").map_or(&[][..], Node::items) {
                let span = item.origin.span().unwrap_or(span);
                self.object(index, item.clone(), span);
            }
        } else {
            self.object(index, root, span);
        }
    }

    fn object(&mut self, index: usize, root: Node, span: Span) {
        if let Some(kind) = kind_by_name(&self.path, &root) {
            return self.push(index, root, span, kind);
        }
        if foreign::is_operations(&root) {
            return self.patch(root, span, None);
        }
        if let Some(values) = charts::values_in(&root).filter(|_| !foreign::is_object(&root)) {
            return self.push(index, values, span, Kind::HelmValues);
        }
        if foreign::is_foreign(&root) {
            let reason = "not a Kubernetes object, by its apiVersion, kind and metadata".to_string();
            return self.skipped.push(Skipped { document: Some(index), reason });
        }
        if root.as_map().is_none() {
            return self.kinds.push(KindProblem { span, fault: KindFault::NotAnObject(root.value.kind()) });
        }
        match kind_of(&root, span) {
            Ok(kind) => self.push(index, root, span, kind),
            Err(problem) => self.kinds.push(problem),
        }
    }

    /// A patch: a part of an object, or a list of operations on one, of which nothing can be said. `outer`: the
    /// document that holds it.
    pub(super) fn patch(&mut self, root: Node, span: Span, outer: Option<usize>) {
        let first = self.documents.len();
        match (root.as_map(), outer) {
            (Some(_), _) => self.object(self.count, root, span),
            (None, Some(_)) => {}
            (None, None) => {
                let reason = "operations of a patch: they are no object".to_string();
                self.skipped.push(Skipped { document: Some(self.count), reason });
            }
        }
        for document in self.documents.iter_mut().skip(first) {
            document.partial = true;
            document.outer = outer;
        }
    }

    pub(super) fn push(&mut self, index: usize, root: Node, span: Span, kind: Kind) {
        let text = |key| Str::from(root.str_at(&[key]).unwrap_or("").to_string());
        let name = root.str_at(&["metadata", "name"]).unwrap_or("").to_string();
        self.documents.push(Document {
            file: self.file,
            index,
            span,
            kind,
            kind_name: text("kind"),
            api_version: text("apiVersion"),
            name: Str::from(name),
            namespace: root
                .at(&["metadata", "namespace"])
                .filter(|node| node.as_str().is_some_and(|text| !text.is_empty()))
                .cloned(),
            partial: false,
            outer: None,
            root: if self.matters(kind, span) || KEPT.contains(&root.str_at(&["kind"]).unwrap_or("")) {
                root
            } else {
                empty(span)
            },
        });
    }
}

impl FileFacts {
    /// True where the content of a document may be looked at.
    fn matters(&self, kind: Kind, span: Span) -> bool {
        let from = self.names.partition_point(|name| name.start < span.start);
        let names_one = self.names.get(from).is_some_and(|name| name.end <= span.end);
        match kind {
            Kind::Other | Kind::Related => names_one,
            // Every label that the controller sets, and by which a proxy can be known, has this word in key or value.
            Kind::Selecting => {
                names_one || ["envoy", "gateway"].iter().any(|word| span.slice(&self.text).contains(word))
            }
            _ => true,
        }
    }
}

/// Kinds of which references ask more than a name.
const KEPT: [&str; 3] = ["Service", "Backend", "ReferenceGrant"];

/// Documents that are only counted do not keep their content.
fn empty(span: Span) -> Node {
    Node::new(crate::value::Value::Null, Origin::Source(span))
}
