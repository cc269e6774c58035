//! Which files deployers take in, and the namespaces that they put them into.
//!
//! Folders are the nodes of a graph: a folder with a kustomization leads to what that lists, any other one to all that
//! stands in it. What reaches a folder goes on along these ways; as a [`Reach`] changes only a few times, the cost is
//! linear in the number of ways, whatever circles they make.

mod starts;

use super::home::Home;
use super::kustomize;
use super::options::Settings;
use super::reach::{Few, Reach};
use super::tree::{Folder, Found, Tree};
use crate::read::{Document, FileFacts};
use crate::text::{FileId, Gather as _};
use crate::value::Node;

/// The folders of a request with what reaches them.
#[derive(Debug)]
pub struct Folders<'a> {
    /// The folders and files.
    pub tree: Tree<'a>,
    settings: &'a Settings,
    home: Home<'a>,
    /// The kustomization of each folder, and where it leads to.
    kustomizations: Vec<Option<(&'a Document, Vec<Found>)>>,
    folders: Vec<Reach>,
    files: Vec<Reach>,
    /// What is likely for the files below a folder that nothing reaches.
    likely: Vec<Few>,
}

impl<'a> Folders<'a> {
    /// Follows every deployer of the files.
    pub fn new(files: &'a [FileFacts], settings: &'a Settings) -> Self {
        let tree = Tree::new(files.iter().map(|facts| &*facts.path));
        let kustomizations = kustomizations(files, &tree);
        let mut folders = Folders {
            settings,
            home: Home::new(files, &tree),
            folders: vec![Reach::default(); tree.len()],
            files: vec![Reach::default(); files.len()],
            likely: vec![Few::None; tree.len()],
            kustomizations,
            tree,
        };
        files.iter().flat_map(|facts| &facts.documents).for_each(|document| folders.start(document));
        folders.start_at_roots();
        folders.spread_likely();
        folders
    }

    /// What is known of the namespace of a document, given what is written in it.
    pub fn namespace(&self, document: &Document) -> Few {
        let written = document.namespace.as_ref().map_or(Few::None, |node| self.few(node));
        let reach = self.files.get(document.file.0 as usize);
        let settled = reach.map_or(Few::None, |reach| reach.settle(written));
        if settled.is_none() { self.likely_in(self.tree.folder_of(document.file)) } else { settled }
    }

    /// A deployer that takes in what a path leads to.
    pub fn take_in(&mut self, found: Found, reach: &Reach) {
        match found {
            Found::File(file) => self.join_file(file, reach),
            Found::Folder(folder) => self.spread(folder, reach),
        }
    }

    /// The kustomization of a folder.
    pub fn kustomization(&self, folder: Folder) -> Option<&'a Document> {
        self.kustomizations.get(folder.index())?.as_ref().map(|(document, _)| *document)
    }

    /// True when a deployer changes the names of what a file holds.
    pub fn renames(&self, file: FileId) -> bool {
        self.files.get(file.0 as usize).is_some_and(|reach| reach.renamed)
    }

    /// What a namespace written somewhere says: one with a placeholder, nothing that could be known.
    pub fn few(&self, node: &Node) -> Few {
        if self.settings.is_placeholder(node) { Few::Several } else { Few::One(node.clone()) }
    }

    /// True when the kustomization of its folder lists a file.
    pub fn lists(&self, file: FileId) -> bool {
        let ways = self.kustomizations.get(self.tree.folder_of(file).index()).and_then(Option::as_ref);
        ways.is_some_and(|(_, ways)| ways.iter().any(|way| matches!(way, Found::File(listed) if *listed == file)))
    }

    /// True when two files stand in one folder and a deployer takes in both.
    pub fn takes_both(&self, a: FileId, b: FileId) -> bool {
        let folder = self.tree.folder_of(a);
        let is_taken = |file: FileId| match self.kustomization(folder) {
            Some(_) => self.lists(file),
            None => self.files.get(file.0 as usize).is_some_and(|reach| reach.whole),
        };
        folder.index() == self.tree.folder_of(b).index() && is_taken(a) && is_taken(b)
    }

    fn few_of(&self, node: Option<&Node>) -> Few {
        node.filter(|node| node.as_str().is_some_and(|text| !text.is_empty())).map_or(Few::None, |node| self.few(node))
    }

    fn spread(&mut self, start: Folder, reach: &Reach) {
        let mut waiting = vec![(start, reach.clone())];
        while let Some((folder, reach)) = waiting.pop() {
            let Some(here) = self.folders.get_mut(folder.index()) else { continue };
            if !here.join(&reach) {
                continue;
            }
            let (on, ways) = self.ways(folder);
            for way in ways {
                match way {
                    Found::Folder(next) => waiting.push((next, on.clone())),
                    Found::File(file) => self.join_file(file, &on),
                }
            }
        }
    }

    /// What goes on from a folder, and whereto.
    fn ways(&self, folder: Folder) -> (Reach, Vec<Found>) {
        let here = self.folders.get(folder.index()).cloned().unwrap_or_default();
        match self.kustomizations.get(folder.index()) {
            Some(Some((document, ways))) => {
                let mut on = here.through(&self.few_of(document.root.get("namespace")));
                on.renamed |= kustomize::renames(&document.root);
                (on, ways.clone())
            }
            _ => (here, self.tree.inside(folder).gather()),
        }
    }

    fn join_file(&mut self, file: FileId, reach: &Reach) {
        if let Some(here) = self.files.get_mut(file.0 as usize) {
            here.join(reach);
        }
    }

    fn likely_in(&self, folder: Folder) -> Few {
        self.likely.get(folder.index()).cloned().unwrap_or_default()
    }

    /// A file that nothing lists is likely to be meant by the nearest deployer above it. Folders stand after those
    /// that they are in.
    fn spread_likely(&mut self) {
        for index in 0..self.likely.len() {
            let own = self.kustomizations.get(index).and_then(Option::as_ref);
            let mut likely = self.few_of(own.and_then(|(document, _)| document.root.get("namespace")));
            if likely.is_none() {
                likely = self.likely_in(Folder::at(index));
            }
            if likely.is_none() {
                likely = self.tree.above(Folder::at(index)).nth(1).map_or(Few::None, |above| self.likely_in(above));
            }
            self.likely.get_mut(index).into_iter().for_each(|here| *here = likely.clone());
        }
    }
}

