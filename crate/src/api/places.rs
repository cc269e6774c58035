//! From spans and origins to what a host sees: paths, lines, fields, objects.

use super::response as out;
use crate::diagnostic::{Diagnostic, Edit, Fix, Related};
use crate::model::{Model, Object};
use crate::read::{Document, FileFacts};
use crate::release::Releases;
use crate::text::{FileId, Gather as _, Position, Span};
use crate::value::{Child, Node, Origin, Value, holds};

/// Where the pages of rules are found on the documentation's site.
const DOCS: &str = "https://gatelint.dev/rules/";

/// Turns spans into places.
pub struct Places<'a> {
    files: &'a [FileFacts],
    releases: &'a Releases,
}

impl<'a> Places<'a> {
    /// Places in these files.
    pub fn new(files: &'a [FileFacts], releases: &'a Releases) -> Self {
        Places { files, releases }
    }

    fn file(&self, file: FileId) -> Option<&'a FileFacts> {
        self.files.get(file.0 as usize)
    }

    fn path(&self, file: FileId) -> String {
        self.file(file).map_or(String::new(), |facts| facts.path.to_string())
    }

    fn range(&self, span: Span) -> out::Range {
        let file = self.file(span.file);
        let position = |byte| file.map_or(Position::default(), |facts| facts.position(byte));
        out::Range { start: position(span.start), end: position(span.end) }
    }

    /// The place of a span.
    pub fn place(&self, span: Span) -> out::Place {
        out::Place { path: self.path(span.file), range: self.range(span) }
    }

    /// `path:line`, the first line being 1.
    pub fn line(&self, span: Span) -> String {
        format!("{}:{}", self.path(span.file), self.range(span).start.line + 1)
    }

    /// The origin, for a host.
    pub fn origin(&self, origin: &Origin) -> out::Origin {
        match origin {
            Origin::Source(span) => self.source(*span),
            Origin::Alias(alias) => {
                let from = vec![self.source(alias.0), self.source(alias.1)];
                out::Origin::Derived { rule: "YAML alias", from }
            }
            Origin::Default(default) => {
                let release = self.releases.get(default.release).map_or("", |release| &release.version);
                out::Origin::Default { release: release.to_string(), name: default.name.to_string() }
            }
            Origin::Derived(derived) => {
                out::Origin::Derived { rule: derived.0, from: derived.1.iter().map(|from| self.origin(from)).gather() }
            }
        }
    }

    fn source(&self, span: Span) -> out::Origin {
        let field = self.document_at(span).and_then(|document| field_at(&document.root, span)).unwrap_or_default();
        out::Origin::Source { place: self.place(span), field }
    }

    /// A value with its origin.
    pub fn traced(&self, node: &Node) -> out::Traced {
        out::Traced { value: scalar(node), origin: self.origin(&node.origin) }
    }

    /// The innermost document that a span lies in.
    pub fn document_at(&self, span: Span) -> Option<&'a Document> {
        self.file(span.file)?.around(span).pop()
    }

    /// What the document is called that a span lies in.
    pub fn title_at(&self, span: Span, model: &Model<'_>) -> String {
        self.document_at(span).map_or(String::new(), |document| title(document, model))
    }

    /// A finding, for a host; its field and object are found by its place where the rule gave none.
    pub fn diagnostic(&self, said: &Diagnostic, model: &Model<'_>, targets: &[u16]) -> out::Diagnostic {
        let document = self.document_at(said.span);
        let name = |index: u16| self.releases.get(index).map_or(String::new(), |release| release.version.to_string());
        out::Diagnostic {
            rule: said.rule,
            group: said.group,
            severity: said.severity,
            path: self.path(said.span.file),
            range: self.range(said.span),
            message: said.message.clone(),
            help: said.help.clone(),
            field: said
                .field
                .clone()
                .or_else(|| field_at(&document?.root, said.span))
                .filter(|field| !field.is_empty()),
            covers: Some(said.covers.clone()).filter(|covers| !covers.is_empty()),
            object: said
                .object
                .clone()
                .or_else(|| document.filter(|document| !document.is_aside()).map(|document| title(document, model))),
            releases: (targets.len() > 1).then(|| said.releases.iter().map(name).gather()),
            related: said.related.iter().map(|related| self.related(related)).gather(),
            fixes: said.fixes.iter().map(|fix| self.fix(fix)).gather(),
            docs: format!("{DOCS}{}", said.rule),
        }
    }

    fn related(&self, related: &Related) -> out::Related {
        let message = related.message.clone();
        out::Related { path: self.path(related.span.file), range: self.range(related.span), message }
    }

    fn fix(&self, fix: &Fix) -> out::Fix {
        let edits = fix.edits.iter().map(|edit| self.edit(edit)).gather();
        out::Fix { title: fix.title.clone(), safe: fix.safe, edits }
    }

    /// A replacement, for a host.
    pub fn edit(&self, edit: &Edit) -> out::Edit {
        out::Edit { path: self.path(edit.span.file), range: self.range(edit.span), new_text: edit.text.clone() }
    }
}

fn title(document: &Document, model: &Model<'_>) -> String {
    Object { document, namespace: model.namespace_of(document) }.title()
}

/// A scalar as text.
pub fn scalar(node: &Node) -> String {
    match &node.value {
        Value::String(text) => text.to_string(),
        Value::Null => String::new(),
        _ => crate::yaml::to_json(node),
    }
}

/// The path of the innermost value or key that holds a span, below `root`, as the API server spells it.
pub fn field_at(root: &Node, span: Span) -> Option<String> {
    let mut path = String::new();
    let mut node = Some(root);
    // Each step goes one level down, so the depth of the document bounds the loop.
    while let Some(inner) = node.filter(|node| node.place() != Some(span)) {
        node = match inner.child_at(span) {
            Some(Child::Item(index, item)) => {
                path.push_str(&format!("[{index}]"));
                Some(item)
            }
            // A key stands for its value's field, and the way ends there.
            Some(Child::Entry(entry)) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&entry.key);
                Some(&entry.value).filter(|value| holds(&value.origin, span))
            }
            None => None,
        };
    }
    Some(path)
}
