//! What a deployer adds to the files: namespaces, the release, the mode, values of the Helm chart.

mod namespace;
mod options;

pub use namespace::Namespace;
pub use options::{Dialect, Install, Settings};

use crate::read::{Document, Kind};
use crate::text::Span;
use crate::value::{Node, Origin};

/// Something that was found out rather than given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inferred {
    /// What it is: target, namespace, mode, config, values.
    pub what: &'static str,
    /// Its value.
    pub value: String,
    /// Where it stands.
    pub from: Option<Span>,
}

/// What the files say of the deployment.
#[derive(Debug)]
pub struct Context<'a> {
    settings: &'a Settings,
    config: Option<&'a Node>,
    /// What was found out.
    pub inferred: Vec<Inferred>,
}

impl<'a> Context<'a> {
    /// Looks through all documents.
    pub fn new(documents: &[&'a Document], settings: &'a Settings) -> Self {
        let config = documents.iter().find(|document| document.kind == Kind::EnvoyGateway);
        let inferred =
            config.map(|config| Inferred { what: "config", value: config.name.to_string(), from: Some(config.span) });
        Context { settings, config: config.map(|config| &config.root), inferred: inferred.into_iter().collect() }
    }

    /// The controller's configuration.
    pub fn config(&self) -> Option<&'a Node> {
        self.config
    }

    /// The namespace of a document: as written, else as the caller says, else unknown.
    pub fn namespace_of(&self, document: &Document) -> Namespace {
        if let Some(namespace) = &document.namespace {
            return Namespace::Known(namespace.clone());
        }
        match &self.settings.namespace {
            Some(name) => Namespace::known(name.clone(), Origin::derived("--namespace", Vec::new())),
            None => Namespace::Unknown,
        }
    }
}
