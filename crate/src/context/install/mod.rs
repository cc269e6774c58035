//! Installations of the gateway-helm chart that files describe: its version, its namespace, its values.

mod argo;
mod charts;
mod flux;

use super::folders::Folders;
use super::kustomize;
use super::layers::Layers;
use super::reach::{Few, Reach};
use super::tree::{Folder, Found};
use crate::read::{Carried, Document, FileFacts, Kind};
use crate::text::{FileId, Gather as _, Names, Span, Str, sort};
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
    /// Its values.
    pub values: Layers<'a>,
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
    /// ConfigMaps by name.
    config_maps: Names<'a, Site<'a>>,
    /// Files that kustomizations make ConfigMaps of, by the name of the ConfigMap.
    generated: Names<'a, Generated<'a>>,
    found: Vec<Installation<'a>>,
    /// Where values of the chart are.
    pub carried: Vec<Carried>,
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

/// A folder with a chart, and the gateway-helm chart in it.
type Local<'a> = (Folder, Option<Meant<'a>>);

/// The gateway-helm chart: its version, and where it is a dependency, what Chart.yaml says of it.
type Meant<'a> = (Option<&'a Node>, Option<&'a Node>);

/// A file of a ConfigMap: the kustomization that makes it, the key, the file.
type Generated<'a> = (&'a Document, &'a str, FileId);

impl<'f, 'a> Finder<'f, 'a> {
    /// Looks through all files.
    pub fn new(files: &'a [FileFacts], folders: &'f Folders<'a>) -> Self {
        let mut finder = Finder {
            files,
            folders,
            sources: Names::default(),
            patches: Names::default(),
            config_maps: Names::default(),
            generated: Names::default(),
            carried: Vec::new(),
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
                let site = Site { document, facts, place };
                match document.kind {
                    Kind::OciRepository | Kind::HelmChart => self.sources.push(&document.name, document),
                    Kind::HelmRelease if document.partial => self.patches.push(&document.name, site),
                    Kind::ConfigMap if !document.partial => self.config_maps.push(&document.name, site),
                    Kind::Kustomization => self.generated(document),
                    _ => {}
                }
            }
        }
    }

    /// ConfigMaps that a kustomization makes of files.
    fn generated(&mut self, document: &'a Document) {
        let folder = self.folders.tree.folder_of(document.file);
        for (name, key, path) in kustomize::generated(document) {
            if let Some(Found::File(file)) = self.folders.tree.follow(folder, path) {
                self.generated.push(name, (document, key, file));
            }
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

    fn add(&mut self, site: Site<'a>, version: Option<&'a Node>, namespace: Few, values: Layers<'a>) {
        self.found.push(Installation { by: site.document, version, namespace, values });
    }

    /// The values that stand in a document, or in a part of it, the strongest first.
    fn inner_values(&mut self, site: Site<'a>, part: Option<&Node>, chart: Option<&Node>) -> Vec<&'a Document> {
        let span = part.and_then(|part| part.origin.span()).unwrap_or(site.document.span);
        self.carried.push(Carried { span, dependency: chart.cloned() });
        let inner = site.facts.inside(site.place).iter().rev();
        inner.filter(|inner| inner.kind == Kind::HelmValues && span.holds(inner.span)).gather()
    }

    /// The values that a file is.
    fn file_values(&mut self, file: FileId, chart: Option<&Node>) -> Vec<&'a Document> {
        self.carried.push(Carried::whole(Span::new(file, 0, 0), chart.cloned()));
        let documents = self.files.get(file.0 as usize).map_or(&[][..], |facts| &facts.documents);
        documents.iter().filter(|document| document.kind == Kind::HelmValues && document.outer.is_none()).gather()
    }

    /// Adds the values of a file that a node names; one that is not here may hold any.
    fn add_file(&mut self, layers: &mut Layers<'a>, found: Option<Found>, chart: Option<&Node>, named: &Node) {
        match found {
            Some(Found::File(file)) => layers.extend(self.file_values(file, chart)),
            _ => layers.hide(named.as_str().unwrap_or(""), None, &named.origin),
        }
    }

    fn folder(&self, site: Site<'a>) -> Folder {
        self.folders.tree.folder_of(site.document.file)
    }

    /// The folder of a chart in these files, and the dependency that it has.
    fn local_chart(&self, near: Folder, path: &str) -> Option<Local<'a>> {
        let Some(Found::Folder(folder)) = self.folders.tree.find(near, path) else { return None };
        let file = self.folders.tree.file(folder, "Chart.yaml")?;
        let documents = &self.files.get(file.0 as usize)?.documents;
        let chart = documents.iter().find(|document| document.kind == Kind::Chart)?;
        Some((folder, charts::dependency(chart)))
    }

    /// The values.yaml of a chart in these files.
    fn own_values(&mut self, folder: Folder, chart: Option<&Node>) -> Vec<&'a Document> {
        let file = self.folders.tree.file(folder, "values.yaml");
        file.map_or(Vec::new(), |file| self.file_values(file, chart))
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