fn kustomizations<'a>(files: &'a [FileFacts], tree: &Tree<'a>) -> Vec<Option<(&'a Document, Vec<Found>)>> {
    let mut found = vec![None; tree.len()];
    for facts in files {
        let name = facts.path.rsplit(['/', '\\']).next().unwrap_or("");
        let Some(document) = facts.documents.iter().find(|document| kustomize::governs(document, name)) else {
            continue;
        };
        let folder = tree.folder_of(facts.file);
        let ways = kustomize::resources(document).filter_map(|path| tree.follow(folder, path)).gather();
        if let Some(found) = found.get_mut(folder.index()) {
            *found = Some((document, ways));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::testing::files;

    const GATEWAY: &str = "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: a}\n";

    /// The namespace of the last file's document: `?` where it is unknown, nothing where nothing is said.
    fn namespace(all: &[(&str, &str)]) -> String {
        let facts = files(all);
        let settings = Settings::default();
        match Folders::new(&facts, &settings).namespace(&facts.last().unwrap().documents[0]) {
            Few::None => String::new(),
            Few::Several => "?".into(),
            Few::One(node) => node.as_str().unwrap().into(),
        }
    }

    #[test]
    fn nothing_is_said() {
        assert_eq!(namespace(&[("a/g.yaml", GATEWAY)]), "");
        assert_eq!(namespace(&[("b/kustomization.yaml", "namespace: b"), ("a/g.yaml", GATEWAY)]), "");
    }

    #[test]
    fn a_kustomization_in_between_hands_on() {
        let all = [
            ("kustomization.yaml", "namespace: net\nresources: [a]"),
            ("a/kustomization.yaml", "resources: [b]"),
            ("a/b/kustomization.yaml", "namespace: inner\nresources: [g.yaml]"),
            ("a/b/g.yaml", GATEWAY),
        ];
        assert_eq!(namespace(&all), "net");
    }

    #[test]
    fn diamonds_end() {
        let text = |next: usize| format!("resources: [../{next}a, ../{next}b]");
        let mut all: Vec<(String, String)> = Vec::new();
        for level in 0..40 {
            all.push((format!("{level}a/kustomization.yaml"), text(level + 1)));
            all.push((format!("{level}b/kustomization.yaml"), text(level + 1)));
        }
        all.push(("40a/kustomization.yaml".into(), "resources: [g.yaml]".into()));
        all.push(("top/kustomization.yaml".into(), "namespace: net\nresources: [../0a, ../0b]".into()));
        all.push(("40a/g.yaml".into(), GATEWAY.into()));
        let all: Vec<(&str, &str)> = all.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        assert_eq!(namespace(&all), "net");
    }

    #[test]
    fn an_encrypted_namespace_is_unknown() {
        let written = GATEWAY.replace("name: a", "name: a, namespace: 'ENC[x]'");
        assert_eq!(namespace(&[("g.yaml", &written)]), "?");
    }
}
