//! What files are by what other files say of them: patches of a kustomization, values files, the configuration.

use super::argo;
use super::kustomize;
use super::tree::{Folder, Found, Tree};
use crate::read::{Document, FileFacts, Kind, Role, argo_sources, is_chart};
use crate::text::{FileId, Gather as _};
use crate::value::Node;

/// The key of the controller's configuration in a ConfigMap.
const CONFIG_KEY: &str = "envoy-gateway.yaml";

/// The roles that files give to one another; a file that was said to have one keeps that.
pub fn roles(files: &[FileFacts]) -> Vec<(FileId, Role)> {
    let tree = Tree::new(files.iter().map(|facts| &*facts.path));
    let mut given = Given { tree, roles: vec![None; files.len()] };
    for document in files.iter().flat_map(|facts| &facts.documents) {
        let folder = given.tree.folder_of(document.file);
        match document.kind {
            Kind::Kustomization => given.kustomization(document, folder),
            Kind::ArgoApplication => given.application(document, folder),
            Kind::Helmfile => given.helmfile(document, folder),
            _ => {}
        }
    }
    let roles = given.roles.into_iter().zip(0..);
    roles.filter_map(|(role, file)| Some((FileId(file), role?))).gather()
}

/// True when a file may say what others are.
pub fn gives_roles(facts: &FileFacts) -> bool {
    let gives = |kind| matches!(kind, Kind::Kustomization | Kind::ArgoApplication | Kind::Helmfile);
    facts.documents.iter().any(|document| gives(document.kind))
}

struct Given<'a> {
    tree: Tree<'a>,
    /// The role of each file.
    roles: Vec<Option<Role>>,
}

impl Given<'_> {
    fn kustomization(&mut self, document: &Document, folder: Folder) {
        kustomize::patches(document).for_each(|path| self.give(self.tree.follow(folder, path), Role::Patch));
        let config = kustomize::generated(document).filter(|(_, key, _)| *key == CONFIG_KEY);
        config.for_each(|(_, _, path)| self.give(self.tree.follow(folder, path), Role::Config));
        for chart in kustomize::charts(document).iter().filter(|chart| names_chart(chart, "name")) {
            let more = chart.get("additionalValuesFiles").map_or(&[][..], Node::items).iter();
            let files = more.chain(chart.get("valuesFile")).filter_map(Node::as_str);
            files.for_each(|path| self.give(self.tree.follow(folder, path), Role::Values));
        }
    }

    fn application(&mut self, document: &Document, folder: Folder) {
        for source in argo_sources(document).filter(|source| argo::installs(source)) {
            argo::value_files(source).for_each(|path| self.give(self.tree.find(folder, path), Role::Values));
        }
    }

    fn helmfile(&mut self, document: &Document, folder: Folder) {
        let releases = document.root.get("releases").map_or(&[][..], Node::items).iter();
        for release in releases.filter(|release| names_chart(release, "chart")) {
            let files = release.get("values").map_or(&[][..], Node::items).iter().filter_map(Node::as_str);
            files.for_each(|path| self.give(self.tree.follow(folder, path), Role::Values));
        }
    }

    fn give(&mut self, found: Option<Found>, role: Role) {
        let Some(Found::File(file)) = found else { return };
        if let Some(given) = self.roles.get_mut(file.0 as usize) {
            given.get_or_insert(role);
        }
    }
}

fn names_chart(node: &Node, key: &str) -> bool {
    node.str_at(&[key]).is_some_and(is_chart)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::testing::{empty, files};

    #[test]
    fn a_kustomization_says_what_its_files_are() {
        let kustomization = "patches: [{path: p.yaml}]\npatchesStrategicMerge: [../o.yaml, none.yaml]\nconfigMapGenerator: [{name: c, files: [envoy-gateway.yaml, other.yaml]}]\nhelmCharts: [{name: gateway-helm, valuesFile: v.yaml}, {name: other, valuesFile: w.yaml}]\n";
        let paths = ["a/p.yaml", "o.yaml", "a/envoy-gateway.yaml", "a/other.yaml", "a/v.yaml", "a/w.yaml"];
        let mut all = vec![("a/kustomization.yaml", kustomization)];
        all.extend(paths.map(empty));
        let roles = roles(&files(&all));
        let of = |path: &str| {
            let file = FileId(all.iter().position(|(name, _)| *name == path).unwrap() as u32);
            roles.iter().find(|(of, _)| *of == file).map(|(_, role)| *role)
        };
        assert_eq!(
            paths.map(of),
            [Some(Role::Patch), Some(Role::Patch), Some(Role::Config), None, Some(Role::Values), None]
        );
    }
}
