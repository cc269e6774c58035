//! Installations of the gateway-helm chart that files describe: its version, its namespace, its values.

mod argo;
mod charts;
mod flux;

use super::folders::Folders;
use super::kustomize;
use super::reach::{Few, Reach};
use super::tree::{Folder, Found};
use crate::read::{Document, FileFacts, Kind};
use crate::text::{Gather as _, Names, Str, sort};
use crate::value::Node;

/// An installation of the chart.
#[derive(Debug, Clone)]
pub struct Installation<'a> {
    /// What describes it.
    pub by: &'a Document,
    /// The version of the chart.
    pub version: Option<&'a Node>,
    /// The namespace that it is installed into.
    pub namespace: Few,
    /// Its values, the strongest first.
    pub values: Vec<&'a Document>,
}

impl Installation<'_> {
    /// What counts first where there are several: what a cluster applies before what a person runs.
    fn rank(&self) -> u8 {
        match self.by.kind {
            Kind::HelmRelease | Kind::ArgoApplication => 0,
            Kind::Kustomization | Kind::HelmChart => 1,
            Kind::Helmfile => 2,
            _ => 3,
        }
    }
}

/// How many objects of one name are looked at, so that the cost stays bounded.
const NAMESAKES: usize = 16;

/// Looks for installations, and for charts in the files that have the chart as a dependency.
pub struct Finder<'f, 'a> {
    files: &'a [FileFacts],
    folders: &'f Folders<'a>,
    /// OCIRepositories and HelmCharts by name.
    sources: Names<'a, &'a Document>,
    /// Patches of HelmReleases by name.
    patches: Names<'a, Site<'a>>,
    /// Values in ConfigMaps, by the name of the ConfigMap.
    config_maps: Names<'a, &'a Document>,
    found: Vec<Installation<'a>>,
    /// Folders of charts that somebody installs, and the namespace that their objects get.
    pub local: Vec<(Folder, Reach)>,
}

/// A document and its place in its file.
#[derive(Clone, Copy)]
struct Site<'a> {
    document: &'a Document,
    facts: &'a FileFacts,
    place: usize,
}

/// A folder with a chart, and the version of the gateway-helm chart in it.
type Local<'a> = (Folder, Option<&'a Node>);

impl<'f, 'a> Finder<'f, 'a> {
    /// Looks through all files.
    pub fn new(files: &'a [FileFacts], folders: &'f Folders<'a>) -> Self {
        let mut finder = Finder {
            files,
            folders,
            sources: Names::default(),
            patches: Names::default(),
            config_maps: Names::default(),
            found: Vec::new(),
            local: Vec::new(),
        };
        finder.index();
        for facts in files {
            for (place, document) in facts.documents.iter().enumerate().filter(|(_, document)| !document.partial) {
                finder.look(Site { document, facts, place });
            }
        }
        finder
    }

    fn index(&mut self) {
        for facts in self.files {
            for (place, document) in facts.documents.iter().enumerate() {
                let outer = document.outer.and_then(|outer| facts.documents.get(outer));
                match document.kind {
                    Kind::OciRepository | Kind::HelmChart => self.sources.push(&document.name, document),
                    Kind::HelmRelease if document.partial => {
                        self.patches.push(&document.name, Site { document, facts, place });
                    }
                    Kind::HelmValues if outer.is_some_and(|outer| outer.kind == Kind::ConfigMap) => {
                        self.config_maps.push(&document.name, document);
                    }
                    Kind::Kustomization => self.generated(document),
                    _ => {}
                }
            }
        }
    }

    /// ConfigMaps that a kustomization makes of values files.
    fn generated(&mut self, document: &'a Document) {
        let folder = self.folders.tree.folder_of(document.file);
        for (name, _, path) in kustomize::generated(document) {
            let values = self.file_values(self.folders.tree.follow(folder, path));
            values.into_iter().for_each(|values| self.config_maps.push(name, values));
        }
    }

