//! What a deployer adds to the files: namespaces, the release, the mode, values of the Helm chart.
//!
//! A repository is read as its deployer reads it: Flux, Argo CD, Kustomize, Helm, or a person with kubectl. What can't
//! be found out stays unknown, and an unknown namespace matches any.

mod argo;
mod chart;
mod config;
mod evidence;
mod flux;
mod folders;
mod home;
mod idle;
mod infer;
mod inferred;
mod install;
mod kustomize;
mod layers;
mod namespace;
mod options;
mod reach;
mod roles;
mod target;
mod tree;
mod unsettled;
mod values;
mod version;

pub use inferred::Inferred;
pub use namespace::Namespace;
pub use options::{Dialect, Install, Settings};
pub use roles::{gives_roles, tell};
pub use target::Target;

use crate::read::{Document, FileFacts, Kind};
use crate::release::{Release, Releases};
use crate::text::{Gather as _, Str, holds};
use crate::value::{Node, Origin};
use chart::Chart;
use config::{Chosen, Standing};
use folders::Folders;
use install::Finder;
use layers::Layers;
use reach::Few;
use target::Evidence;
use tree::Found;
use values::Values;

/// Where the chart installs the controller, unless it is told otherwise.
const CONTROLLER_NAMESPACE: &str = "envoy-gateway-system";
/// The domain of most clusters.
const DNS_DOMAIN: &str = "cluster.local";

/// What the files say of the deployment.
#[derive(Debug)]
pub struct Context<'a> {
    settings: &'a Settings,
    files: &'a [FileFacts],
    folders: Folders<'a>,
    /// The values of the chart, the strongest first.
    layers: Layers<'a>,
    config: Option<Chosen<'a>>,
    controller: Few,
    evidence: Vec<Evidence>,
    /// Versions of Envoy Gateway that YAML does not read as text.
    pub numbers: Vec<Node>,
    /// The kinds of which a deployer changes names.
    renamed: Vec<&'a str>,
    /// Something in the files installs the chart.
    installed: bool,
    /// What was found out, the target left out.
    pub inferred: Vec<Inferred>,
}

impl<'a> Context<'a> {
    /// Looks through all files.
    pub fn new(files: &'a [FileFacts], settings: &'a Settings) -> Self {
        let mut folders = Folders::new(files, settings);
        let finder = Finder::new(files, &folders);
        let (installations, local) = (finder.installations(), finder.local);
        local.into_iter().for_each(|(folder, reach)| folders.take_in(Found::Folder(folder), &reach));
        let installation = installations.first();
        let layers = layers::layers(files, installation);
        let (evidence, numbers) = evidence::evidence(files, &installations);
        let mut context = Context {
            settings,
            files,
            config: config::choose(files, &layers.known),
            controller: install::controller_namespace(files, &folders, installation),
            evidence,
            numbers,
            renamed: unsettled::renamed(files, &folders),
            installed: installation.is_some(),
            folders,
            layers,
            inferred: Vec::new(),
        };
        context.inferred = context.infer();
        context
    }

    /// The release that the files name, or the known one that is nearest to it.
    pub fn target(&self, releases: &Releases) -> Option<Target> {
        target::target(&self.evidence, releases)
    }

    /// The controller's configuration as it is written; that of a release is in [`Context::config_of`].
    pub fn config(&self) -> Option<Node> {
        match &self.config {
            Some(chosen) if chosen.standing == Standing::Installed => self.values().at(&["config", "envoyGateway"]),
            chosen => chosen.as_ref().map(|chosen| chosen.document.root.clone()),
        }
    }

    /// The configuration that the controller of a release gets: what the Helm chart fills in is in it.
    pub fn config_of(&self, release: &Release) -> Option<Node> {
        let by_chart = self.config.as_ref().is_none_or(|chosen| chosen.standing == Standing::Installed);
        let values = self.values();
        if by_chart && !values.is_empty() { Some(Chart::new(&values, release).config()) } else { self.config() }
    }

    /// The images that the chart of a release makes of the values that count.
    pub fn chart_images(&self, release: &Release) -> Vec<Node> {
        let values = self.values();
        if values.is_empty() { Vec::new() } else { Chart::new(&values, release).images().gather() }
    }

    /// The image that the chart of a release gives to the controller and to its certificate job; none where the files
    /// neither install the chart nor hold values for it.
    pub fn controller_image(&self, release: &Release) -> Option<Node> {
        let values = self.values();
        let known = self.installed || !values.is_empty();
        known.then(|| Chart::new(&values, release).controller_image())
    }

    /// Values that the chart of a release has and that change nothing, and why.
    pub fn idle_values(&self, release: &Release) -> Vec<(Node, &'static str)> {
        idle::idle(&self.values(), release)
    }

