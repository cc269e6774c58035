//! Argo CD: Application. Source: Argo CD API argoproj.io/v1alpha1.

use crate::read::{Document, is_chart};
use crate::value::Node;

/// The namespace that objects without one get.
pub fn namespace(application: &Document) -> Option<&Node> {
    application.root.at(&["spec", "destination", "namespace"])
}

/// The folder that a source takes in, relative to the root of its repository.
pub fn path(source: &Node) -> Option<&str> {
    source.str_at(&["path"]).filter(|_| source.get("chart").is_none() && !self::source(source).starts_with("oci://"))
}

/// The address of a source.
pub fn source(source: &Node) -> &str {
    source.str_at(&["repoURL"]).unwrap_or("")
}

/// True when a source takes in subfolders.
pub fn recurses(source: &Node) -> bool {
    source.at(&["directory", "recurse"]).and_then(Node::as_bool) == Some(true)
}

/// True when a source takes in only some of the plain files of its folder.
pub fn chooses(source: &Node) -> bool {
    let directory = source.get("directory");
    directory.is_some_and(|directory| directory.get("exclude").or(directory.get("include")).is_some())
}

/// True when a source is the gateway-helm chart: by its name, or by an address that ends in it.
pub fn installs(source: &Node) -> bool {
    source.str_at(&["chart"]).or(source.str_at(&["repoURL"])).is_some_and(is_chart)
}

/// The version of a source that is a chart.
pub fn version(source: &Node) -> Option<&Node> {
    source.get("targetRevision")
}

/// The values files of a source and their paths, the weaker first. One of another source begins with that source's
/// `$name/`.
pub fn value_files(source: &Node) -> impl DoubleEndedIterator<Item = (&Node, &str)> {
    let files = source.at(&["helm", "valueFiles"]).map_or(&[][..], Node::items).iter();
    files.filter_map(|file| {
        let path = file.as_str()?;
        Some(match path.strip_prefix('$') {
            Some(path) => (file, path.split_once('/').map_or("", |(_, path)| path)),
            None => (file, path),
        })
    })
}
