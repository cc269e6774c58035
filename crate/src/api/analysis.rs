//! One request on its way through the layers.

use super::Facts;
use super::baseline::{self, Baseline};
use super::files::read_files;
use super::fold::fold;
use super::inventory::Inventory;
use super::linked::{Linked, inferred, skipped};
use super::objections::Known;
use super::places::Places;
use super::request::{Options, Request};
use super::request_error::RequestError;
use super::response as out;
use super::shown::Shown;
use super::view;
use crate::context::{self, Dialect, Settings};
use crate::diagnostic::{Diagnostic, Group};
use crate::read::{FileFacts, Role};
use crate::release::Release;
use crate::render::Scene;
use crate::resolve::Resolved;
use crate::rules::{self, Input, Settling};
use crate::team::{self};
use crate::text::Gather as _;
use std::cell::OnceCell;
use std::rc::Rc;

/// What was read, and what was asked.
#[derive(Debug)]
pub struct Analysis {
    pub(super) engine: Rc<Facts>,
    pub(super) files: Vec<FileFacts>,
    pub(super) settings: Settings,
    /// The releases that were asked for; none when the files are to say.
    pub(super) targets: Option<Vec<u16>>,
    pub(super) only: Option<Vec<Group>>,
    /// The folder that relative paths are seen from.
    pub(super) cwd: String,
    /// Where a baseline is to stand that is to be made.
    pub(super) new_baseline: Option<String>,
    /// The target that gatelint.yaml names.
    pub(super) named: Option<context::Inferred>,
    /// `render` says where values came from.
    pub(super) explain: bool,
    /// `resolve` holds Gateways against the conformance tests.
    pub(super) conformance: bool,
    /// What is known of files that were looked at before.
    pub(super) known: Known,
}

impl Analysis {
    /// Reads the files and checks the options.
    pub fn new(engine: &Rc<Facts>, request: &Request) -> Result<Self, RequestError> {
        let default = Options::default();
        let options = request.options.as_ref().unwrap_or(&default);
        let mut settings = options.settings()?;
        let (mut targets, only) = (options.targets(&engine.releases)?, options.only()?);
        let files = read_files(&request.files, options)?;
        let cwd = options.cwd.clone().unwrap_or_default();
        let mut named = None;
        if let Some(root) = team::root(&files) {
            let names = team::target(root, &engine.releases);
            if targets.is_none() && !names.is_empty() {
                let from = root.get("target").and_then(|target| target.origin.span());
                named = Some(context::Inferred::new("target", names.join(", "), from));
                targets = Some(options.team_targets(&engine.releases, &names));
            }
            if root.str_at(&["dialect"]) == Some("structured") && !options.has_dialect() {
                settings.dialect = Dialect::Structured;
            }
        }
        let made = options.baseline.as_ref().filter(|file| file.text.is_none() && file.bytes.is_none());
        let (known, new_baseline) = (Known::default(), made.map(|file| file.path.clone()));
        let (engine, explain) = (Rc::clone(engine), options.explain.unwrap_or(false));
        let conformance = options.conformance();
        Ok(Analysis { engine, files, settings, targets, only, cwd, new_baseline, named, explain, conformance, known })
    }

    /// A text that is only looked at as YAML.
    pub fn of_text(engine: &Rc<Facts>, facts: FileFacts) -> Self {
        let targets = Some(vec![engine.releases.newest().index]);
        Analysis {
            files: vec![facts],
            targets,
            only: Some(vec![Group::Yaml]),
            ..Analysis::empty(engine, Settings::default())
        }
    }

    /// No files yet.
    pub(super) fn empty(engine: &Rc<Facts>, settings: Settings) -> Self {
        Analysis {
            engine: Rc::clone(engine),
            files: Vec::new(),
            settings,
            targets: None,
            only: None,
            cwd: String::new(),
            new_baseline: None,
            named: None,
            explain: false,
            conformance: false,
            known: Known::default(),
        }
    }

    /// What was read.
    pub fn into_files(self) -> Vec<FileFacts> {
        self.files
    }

    /// Every rule, for every target.
    pub fn check(&self) -> out::Report {
        self.findings().1
    }