    /// The namespace of the controller: as the caller says, else as the files say, else the chart's.
    pub fn controller_namespace(&self, release: &Release) -> Node {
        let said = |name: Str| Node::string(name, Origin::derived("controller namespace", Vec::new()));
        if let Some(name) = &self.settings.controller_namespace {
            return said(name.clone());
        }
        let values = self.values();
        let of_values = Chart::new(&values, release).namespace();
        match (of_values, &self.controller) {
            (Some(node), _) => node,
            (None, Few::One(node)) => node.clone(),
            (None, Few::Several) => Namespace::Unknown.node(),
            (None, Few::None) => said(CONTROLLER_NAMESPACE.into()),
        }
    }

    /// The cluster's DNS domain: as the caller says, else as the chart's values say, else the usual one.
    pub fn dns_domain(&self) -> Node {
        let said = |name: Str| Node::string(name, Origin::derived("DNS domain", Vec::new()));
        match &self.settings.dns_domain {
            Some(domain) => said(domain.clone()),
            None => self.values().text(&["kubernetesClusterDomain"]).unwrap_or_else(|| said(DNS_DOMAIN.into())),
        }
    }

    /// The namespace of a document: as its deployer puts it, else as written, else as the caller says, else unknown.
    pub fn namespace_of(&self, document: &Document) -> Namespace {
        match (self.folders.namespace(document), &self.settings.namespace) {
            (Few::One(node), _) => Namespace::Known(node),
            (Few::None, Some(name)) => Namespace::known(name.clone(), Origin::derived("--namespace", Vec::new())),
            _ => Namespace::Unknown,
        }
    }

    /// The namespace that a reference names; with a placeholder in it, unknown.
    pub fn namespace_named(&self, node: &Node) -> Namespace {
        let is_known = !self.settings.is_placeholder(node) && !Namespace::is_unknown(node);
        if is_known { Namespace::Known(node.clone()) } else { Namespace::Unknown }
    }

    /// True for a text that a tool fills in.
    pub fn is_open(&self, node: &Node) -> bool {
        self.settings.is_placeholder(node)
    }

    /// True when an object of this kind may be there under a name that the files do not show: in a document that can't
    /// be read or is a template, or renamed by a kustomization.
    pub fn may_hide(&self, kind: &str) -> bool {
        let hidden = |facts: &FileFacts| {
            !facts.kinds.is_empty() || facts.unread.iter().any(|span| holds(span.slice(&facts.text), kind))
        };
        self.files.iter().any(hidden) || self.renamed.contains(&kind)
    }

    /// True when an object of this kind may have any name, as a deployment tool fills it in.
    pub fn may_be_called_otherwise(&self, kind: &str) -> bool {
        let mut documents = self.files.iter().flat_map(|facts| &facts.documents);
        documents.any(|document| *document.kind_name == *kind && self.settings.is_placeholder_text(&document.name))
    }

    /// True when the controller's ConfigMap is there, and a deployment tool fills in or decrypts what it holds.
    pub fn config_is_filled_in(&self) -> bool {
        let mut documents = self.files.iter().flat_map(|facts| &facts.documents);
        documents.any(|document| {
            let text = document.root.at(&["data", "envoy-gateway.yaml"]).filter(|_| document.kind == Kind::ConfigMap);
            document.name == install::CONFIG_MAP && text.is_some_and(|text| is_one_placeholder(text, self.settings))
        })
    }

    /// What the caller says of the cluster.
    pub fn settings(&self) -> &'a Settings {
        self.settings
    }

    /// True when a kustomization takes the document in.
    pub fn is_kustomized(&self, document: &Document) -> bool {
        self.folders.lists(document.file)
    }

    /// True when two documents are deployed together, as far as the files say so: they stand in one file, or in one folder
    /// of which a deployer takes in both.
    pub fn are_together(&self, a: &Document, b: &Document) -> bool {
        a.file == b.file || self.folders.takes_both(a.file, b.file)
    }

    /// True when nothing is added to the files: the caller says so, or that placeholders are text.
    pub fn is_complete(&self) -> bool {
        self.settings.closed || self.settings.literal_placeholders
    }

    /// True when a deployer changes the name of the document.
    pub fn is_renamed(&self, document: &Document) -> bool {
        self.folders.renames(document.file)
    }

    /// Where placeholders are text, there is none for values that are not in the files.
    fn values(&self) -> Values<'_> {
        Values::new(self.layers.values(!self.settings.literal_placeholders))
    }
}

/// Text of one line; a longer one is read, placeholders and all.
fn is_one_placeholder(node: &Node, settings: &Settings) -> bool {
    settings.is_placeholder(node) && !node.as_str().is_some_and(|text| text.as_bytes().contains(&b'\n'))
}

#[cfg(test)]
mod testing;
