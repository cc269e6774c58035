//! Files that are kept, with what was read of them, for one who asks again after each change.

use super::Facts;
use super::analysis::Analysis;
use super::files::{read_again, read_files};
use super::objections::Known;
use super::request::{InputFile, Request};
use super::request_error::RequestError;
use super::response::{Report, Resolution};
use crate::text::FileId;
use std::rc::Rc;

/// Files that are kept, with what was read of them. It answers as the calls of [`super::Engine`] do with the same
/// files in the same order: those that it was opened with, then those that came later.
///
/// ```
/// use gatelint::api::{Engine, InputFile, Request};
///
/// let text = "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: eg}\n";
/// let file = InputFile { path: "class.yaml".into(), text: Some(text.into()), ..InputFile::default() };
/// let mut workspace = Engine::new().open(Request { files: vec![file], options: None }).unwrap();
/// let broken = workspace.check().unwrap().diagnostics.len();
/// workspace.update("class.yaml", Some(format!("{text}spec: {{controllerName: acme.example/gateways}}\n").into()));
/// assert!(workspace.check().unwrap().diagnostics.len() < broken);
/// ```
#[derive(Debug)]
pub struct Workspace {
    given: Vec<InputFile>,
    analysis: Analysis,
}

impl Workspace {
    pub(super) fn new(facts: &Rc<Facts>, request: Request) -> Result<Self, RequestError> {
        let mut analysis = Analysis::new(facts, &request)?;
        analysis.known = Known::keeping();
        Ok(Workspace { given: request.files, analysis })
    }

    /// Gives a file another content, adds it when there is none of this path, or, without content, takes it out.
    pub fn update(&mut self, path: &str, content: Option<Vec<u8>>) {
        let place = self.given.iter().position(|file| file.path == path);
        match (place, content) {
            (Some(place), Some(content)) => self.replace(place, content),
            (Some(place), None) => {
                self.given.remove(place);
                self.read_all();
            }
            (None, Some(content)) => {
                let path = path.to_string();
                self.given.push(InputFile { path, bytes: Some(content), ..InputFile::default() });
                self.read_all();
            }
            (None, None) => {}
        }
    }

    fn replace(&mut self, place: usize, content: Vec<u8>) {
        let Some(file) = self.given.get_mut(place) else { return };
        *file = InputFile { path: std::mem::take(&mut file.path), text: None, bytes: Some(content), role: file.role };
        if read_again(&mut self.analysis.files, place, file) {
            self.analysis.known.forget(FileId(place as u32));
        } else {
            self.read_all();
        }
    }

    /// Reads every file: where one comes or goes, or says what others are, nothing that was read is sure to hold.
    fn read_all(&mut self) {
        self.analysis.known = Known::keeping();
        // Each file has its content, so there is nothing to refuse but an empty workspace.
        self.analysis.files = read_files(&self.given).unwrap_or_default();
    }

    fn analysis(&self) -> Result<&Analysis, RequestError> {
        if self.given.is_empty() { Err(RequestError::NoFiles) } else { Ok(&self.analysis) }
    }

    /// As [`super::Engine::check`].
    ///
    /// # Errors
    /// No file is left.
    pub fn check(&self) -> Result<Report, RequestError> {
        Ok(self.analysis()?.check())
    }

    /// As [`super::Engine::resolve`].
    ///
    /// # Errors
    /// No file is left, or there are several targets.
    pub fn resolve(&self) -> Result<Resolution, RequestError> {
        self.analysis()?.resolve()
    }

    /// As [`super::Engine::render`].
    ///
    /// # Errors
    /// As [`Workspace::resolve`].
    pub fn render(&self) -> Result<String, RequestError> {
        self.analysis()?.render()
    }
}
