//! One request on its way through the layers.

use super::Engine;
use super::files::read_files;
use super::fold::fold;
use super::places::Places;
use super::rendering::{self, Renderer, Start};
use super::request::{Options, Request};
use super::request_error::RequestError;
use super::response as out;
use super::view;
use super::writer::Writer;
use crate::context::{self, Context, Dialect, Settings, Target};
use crate::diagnostic::{Diagnostic, Group, ReleaseSet};
use crate::model::{Model, Object};
use crate::read::{self, Document, FileFacts, Kind};
use crate::release::{Release, Releases};
use crate::render::{ObjectTypes, Rendering, Scene, Templates, rate_limit, render};
use crate::resolve::Resolved;
use crate::rules::{self, Input};
use crate::schema::config::Types;
use crate::schema::{self, Schema, Violation};

/// What was read, and what was asked.
pub struct Analysis<'r> {
    releases: &'r Releases,
    schema: &'r Schema,
    templates: &'r Templates,
    types: &'r ObjectTypes,
    config: &'r Types,
    files: Vec<FileFacts>,
    settings: Settings,
    /// The releases that were asked for; none when the files are to say.
    targets: Option<Vec<u16>>,
    only: Option<Vec<Group>>,
}

impl<'r> Analysis<'r> {
    /// Reads the files and checks the options.
    pub fn new(engine: &'r Engine, request: &Request) -> Result<Self, RequestError> {
        let Engine { releases, schema, templates, types, config, .. } = engine;
        let default = Options::default();
        let options = request.options.as_ref().unwrap_or(&default);
        let settings = options.settings()?;
        let files = read_files(&request.files)?;
        let (targets, only) = (options.targets(releases)?, options.only()?);
        Ok(Analysis { releases, schema, templates, types, config, files, settings, targets, only })
    }

    /// A text that is only looked at as YAML.
    pub fn of_text(engine: &'r Engine, facts: FileFacts) -> Self {
        Analysis {
            releases: &engine.releases,
            schema: &engine.schema,
            templates: &engine.templates,
            types: &engine.types,
            config: &engine.config,
            files: vec![facts],
            settings: Settings::default(),
            targets: Some(vec![engine.releases.newest().index]),
            only: Some(vec![Group::Yaml]),
        }
    }

    /// What was read.
    pub fn into_files(self) -> Vec<FileFacts> {
        self.files
    }

    /// Every rule, for every target.
    pub fn check(&self) -> out::Report {
        let linked = Linked::new(self);
        let said = linked.targets.iter().map(|target| self.said(&linked, *target));
        let diagnostics = fold(said.collect());
        let places = Places::new(&self.files, self.releases);
        out::Report {
            targets: linked.targets.iter().map(|target| self.release(*target).version.to_string()).collect(),
            files: self.files.len(),
            documents: self.files.iter().map(|facts| facts.count).sum(),
            skipped: self.files.iter().flat_map(skipped).collect(),
            inferred: linked.inferred().map(|found| inferred(&places, found)).collect(),
            diagnostics: diagnostics
                .iter()
                .map(|said| places.diagnostic(said, &linked.model, &linked.targets))
                .collect(),
        }
    }

