//! What files are by what other files say of them: patches of a kustomization, values files, the configuration.

use super::folders::Folders;
use super::install::Finder;
use super::kustomize;
use super::options::Settings;
use super::tree::{Folder, Found, Tree};
use crate::read::{Carried, Document, FileFacts, Kind, Role};
use crate::text::{FileId, Gather as _, sort};
use crate::value::Node;

/// The key of the controller's configuration in a ConfigMap.
const CONFIG_KEY: &str = "envoy-gateway.yaml";

/// Reads anew what other files say something of. `read` reads one file.
pub fn tell(files: &mut [FileFacts], read: &mut dyn FnMut(FileId, Option<Role>, Vec<Carried>) -> Option<FileFacts>) {
    for (file, role) in roles(files) {
        let Some(slot) = files.get_mut(file.0 as usize).filter(|slot| slot.role.is_none()) else { continue };
        if let Some(mut facts) = read(file, Some(role), Vec::new()) {
            facts.said = false;
            *slot = facts;
        }
    }
    for carried in carried(files).chunk_by(|a, b| a.span.file == b.span.file) {
        let Some(first) = carried.first() else { continue };
        let slot = files.get_mut(first.span.file.0 as usize);
        let Some(slot) = slot.filter(|slot| !slot.role.is_some_and(Role::is_aside)) else { continue };
        let role = slot.role.or_else(|| first.is_whole().then_some(Role::Values));
        if let Some(mut facts) = read(first.span.file, role, carried.to_vec()) {
            facts.said = slot.said;
            *slot = facts;
        }
    }
}

/// The roles that files give to one another; a file that was said to have one keeps that.
fn roles(files: &[FileFacts]) -> Vec<(FileId, Role)> {
    let tree = Tree::new(files.iter().map(|facts| &*facts.path));
    let mut given = Given { tree, roles: vec![None; files.len()] };
    for document in files.iter().flat_map(|facts| &facts.documents).filter(|one| one.kind == Kind::Kustomization) {
        let folder = given.tree.folder_of(document.file);
        given.kustomization(document, folder);
    }
    let roles = given.roles.into_iter().zip(0..);
    roles.filter_map(|(role, file)| Some((FileId(file), role?))).gather()
}

/// Where files hold values of the chart, as what installs it says; sorted. The files are read with their [`roles`].
fn carried(files: &[FileFacts]) -> Vec<Carried> {
    let installs = |document: &Document| match document.kind {
        Kind::HelmRelease | Kind::ArgoApplication | Kind::Helmfile | Kind::Chart => true,
        Kind::Kustomization => !kustomize::charts(document).is_empty(),
        _ => false,
    };
    if !files.iter().flat_map(|facts| &facts.documents).any(installs) {
        return Vec::new();
    }
    let settings = Settings::default();
    let folders = Folders::new(files, &settings);
    let mut carried = Finder::new(files, &folders).carried;
    sort(&mut carried, |a, b| a.span.cmp(&b.span));
    carried
}

/// True when a file may say what others are.
pub fn gives_roles(facts: &FileFacts) -> bool {
    facts.documents.iter().any(|document| match document.kind {
        Kind::Kustomization
        | Kind::FluxKustomization
        | Kind::OciRepository
        | Kind::HelmRelease
        | Kind::HelmChart
        | Kind::ArgoApplication
        | Kind::Helmfile
        | Kind::Chart => true,
        Kind::ConfigMap => {
            document.root.get("data").map_or(&[][..], Node::entries).iter().any(|one| one.key != *CONFIG_KEY)
        }
        _ => false,
    })
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
    }

    fn give(&mut self, found: Option<Found>, role: Role) {
        let Some(Found::File(file)) = found else { return };
        if let Some(given) = self.roles.get_mut(file.0 as usize) {
            given.get_or_insert(role);
        }
    }
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
        let facts = files(&all);
        let of = |path: &str| facts.iter().find(|facts| *facts.path == *path).unwrap().role;
        assert_eq!(
            paths.map(of),
            [Some(Role::Patch), Some(Role::Patch), Some(Role::Config), None, Some(Role::Values), None]
        );
    }
}