    /// The installations, the one that counts first.
    pub fn installations(&self) -> Vec<Installation<'a>> {
        let path = |document: &Document| self.files.get(document.file.0 as usize).map(|facts| facts.path.clone());
        let mut found = self.found.clone();
        let key = |one: &Installation| (one.rank(), path(one.by), one.by.span);
        sort(&mut found, |a, b| key(a).cmp(&key(b)));
        found
    }

    fn look(&mut self, site: Site<'a>) {
        match site.document.kind {
            Kind::HelmRelease => self.helm_release(site),
            Kind::ArgoApplication => self.argo_application(site),
            Kind::HelmChart => self.helm_chart(site),
            Kind::Kustomization => self.kustomization(site),
            Kind::Helmfile => self.helmfile(site),
            Kind::Chart => self.chart(site),
            _ => {}
        }
    }

    fn add(&mut self, site: Site<'a>, version: Option<&'a Node>, namespace: Few, values: Vec<&'a Document>) {
        self.found.push(Installation { by: site.document, version, namespace, values });
    }

    /// The values that stand in a document, the strongest first.
    fn inner_values(&self, site: Site<'a>) -> Vec<&'a Document> {
        let inner = site.facts.inside(site.place).iter().rev();
        inner.filter(|inner| inner.kind == Kind::HelmValues).gather()
    }

    /// The values that a file is.
    fn file_values(&self, found: Option<Found>) -> Vec<&'a Document> {
        let Some(Found::File(file)) = found else { return Vec::new() };
        let documents = self.files.get(file.0 as usize).map_or(&[][..], |facts| &facts.documents);
        documents.iter().filter(|document| document.kind == Kind::HelmValues && document.outer.is_none()).gather()
    }

    fn folder(&self, site: Site<'a>) -> Folder {
        self.folders.tree.folder_of(site.document.file)
    }

    /// The folder of a chart in these files, and the version of the dependency that it has.
    fn local_chart(&self, near: Folder, path: &str) -> Option<Local<'a>> {
        let Some(Found::Folder(folder)) = self.folders.tree.find(near, path) else { return None };
        let file = self.folders.tree.file(folder, "Chart.yaml")?;
        let documents = &self.files.get(file.0 as usize)?.documents;
        let chart = documents.iter().find(|document| document.kind == Kind::Chart)?;
        Some((folder, charts::dependency(chart)))
    }

    /// The values.yaml of a chart in these files.
    fn own_values(&self, folder: Folder) -> Vec<&'a Document> {
        self.file_values(self.folders.tree.follow(folder, "values.yaml"))
    }

    fn few(&self, node: Option<&Node>) -> Few {
        node.map_or(Few::None, |node| self.folders.few(node))
    }

    /// The first that says something.
    fn first(&self, first: Option<&Node>, else_: impl FnOnce() -> Few) -> Few {
        let few = self.few(first);
        if few.is_none() { else_() } else { few }
    }
}

/// The namespace of the controller: that of the installation, else of its Deployment, else of its configuration.
pub fn controller_namespace(
    files: &[FileFacts],
    folders: &Folders<'_>,
    installation: Option<&Installation<'_>>,
) -> Few {
    let of_installation = installation.map_or(Few::None, |one| one.namespace.clone());
    let documents = files.iter().flat_map(|facts| &facts.documents).filter(|document| !document.partial);
    let is_config = |document: &Document| document.kind == Kind::ConfigMap && document.name == CONFIG_MAP;
    let mut sure: Vec<Few> = vec![of_installation];
    sure.extend(
        documents.clone().filter(|document| document.kind == Kind::Controller).map(|one| folders.namespace(one)),
    );
    sure.extend(documents.filter(|document| is_config(document)).map(|one| folders.namespace(one)));
    sure.into_iter().find(|few| !few.is_none()).unwrap_or_default()
}

/// The ConfigMap that the controller's Deployment mounts. Source: gateway-helm chart v1.0–v1.9.
pub const CONFIG_MAP: &str = "envoy-gateway-config";

/// `HelmRelease eg`, or the path of a file that is no object.
pub fn title(document: &Document, path: &Str) -> String {
    if document.name.is_empty() { path.to_string() } else { format!("{} {}", document.kind_name, document.name) }
}
