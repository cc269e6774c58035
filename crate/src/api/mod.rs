//! Requests and responses: the only thing that hosts see.

mod analysis;
mod ancestors;
mod baseline;
mod compared;
mod conformance;
mod files;
mod fix;
mod fold;
mod given;
mod image;
mod inventory;
mod json;
mod level;
mod linked;
mod migrate;
mod object;
mod objections;
mod options;
mod origins;
mod parsed;
mod places;
mod rendered;
mod rendering;
mod request;
mod request_error;
mod response;
mod shown;
mod upgrade;
mod view;
mod workspace;
mod writer;

pub use given::Given;
pub use json::Json;
pub use migrate::Migration;
pub use parsed::{ParsedDocument, ParsedYaml};
pub use request::{InputFile, Options, Request, Role, Target};
pub use request_error::RequestError;
pub use response::{Decision, Diagnostic, Edit, Fix, Origin, Report, Resolution, ResolvedGateway};
pub use workspace::Workspace;

use crate::diagnostic::Severity;
use crate::read::{FileFacts, read_texts};
use crate::release::{FactsError, Releases};
use crate::render::{ObjectTypes, Templates};
use crate::rules;
use crate::schema::Schema;
use crate::schema::config::Types;
use crate::text::Gather as _;
use analysis::Analysis;
use json::object;
use std::cell::RefCell;
use std::rc::Rc;
use writer::Writer;

/// The engine: the facts of the releases, and the calls of the contract.
///
/// ```
/// use gatelint::api::{Engine, InputFile, Request};
///
/// let text = "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: eg}\n";
/// let file = InputFile { path: "class.yaml".into(), text: Some(text.into()), ..InputFile::default() };
/// let report = Engine::new().check(&Request { files: vec![file], options: None }).unwrap();
/// assert_eq!((report.files, report.documents), (1, 1));
/// ```
#[derive(Debug)]
pub struct Engine {
    /// What was read for the last check. To take a large repository apart takes a tenth of the time of checking it, and
    /// the command line ends before the next check that would have to.
    kept: RefCell<Vec<FileFacts>>,
    facts: Rc<Facts>,
}

/// What is known of all releases.
#[derive(Debug)]
struct Facts {
    releases: Releases,
    schema: Schema,
    templates: Templates,
    types: ObjectTypes,
    config: Types,
}

impl Default for Engine {
    fn default() -> Self {
        Engine::new()
    }
}

object! {
    /// A rule, as `rules` lists it.
    #[derive(Debug)]
    pub struct RuleInfo {
        rule: &'static str,
        group: crate::diagnostic::Group,
        severity: crate::diagnostic::Severity,
        since: &'static str,
    }
}

impl Engine {
    /// An engine with the facts that it was built with.
    pub fn new() -> Self {
        Engine::of(Releases::builtin())
    }

    /// An engine that also knows private builds, described by a text.
    ///
    /// # Errors
    /// A line that says nothing known, or nothing that can be.
    pub fn with_facts(text: &str) -> Result<Self, FactsError> {
        Releases::with_private(text).map(Engine::of)
    }

    fn of(releases: Releases) -> Self {
        let schema = Schema::builtin(&releases);
        let templates = Templates::builtin(releases.all().len());
        let types = ObjectTypes::builtin(&releases);
        let config = Types::builtin(&releases, &schema);
        Engine { kept: RefCell::default(), facts: Rc::new(Facts { releases, schema, templates, types, config }) }
    }

    /// The version of Gatelint.
    pub fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// The known releases, the oldest first.
    pub fn releases(&self) -> Vec<&str> {
        self.facts.releases.all().iter().map(|release| &*release.version).gather()
    }

    /// Every rule.
    pub fn rules(&self) -> Vec<RuleInfo> {
        let info = |rule: &&rules::Rule| RuleInfo {
            rule: rule.id,
            group: rule.group,
            severity: rule.severity,
            since: rule.since,
        };
        rules::ALL.iter().map(info).gather()
    }