    /// What each Gateway comes to.
    ///
    /// # Errors
    /// More than one target.
    pub fn resolve(&self) -> Result<out::Resolution, RequestError> {
        let linked = Linked::new(self);
        let [target] = linked.targets[..] else { return Err(RequestError::OneTarget { count: linked.targets.len() }) };
        let places = Places::new(&self.files, self.releases);
        Ok(self.with_input(&linked, target, |input| {
            let said = rules::run(input, self.only.as_deref());
            out::Resolution {
                target: input.release.version.to_string(),
                gateways: view::gateways(input, &places),
                diagnostics: said.iter().map(|said| places.diagnostic(said, &linked.model, &linked.targets)).collect(),
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
        Ok(self.with_input(&linked, target, |input| self.rendering(&linked, input)))
    }

    fn rendering(&self, linked: &Linked<'_>, input: &Input<'_>) -> String {
        let places = Places::new(&self.files, self.releases);
        let mut it = Renderer { out: Writer::default(), input, places: &places, types: self.types };
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
                it.infra(self.schema)
            }
        });
        if let Some(rate_limit) = input.rate_limit.filter(|_| !silent) {
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
        for document in &linked.documents {
            let (said, _) = violations(self, &[document], &linked.targets);
            let mut wrong: Vec<String> = said.into_iter().map(|violation| violation.field).collect();
            let spec = document.spec().filter(|_| document.kind == Kind::EnvoyProxy && wrong.is_empty());
            let misfit = spec.and_then(|spec| self.types.fit("EnvoyProxySpec", spec, release).err());
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
        self.with_input(linked, target, |input| rules::run(input, self.only.as_deref()))
    }

    /// Resolves and renders for one release, and hands all of it on.
    fn with_input<T>(&self, linked: &Linked<'_>, target: u16, then: impl FnOnce(&Input<'_>) -> T) -> T {
        let release = self.release(target);
        let schema = Some(self.schema).filter(|_| self.settings.dialect == Dialect::Release);
        let resolved = Resolved::new(&linked.model, release, schema);
        let scene = Scene::new(self.templates, self.types, &linked.model, &resolved, &self.settings, release);
        let renderings: Vec<Rendering> = resolved.infras.iter().map(|infra| render(infra, &scene)).collect();
        let rate_limit = rate_limit(&scene);
        then(&Input {
            rate_limit: rate_limit.as_ref(),
            types: self.types,
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
            releases: self.releases,
            config_types: self.config,
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
    /// What the files say of the release, where nobody else does.
    found: Option<Target>,
    /// The releases that are looked at.
    targets: Vec<u16>,
    /// What their API servers object to.
    violations: Vec<Violation>,
    /// What their charts object to.
    value_violations: Vec<Violation>,
}

impl<'a> Linked<'a> {
    fn new(analysis: &'a Analysis<'_>) -> Self {
        let documents: Vec<&Document> = analysis.files.iter().flat_map(|facts| &facts.documents).collect();
        let context = Context::new(&analysis.files, &analysis.settings);
        let found = if analysis.targets.is_some() { None } else { context.target(analysis.releases) };
        let newest = || found.as_ref().map_or(analysis.releases.newest().index, |found| found.release);
        let targets = analysis.targets.clone().unwrap_or_else(|| vec![newest()]);
        let model = Model::new(&documents, context);
        let (violations, value_violations) = violations(analysis, &documents, &targets);
        Linked { documents, model, found, targets, violations, value_violations }
    }

    /// What was found out rather than given.
    fn inferred(&self) -> impl Iterator<Item = &context::Inferred> {
        let target = self.found.as_ref().map(|found| &found.inferred);
        target.into_iter().chain(&self.model.context.inferred)
    }
}

/// What the API servers of the targets object to, document by document, and what the charts of the targets do.
fn violations(analysis: &Analysis<'_>, documents: &[&Document], targets: &[u16]) -> (Vec<Violation>, Vec<Violation>) {
    let targets = targets.iter().fold(ReleaseSet::NONE, |set, target| set | ReleaseSet::one(*target));
    let is_unknown = if analysis.settings.literal_placeholders { |_: &str| false } else { read::has_placeholder };
    let (mut refused, mut values) = (Vec::new(), Vec::new());
    for document in documents {
        let options = schema::Options { targets, partial: document.partial, is_unknown };
        if document.kind == read::Kind::HelmValues {
            values.append(&mut schema::check_values(analysis.schema, &document.root, options));
        } else if let Some(kind) = schema::Kind::of(&document.api_version, &document.kind_name) {
            refused.append(&mut schema::check(analysis.schema, kind, &document.root, options));
        }
    }
    (refused, values)
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
