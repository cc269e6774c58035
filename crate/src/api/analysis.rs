//! One request on its way through the layers.

use super::places::Places;
use super::request::{InputFile, Options, Request, RequestError, Role};
use super::response as out;
use super::view;
use crate::context::{Context, Settings};
use crate::diagnostic::{Diagnostic, Group};
use crate::model::Model;
use crate::read::{self, Document, FileFacts, read_file};
use crate::release::{Release, Releases};
use crate::render::{Rendering, render};
use crate::resolve::Resolved;
use crate::rules::{self, Input};
use crate::text::{FileId, Str, sort};

/// What was read, and what was asked.
pub struct Analysis<'r> {
    releases: &'r Releases,
    files: Vec<FileFacts>,
    settings: Settings,
    targets: Vec<u16>,
    only: Option<Vec<Group>>,
}

impl<'r> Analysis<'r> {
    /// Reads the files and checks the options.
    pub fn new(releases: &'r Releases, request: &Request) -> Result<Self, RequestError> {
        let default = Options::default();
        let options = request.options.as_ref().unwrap_or(&default);
        let settings = options.settings()?;
        let files = read_files(&request.files)?;
        let targets = options.targets(releases)?.unwrap_or_else(|| vec![releases.newest().index]);
        Ok(Analysis { releases, files, settings, targets, only: options.only().map(<[Group]>::to_vec) })
    }

    /// The releases that are looked at.
    pub fn targets(&self) -> &[u16] {
        &self.targets
    }

    /// Every rule, for every target.
    pub fn check(&self) -> out::Report {
        let linked = Linked::new(self);
        let said = self.targets.iter().map(|target| self.said(&linked, *target));
        let diagnostics = fold(said.collect());
        let places = Places::new(&self.files, self.releases);
        out::Report {
            targets: self.targets.iter().map(|target| self.release(*target).version.to_string()).collect(),
            files: self.files.len(),
            documents: self.files.iter().map(|facts| facts.count).sum(),
            skipped: self.files.iter().flat_map(skipped).collect(),
            inferred: linked.model.context.inferred.iter().map(|found| inferred(&places, found)).collect(),
            diagnostics: diagnostics.iter().map(|said| places.diagnostic(said, &linked.model, &self.targets)).collect(),
        }
    }

    /// What each Gateway comes to.
    pub fn resolve(&self, target: u16) -> out::Resolution {
        let linked = Linked::new(self);
        let places = Places::new(&self.files, self.releases);
        self.with_input(&linked, target, |input| {
            let said = rules::run(input, self.only.as_deref());
            out::Resolution {
                target: input.release.version.to_string(),
                gateways: view::gateways(input, &places),
                diagnostics: said.iter().map(|said| places.diagnostic(said, &linked.model, &self.targets)).collect(),
            }
        })
    }

    fn said(&self, linked: &Linked<'_>, target: u16) -> Vec<Diagnostic> {
        self.with_input(linked, target, |input| rules::run(input, self.only.as_deref()))
    }

    /// Resolves and renders for one release, and hands all of it on.
    fn with_input<T>(&self, linked: &Linked<'_>, target: u16, then: impl FnOnce(&Input<'_>) -> T) -> T {
        let release = self.release(target);
        let resolved = Resolved::new(&linked.model, &self.settings, release);
        let built = resolved.infras.iter().map(|infra| render(infra, &linked.model.config, &self.settings, release));
        let renderings: Vec<Rendering> = built.collect();
        then(&Input {
            files: &self.files,
            documents: &linked.documents,
            settings: &self.settings,
            model: &linked.model,
            resolved: &resolved,
            renderings: &renderings,
            release,
            releases: self.releases,
        })
    }

    fn release(&self, index: u16) -> &'r Release {
        self.releases.get(index).unwrap_or(self.releases.newest())
    }
}

/// All files together: what does not depend on the release.
struct Linked<'a> {
    documents: Vec<&'a Document>,
    model: Model<'a>,
}

impl<'a> Linked<'a> {
    fn new(analysis: &'a Analysis<'_>) -> Self {
        let documents: Vec<&Document> = analysis.files.iter().flat_map(|facts| &facts.documents).collect();
        let context = Context::new(&documents, &analysis.settings);
        let model = Model::new(&documents, context);
        Linked { documents, model }
    }
}

fn read_files(files: &[InputFile]) -> Result<Vec<FileFacts>, RequestError> {
    if files.is_empty() {
        return Err(RequestError::NoFiles);
    }
    files.iter().enumerate().map(|(index, file)| read_one(index, file)).collect()
}

fn read_one(index: usize, file: &InputFile) -> Result<FileFacts, RequestError> {
    let bytes = match (&file.text, &file.bytes) {
        (Some(text), None) => text.as_bytes(),
        (None, Some(bytes)) => bytes.as_slice(),
        _ => return Err(RequestError::NoContent { path: file.path.clone() }),
    };
    let role = file.role.map(|role| match role {
        Role::Config => read::Role::Config,
        Role::Values => read::Role::Values,
    });
    Ok(read_file(FileId(index as u32), Str::from(file.path.clone()), bytes, role))
}

/// The findings of several releases as one list: what is said alike is said once, with its releases.
fn fold(mut said: Vec<Vec<Diagnostic>>) -> Vec<Diagnostic> {
    if said.len() == 1 {
        return said.pop().unwrap_or_default();
    }
    let mut folded: Vec<Diagnostic> = Vec::new();
    let mut all: Vec<Diagnostic> = said.into_iter().flatten().collect();
    sort(&mut all, |a, b| (a.span, a.rule, &a.message, a.releases).cmp(&(b.span, b.rule, &b.message, b.releases)));
    for diagnostic in all {
        match folded.last_mut() {
            Some(last) if alike(last, &diagnostic) => last.releases |= diagnostic.releases,
            _ => folded.push(diagnostic),
        }
    }
    folded
}

fn alike(a: &Diagnostic, b: &Diagnostic) -> bool {
    Diagnostic { releases: b.releases, ..a.clone() } == *b
}

fn skipped(facts: &FileFacts) -> impl Iterator<Item = out::Skipped> {
    let path = facts.path.to_string();
    facts.skipped.iter().map(move |skipped| out::Skipped {
        path: path.clone(),
        document: skipped.document,
        reason: skipped.reason.clone(),
    })
}

fn inferred(places: &Places<'_>, found: &crate::context::Inferred) -> out::Inferred {
    out::Inferred { what: found.what, value: found.value.clone(), from: found.from.map(|span| places.place(span)) }
}