    /// The findings, as they are and as hosts see them.
    pub fn findings(&self) -> (Vec<Diagnostic>, out::Report) {
        let linked = Linked::new(self);
        let said = linked.targets.iter().map(|target| self.said(&linked, *target));
        let said = fold(said.gather());
        let places = Places::new(&self.files, &self.engine.releases);
        let shown = self.shown(&linked, &places, said);
        let report = out::Report {
            targets: linked.targets.iter().map(|target| self.release(*target).version.to_string()).gather(),
            files: self.files.iter().filter(|facts| !facts.role.is_some_and(Role::is_aside)).count(),
            documents: self.files.iter().map(|facts| facts.count).sum(),
            skipped: self.files.iter().flat_map(skipped).gather(),
            inferred: self.named.iter().chain(linked.inferred()).map(|found| inferred(&places, found)).gather(),
            suppressed: Some(shown.count).filter(|count| *count > 0),
            baseline: self.new_baseline.as_ref().map(|path| baseline::write(&shown.diagnostics, &self.cwd, path)),
            diagnostics: shown.diagnostics,
        };
        (shown.said, report)
    }

    /// What is left to be said, as the team wants it.
    pub(super) fn shown(&self, linked: &Linked<'_>, places: &Places<'_>, said: Vec<Diagnostic>) -> Shown {
        let only = self.only.as_deref();
        let settling = Settling::new(linked.team.as_ref(), &linked.ignores, only);
        let baseline = Baseline::new(&self.files, &self.cwd, only);
        Shown::new(said, settling, baseline, &|said| places.diagnostic(said, &linked.model, &linked.targets))
    }

    /// What each Gateway comes to.
    ///
    /// # Errors
    /// More than one target.
    pub fn resolve(&self) -> Result<out::Resolution, RequestError> {
        let linked = Linked::new(self);
        let [target] = linked.targets[..] else { return Err(RequestError::OneTarget { count: linked.targets.len() }) };
        let places = Places::new(&self.files, &self.engine.releases);
        let mut resolution = out::Resolution::default();
        self.with_input(&linked, target, &mut |input| {
            let said = rules::run(input, self.only.as_deref(), &self.known.said);
            resolution.target = input.release.version.to_string();
            resolution.gateways = view::gateways(input, &places, self.conformance);
            resolution.diagnostics = self.shown(&linked, &places, said).diagnostics;
        });
        Ok(resolution)
    }

    /// The objects that the controller creates.
    ///
    /// # Errors
    /// More than one target.
    pub fn render(&self) -> Result<String, RequestError> {
        let linked = Linked::new(self);
        let [target] = linked.targets[..] else { return Err(RequestError::OneTarget { count: linked.targets.len() }) };
        let mut text = String::new();
        self.with_input(&linked, target, &mut |input| {
            text = self.rendering(input);
        });
        Ok(text)
    }

    /// Every image that will be pulled.
    pub fn images(&self) -> String {
        let linked = Linked::new(self);
        let places = Places::new(&self.files, &self.engine.releases);
        let mut inventory = Inventory::default();
        for target in &linked.targets {
            self.with_input(&linked, *target, &mut |input| {
                inventory.add(input, &places);
            });
        }
        inventory.write(&linked.targets, &self.engine.releases)
    }

    fn said(&self, linked: &Linked<'_>, target: u16) -> Vec<Diagnostic> {
        let mut said = Vec::new();
        self.with_input(linked, target, &mut |input| said = rules::run(input, self.only.as_deref(), &self.known.said));
        said
    }

    /// Resolves and renders for one release, and hands all of it on.
    pub(super) fn with_input(&self, linked: &Linked<'_>, target: u16, then: &mut dyn FnMut(&Input<'_>)) {
        let release = self.release(target);
        let schema = Some(&self.engine.schema).filter(|_| self.settings.dialect == Dialect::Release);
        let resolved = Resolved::new(&linked.model, release, schema);
        let scene =
            Scene::new(&self.engine.templates, &self.engine.types, &linked.model, &resolved, &self.settings, release);
        let renderings = self.known.renderings(&resolved.infras, &scene);
        let (limits, refused) = (OnceCell::new(), OnceCell::new());
        let input = Input {
            types: &self.engine.types,
            files: &self.files,
            documents: &linked.documents,
            is_file: false,
            settings: &self.settings,
            model: &linked.model,
            resolved: &resolved,
            renderings: &renderings,
            scene: &scene,
            limits: &limits,
            violations: &linked.violations,
            counts: &linked.counts,
            refused: &refused,
            value_violations: &linked.value_violations,
            release,
            only_target: linked.targets.len() == 1,
            releases: &self.engine.releases,
            config_types: &self.engine.config,
            team: linked.team.as_ref(),
            ignores: &linked.ignores,
            found_target: self
                .named
                .iter()
                .chain(linked.inferred())
                .next()
                .filter(|found| found.what == "target")
                .and_then(|found| found.from),
        };
        then(&input);
    }

    pub(super) fn release(&self, index: u16) -> &Release {
        self.engine.releases.get(index).unwrap_or(self.engine.releases.newest())
    }
}
