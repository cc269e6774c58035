//! Kustomize's own files: what a kustomization takes in, and what it does to it.
//!
//! Source: the Kustomization API (kustomize.config.k8s.io/v1beta1) as kustomize 5 reads it.

use crate::read::{Document, Kind};
use crate::value::Node;

/// The names under which kustomize looks for its file.
const NAMES: [&str; 3] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// True for the document that makes its folder a kustomization.
pub fn governs(document: &Document, file_name: &str) -> bool {
    document.kind == Kind::Kustomization && NAMES.contains(&file_name)
}

/// The paths of what it takes in: files and folders, relative to its own.
pub fn resources(document: &Document) -> impl Iterator<Item = &str> {
    let lists = ["resources", "bases", "components"].into_iter();
    lists.flat_map(|list| texts(document.root.get(list)))
}

/// The paths of its patches, relative to its own folder.
pub fn patches(document: &Document) -> impl Iterator<Item = &str> {
    let strategic = texts(document.root.get("patchesStrategicMerge"));
    let lists = ["patches", "patchesJson6902"].into_iter();
    let with_path = lists.flat_map(|list| document.root.get(list).map_or(&[][..], Node::items));
    strategic.chain(with_path.filter_map(|patch| patch.str_at(&["path"])))
}

/// True when it changes names, so that an object is called otherwise than its document says.
pub fn renames(document: &Document) -> bool {
    ["namePrefix", "nameSuffix", "replacements", "vars"].into_iter().any(|field| document.root.get(field).is_some())
}

/// The files that it makes ConfigMaps of: (name of the ConfigMap, key, path relative to its own folder).
pub fn generated(document: &Document) -> impl Iterator<Item = (&str, &str, &str)> {
    let generators = document.root.get("configMapGenerator").map_or(&[][..], Node::items);
    generators.iter().flat_map(|generator| {
        let name = generator.str_at(&["name"]).unwrap_or("");
        texts(generator.get("files")).map(move |entry| match entry.split_once('=') {
            Some((key, path)) => (name, key, path),
            None => (name, entry.rsplit('/').next().unwrap_or(entry), entry),
        })
    })
}

/// The charts that it renders.
pub fn charts(document: &Document) -> &[Node] {
    document.root.get("helmCharts").map_or(&[], Node::items)
}

fn texts(list: Option<&Node>) -> impl Iterator<Item = &str> {
    list.map_or(&[][..], Node::items).iter().filter_map(Node::as_str)
}
