//! Kustomize's own files: what a kustomization takes in, and what it does to it.
//!
//! Source: the Kustomization API (kustomize.config.k8s.io/v1beta1) as kustomize 5 reads it.

use crate::read::{Document, Kind, is_controller_image};
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

/// Its patches that say what they are meant for: those of a kustomization, or of what has such a part.
pub fn targeted(root: Option<&Node>) -> impl Iterator<Item = &Node> {
    let lists = ["patches", "patchesJson6902"].into_iter();
    let all = lists.flat_map(move |list| root.and_then(|root| root.get(list)).map_or(&[][..], Node::items));
    all.filter(|patch| patch.get("target").is_some())
}

/// True when it changes names, so that an object is called otherwise than its document says: a kustomization, or what
/// has such a part.
pub fn renames(root: &Node) -> bool {
    ["namePrefix", "nameSuffix", "replacements", "vars"].into_iter().any(|field| root.get(field).is_some())
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

/// The tags that it gives to the controller's image.
pub fn new_tags(document: &Document) -> impl Iterator<Item = &Node> {
    let images = document.root.get("images").map_or(&[][..], Node::items).iter();
    let controllers = images.filter(|image| image.str_at(&["name"]).is_some_and(is_controller_image));
    controllers.filter_map(|image| image.get("newTag"))
}

fn texts(list: Option<&Node>) -> impl Iterator<Item = &str> {
    list.map_or(&[][..], Node::items).iter().filter_map(Node::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::testing::files;

    const TEXT: &str = "resources: [a.yaml, b]\nbases: [c]\ncomponents: [d]\npatches: [{path: p.yaml}, {patch: 'x: y'}]\npatchesStrategicMerge: [q.yaml]\nconfigMapGenerator: [{name: map, files: [k=v/w.yaml, v/x.yaml]}]\n";

    #[test]
    fn what_a_kustomization_lists() {
        let facts = files(&[("kustomization.yaml", TEXT)]);
        let document = &facts[0].documents[0];
        assert!(governs(document, "kustomization.yaml") && !governs(document, "other.yaml"));
        assert_eq!(resources(document).collect::<Vec<_>>(), ["a.yaml", "b", "c", "d"]);
        assert_eq!(patches(document).collect::<Vec<_>>(), ["q.yaml", "p.yaml"]);
        assert_eq!(generated(document).collect::<Vec<_>>(), [("map", "k", "v/w.yaml"), ("map", "x.yaml", "v/x.yaml")]);
        assert!(!renames(&document.root));
    }
}
