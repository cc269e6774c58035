//! One request on its way through the layers.

use super::Facts;
use super::baseline::{self, Baseline};
use super::files::read_files;
use super::fold::fold;
use super::objections::{Known, Objections};
use super::places::Places;
use super::rendering::{self, Renderer, Start};
use super::request::{Options, Request};
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
        let files = read_files(request, options)?;
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
        Ok(Analysis { engine: Rc::clone(engine), files, settings, targets, only, cwd, new_baseline, named, known })
    }

    /// A text that is only looked at as YAML.
    pub fn of_text(engine: &Rc<Facts>, facts: FileFacts) -> Self {
        Analysis {
            engine: Rc::clone(engine),
            files: vec![facts],
            settings: Settings::default(),
            targets: Some(vec![engine.releases.newest().index]),
            known: Known::default(),
            only: Some(vec![Group::Yaml]),
            cwd: String::new(),
            new_baseline: None,
            named: None,
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
        let said = fold(said.collect());
        let places = Places::new(&self.files, &self.engine.releases);
        let shown = self.shown(&linked, &places, said);
        let report = out::Report {
            targets: linked.targets.iter().map(|target| self.release(*target).version.to_string()).collect(),
            files: self.files.iter().filter(|facts| !facts.role.is_some_and(Role::is_aside)).count(),
            documents: self.files.iter().map(|facts| facts.count).sum(),
            skipped: self.files.iter().flat_map(skipped).collect(),
            inferred: self.named.iter().chain(linked.inferred()).map(|found| inferred(&places, found)).collect(),
            suppressed: shown.count,
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
        Ok(self.with_input(&linked, target, |input, _| {
            let said = rules::run(input, self.only.as_deref());
            out::Resolution {
                target: input.release.version.to_string(),
                gateways: view::gateways(input, &places),
                diagnostics: self.shown(&linked, &places, said).diagnostics,
            }
        }))
    }

    /// The objects that the controller creates.
    ///
    /// # Errors
    /// More than one target.
    pub fn render(&self) -> Result<String, RequestError> {
        let linked = Linked::new(self);
        let [target] = linked.targets[..] else { return Err(RequestError::OneTarget { count: linked.targets.len() }) };
        Ok(self.with_input(&linked, target, |input, scene| self.rendering(&linked, input, rate_limit(scene).as_ref())))
    }

    fn rendering(&self, linked: &Linked<'_>, input: &Input<'_>, rate_limit: Option<&Rendering>) -> String {
        let places = Places::new(&self.files, &self.engine.releases);
        let mut it = Renderer { out: Writer::default(), input, places: &places, types: &self.engine.types };
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
            let mut wrong: Vec<String> = said.iter().map(|violation| violation.field.clone()).collect();
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
        self.with_input(linked, target, |input, _| rules::run(input, self.only.as_deref()))
    }

    /// Resolves and renders for one release, and hands all of it on.
    fn with_input<T>(&self, linked: &Linked<'_>, target: u16, then: impl FnOnce(&Input<'_>, &Scene<'_>) -> T) -> T {
        let release = self.release(target);
        let schema = Some(&self.engine.schema).filter(|_| self.settings.dialect == Dialect::Release);
        let resolved = Resolved::new(&linked.model, release, schema);
        let scene =
            Scene::new(&self.engine.templates, &self.engine.types, &linked.model, &resolved, &self.settings, release);
        let renderings: Vec<Rendering> = resolved.infras.iter().map(|infra| render(infra, &scene)).collect();
        let input = Input {
            types: &self.engine.types,
            files: &self.files,
            documents: &linked.documents,
            settings: &self.settings,
            model: &linked.model,
            resolved: &resolved,
            renderings: &renderings,
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
        then(&input, &scene)
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
        let documents: Vec<&Document> = analysis.files.iter().flat_map(|facts| &facts.documents).collect();
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