    /// What is wrong with the files, for one release or several.
    ///
    /// # Errors
    /// A request that can't be answered: no files, an unknown release, a value that an option does not have.
    pub fn check(&self, request: &Request) -> Result<Report, RequestError> {
        self.kept.take();
        let analysis = Analysis::new(&self.facts, request)?;
        let report = analysis.check();
        self.kept.replace(analysis.into_files());
        Ok(report)
    }

    /// The files with their fixes applied: the safe ones, or all. The canonical JSON text of a `Fixed`.
    ///
    /// # Errors
    /// As [`Engine::check`].
    pub fn fix(&self, request: Request, all: bool) -> Result<String, RequestError> {
        self.kept.take();
        fix::fix(&self.facts, request, all)
    }

    /// What each Gateway comes to, for one release.
    ///
    /// # Errors
    /// As [`Engine::check`], and more than one target.
    pub fn resolve(&self, request: &Request) -> Result<Resolution, RequestError> {
        Analysis::new(&self.facts, request)?.resolve()
    }

    /// The objects that the controller creates, for one release: the canonical JSON text of a Rendering of the contract.
    ///
    /// # Errors
    /// As [`Engine::check`], and more than one target.
    pub fn render(&self, request: &Request) -> Result<String, RequestError> {
        Analysis::new(&self.facts, request)?.render()
    }

    /// Keeps the files and what was read of them, for one who asks again after each change.
    ///
    /// # Errors
    /// As [`Engine::check`].
    pub fn open(&self, request: Request) -> Result<Workspace, RequestError> {
        Workspace::new(&self.facts, request)
    }

    /// Every image that will be pulled, for one release or several: the canonical JSON text of an Inventory of the contract.
    ///
    /// # Errors
    /// As [`Engine::check`].
    pub fn images(&self, request: &Request) -> Result<String, RequestError> {
        Ok(Analysis::new(&self.facts, request)?.images())
    }

    /// What changes with an upgrade: the canonical JSON text of an Upgrade of the contract. `notes`: what releases changed,
    /// [`crate::upgrade::NOTES`]; the module for browsers does not carry them.
    ///
    /// # Errors
    /// As [`Engine::check`]; each of the two releases must be known.
    pub fn upgrade(&self, request: &Request, releases: [&str; 2], notes: &str) -> Result<String, RequestError> {
        upgrade::upgrade(&self.facts, request, releases, notes)
    }

    /// The structured dialect and old forms rewritten into what a release supports.
    ///
    /// # Errors
    /// As [`Engine::check`], and more than one target.
    pub fn migrate(&self, request: &Request) -> Result<Migration, RequestError> {
        migrate::migrate(&self.facts, request)
    }

    /// What Kubernetes' tools read of a text: the JSON of each document that has content, and what is wrong. `strict`:
    /// a document with a key that stands twice is refused, as the API server's strict validation and egctl do; else the
    /// last one counts. A refused document is left out, and an error says why.
    pub fn parse_yaml(&self, bytes: &[u8], strict: bool) -> ParsedYaml {
        let (facts, documents) = read_texts(bytes, strict);
        let documents = documents.into_iter().filter(|json| json != "null").map(|json| ParsedDocument { json });
        let mut diagnostics = Analysis::of_text(&self.facts, facts).check().diagnostics;
        let twice = diagnostics.iter_mut().filter(|said| said.rule == rules::DUPLICATE_KEY);
        twice.for_each(|said| said.severity = if strict { Severity::Error } else { Severity::Warning });
        ParsedYaml { documents: documents.gather(), diagnostics }
    }

    /// The parts of an image reference, or what is wrong with it, as the contract has it: the canonical JSON text.
    pub fn parse_image(&self, text: &str) -> String {
        image::parse(text)
    }
}

/// The canonical JSON text of a response.
pub fn to_json(response: &impl Json) -> String {
    let mut out = Writer::default();
    response.write(&mut out);
    out.finish()
}
