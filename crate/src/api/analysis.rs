//! One request on its way through the layers.

use super::Facts;
use super::baseline::{self, Baseline};
use super::files::read_files;
use super::fold::fold;
use super::inventory::Inventory;
use super::migrate::{Migration as Migrated, Pod};
use super::objections::{Known, Objections};
use super::places::Places;
use super::rendering::{self, Renderer, Start};
use super::request::{InputFile, Options, Request};
use super::request_error::RequestError;
use super::response as out;
use super::shown::Shown;
use super::view;
use super::writer::Writer;
use crate::context::{self, Context, Dialect, Settings, Target};
use crate::diagnostic::{Diagnostic, Group, ReleaseSet};
use crate::model::{Model, Object};
use crate::read::{self, Document, FileFacts, Kind, Role};
use crate::release::Release;
use crate::render::{Rendering, Scene, rate_limit, render};
use crate::resolve::Resolved;
use crate::rules::{self, Input, Settling};
use crate::schema::{self, Violation};
use crate::team::{self, Ignore, Team};
use crate::text::Gather as _;
use crate::upgrade::{self, Side};
use std::rc::Rc;

/// What was read, and what was asked.
#[derive(Debug)]
pub struct Analysis {
    engine: Rc<Facts>,
    pub(super) files: Vec<FileFacts>,
    settings: Settings,
    /// The releases that were asked for; none when the files are to say.
    targets: Option<Vec<u16>>,
    only: Option<Vec<Group>>,
    /// The folder that relative paths are seen from.
    cwd: String,
    /// Where a baseline is to stand that is to be made.
    new_baseline: Option<String>,
    /// The target that gatelint.yaml names.
    named: Option<context::Inferred>,
    /// `render` says where values came from.
    explain: bool,
    /// `resolve` holds Gateways against the conformance tests.
    conformance: bool,
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
    fn empty(engine: &Rc<Facts>, settings: Settings) -> Self {
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
    fn shown(&self, linked: &Linked<'_>, places: &Places<'_>, said: Vec<Diagnostic>) -> Shown {
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
        self.with_input(&linked, target, &mut |input, _| {
            let said = rules::run(input, self.only.as_deref());
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
        self.with_input(&linked, target, &mut |input, scene| {
            text = self.rendering(&linked, input, rate_limit(scene).as_ref());
        });
        Ok(text)
    }

    /// Every image that will be pulled.
    pub fn images(&self) -> String {
        let linked = Linked::new(self);
        let places = Places::new(&self.files, &self.engine.releases);
        let mut inventory = Inventory::default();
        for target in &linked.targets {
            self.with_input(&linked, *target, &mut |input, scene| {
                inventory.add(input, rate_limit(scene).as_ref(), &places);
            });
        }
        inventory.write(&linked.targets, &self.engine.releases)
    }

    /// What changes from one release to another, as JSON.
    pub fn upgrade(&mut self, [from, to]: [u16; 2], day: &str, notes: &str) -> String {
        self.targets = Some(if from == to { vec![to] } else { vec![from, to] });
        let linked = Linked::new(self);
        let places = Places::new(&self.files, &self.engine.releases);
        let mut out = String::new();
        self.with_side(&linked, from, &mut |before| {
            self.with_side(&linked, to, &mut |after| {
                let changes = upgrade::compare([before, after], day, notes);
                out = super::upgrade::write(before, after, &changes, &places);
            });
        });
        out
    }

    /// The target, where there is one.
    pub fn only_target(&self) -> Result<u16, RequestError> {
        let linked = Linked::new(self);
        match linked.targets[..] {
            [target] => Ok(target),
            _ => Err(RequestError::OneTarget { count: linked.targets.len() }),
        }
    }

    /// Other files, looked at in the same way.
    pub fn of_files(other: &Analysis, files: &[InputFile]) -> Result<Self, RequestError> {
        Ok(Analysis {
            files: read_files(files, &Options::default())?,
            ..Analysis::empty(&other.engine, other.settings.clone())
        })
    }

    /// What comes of the structured dialect in a release, and what its pods are before.
    pub fn migration(&mut self, target: u16) -> (crate::migrate::Migration, Vec<Pod>) {
        let before = self.pods(target, Dialect::Structured);
        let mut migration = crate::migrate::Migration::default();
        let linked = Linked::new(self);
        self.with_side(&linked, target, &mut |side| {
            migration = crate::migrate::migrate(side.input);
            migration.notes.extend(rules::unread(side.input));
        });
        (migration, before)
    }

    /// The pods of every Gateway, read in a dialect.
    pub fn pods(&mut self, target: u16, dialect: Dialect) -> Vec<Pod> {
        self.settings.dialect = dialect;
        self.targets = Some(vec![target]);
        let mut pods = Vec::new();
        let linked = Linked::new(self);
        self.with_side(&linked, target, &mut |side| pods = super::migrate::pods(side.input));
        pods
    }

    /// A migration, for a host.
    pub fn migrated(&self, target: u16, migration: &crate::migrate::Migration) -> Migrated {
        let linked = Linked::new(self);
        let places = Places::new(&self.files, &self.engine.releases);
        let mut migrated =
            Migrated { target: self.release(target).version.to_string(), edits: Vec::new(), notes: Vec::new() };
        for edit in &migration.edits {
            migrated.edits.push(places.edit(edit));
        }
        for note in &migration.notes {
            migrated.notes.push(places.diagnostic(note, &linked.model, &linked.targets));
        }
        migrated
    }

    fn with_side(&self, linked: &Linked<'_>, target: u16, then: &mut dyn FnMut(Side<'_>)) {
        self.with_input(linked, target, &mut |input, scene| {
            let rate_limit = rate_limit(scene);
            then(Side { input, rate_limit: rate_limit.as_ref() });
        });
    }

    fn rendering(&self, linked: &Linked<'_>, input: &Input<'_>, rate_limit: Option<&Rendering>) -> String {
        let places = Places::new(&self.files, &self.engine.releases);
        let mut it = Renderer {
            out: Writer::default(),
            input,
            places: &places,
            types: &self.engine.types,
            explain: self.explain,
        };
        let start = rendering::start(input);
        let (shown, silent) = match start {
            Start::Refused(_) | Start::Custom => (false, true),
            Start::Crash(_) => (true, true),
            Start::Runs => (true, false),
        };
        it.out.open('{');
        it.out.field("release", &input.release.version);
        it.list("configErrors", |it| {
            if let Start::Refused(faults) = &start {
                faults.iter().for_each(|fault| it.out.text(fault));
            }
        });
        it.list("loadErrors", |it| {
            it.unread();
            if !matches!(start, Start::Refused(_)) {
                self.load_errors(linked, input.release, &mut it.out);
            }
        });
        it.list("gatewayClasses", |it| {
            if shown {
                it.classes(silent)
            }
        });
        it.list("gateways", |it| {
            if shown {
                it.gateways(silent)
            }
        });
        it.list("envoyProxies", |it| {
            if !silent {
                it.proxies()
            }
        });
        it.list("infra", |it| {
            if !silent {
                it.infra(&self.engine.schema)
            }
        });
        if let Some(rate_limit) = rate_limit.filter(|_| !silent) {
            it.out.key("rateLimit").open('{');
            it.created(Some(rate_limit), false);
            it.out.close('}');
        }
        match &start {
            Start::Crash(node) => it.list("errors", |it| {
                it.failed("provider", "the controller crashes on `deploy` without a type", &node.origin);
            }),
            Start::Custom => {
                it.list("notes", |it| it.out.text("the provider is Custom: nothing is created in the cluster"))
            }
            _ => {}
        }
        it.out.close('}');
        it.out.finish()
    }

    /// The documents that the API server refuses, and EnvoyProxies that it takes and the controller can't read.
    fn load_errors(&self, linked: &Linked<'_>, release: &Release, out: &mut Writer) {
        let mut rest = &*linked.violations;
        for (document, count) in linked.documents.iter().zip(&linked.counts) {
            let (said, after) = rest.split_at_checked(*count).unwrap_or((rest, &[]));
            rest = after;
            let mut wrong: Vec<String> = said.iter().map(|violation| violation.field.clone()).gather();
            let spec = document.spec().filter(|_| document.kind == Kind::EnvoyProxy && wrong.is_empty());
            let misfit = spec.and_then(|spec| self.engine.types.fit("EnvoyProxySpec", spec, release).err());
            wrong.extend(misfit.map(|misfit| misfit.to_string()));
            if !wrong.is_empty() {
                let object = Object { document, namespace: linked.model.namespace_of(document) };
                out.open('{');
                out.field("document", &object.title());
                out.field("message", &wrong.join(", "));
                out.close('}');
            }
        }
    }

    fn said(&self, linked: &Linked<'_>, target: u16) -> Vec<Diagnostic> {
        let mut said = Vec::new();
        self.with_input(linked, target, &mut |input, _| said = rules::run(input, self.only.as_deref()));
        said
    }

    /// Resolves and renders for one release, and hands all of it on.
    fn with_input(&self, linked: &Linked<'_>, target: u16, then: &mut dyn FnMut(&Input<'_>, &Scene<'_>)) {
        let release = self.release(target);
        let schema = Some(&self.engine.schema).filter(|_| self.settings.dialect == Dialect::Release);
        let resolved = Resolved::new(&linked.model, release, schema);
        let scene =
            Scene::new(&self.engine.templates, &self.engine.types, &linked.model, &resolved, &self.settings, release);
        let renderings: Vec<Rendering> = resolved.infras.iter().map(|infra| render(infra, &scene)).gather();
        let input = Input {
            types: &self.engine.types,
            files: &self.files,
            documents: &linked.documents,
            settings: &self.settings,
            model: &linked.model,
            resolved: &resolved,
            renderings: &renderings,
            scene: &scene,
            violations: &linked.violations,
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
        then(&input, &scene);
    }

    /// What the API servers of the targets object to, and their charts, in all files.
    fn objections(&self, targets: &[u16]) -> Objections {
        let targets = targets.iter().fold(ReleaseSet::NONE, |set, target| set | ReleaseSet::one(*target));
        let is_unknown = if self.settings.literal_placeholders { |_: &str| false } else { read::has_placeholder };
        let mut all = Objections::default();
        for facts in &self.files {
            self.known.look_up(facts.file, targets, &mut all, |said| {
                let options = |partial| schema::Options { targets, partial, is_unknown };
                facts.documents.iter().for_each(|document| said.document(&self.engine.schema, document, &options));
            });
        }
        all
    }

    fn release(&self, index: u16) -> &Release {
        self.engine.releases.get(index).unwrap_or(self.engine.releases.newest())
    }
}

/// All files together: what does not depend on the release.
struct Linked<'a> {
    documents: Vec<&'a Document>,
    model: Model<'a>,
    /// What the files say of the release, where nobody else does.
    found: Option<Target>,
    /// The releases that are looked at.
    targets: Vec<u16>,
    /// What their API servers object to.
    violations: Vec<Violation>,
    /// How many of these are about each document.
    counts: Vec<usize>,
    /// What their charts object to.
    value_violations: Vec<Violation>,
    /// What the team says.
    team: Option<Team<'a>>,
    /// What comments ignore.
    ignores: Vec<Ignore<'a>>,
}

impl<'a> Linked<'a> {
    fn new(analysis: &'a Analysis) -> Self {
        let documents: Vec<&Document> = analysis.files.iter().flat_map(|facts| &facts.documents).gather();
        let context = Context::new(&analysis.files, &analysis.settings);
        let found = if analysis.targets.is_some() { None } else { context.target(&analysis.engine.releases) };
        let newest = || found.as_ref().map_or(analysis.engine.releases.newest().index, |found| found.release);
        let targets = analysis.targets.clone().unwrap_or_else(|| vec![newest()]);
        let Objections { violations, counts, value_violations } = analysis.objections(&targets);
        let model = Model::new(&documents, context);
        let (team, ignores) = (Team::new(&analysis.files, &analysis.cwd), team::ignores(&analysis.files));
        Linked { documents, model, found, targets, violations, counts, value_violations, team, ignores }
    }

    /// What was found out rather than given.
    fn inferred(&self) -> impl Iterator<Item = &context::Inferred> {
        let target = self.found.as_ref().map(|found| &found.inferred);
        target.into_iter().chain(&self.model.context.inferred)
    }
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
    out::Inferred {
        what: found.what,
        value: found.value.clone(),
        from: found.from.map(|span| places.place(span)),
        note: found.note.clone(),
    }
}
