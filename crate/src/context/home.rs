//! Whether a deployer's path speaks of the repository at hand.
//!
//! A path that leads to a folder here most likely does. The root (`./`) leads somewhere in any repository: it is only
//! taken for this one where the source is known to be this one, or where nobody names another.

use super::tree::Tree;
use super::{argo, flux};
use crate::read::{Document, FileFacts, Kind, argo_sources};
use crate::text::Names;

/// The sources that are the repository at hand.
#[derive(Debug, Default)]
pub struct Home<'a> {
    /// Sources with a path that leads to a folder here.
    known: Names<'a, ()>,
    /// The source whose root is named, and whether there are several.
    root: Option<&'a str>,
    several: bool,
}

impl<'a> Home<'a> {
    /// Looks at every deployer of the files.
    pub fn new(files: &'a [FileFacts], tree: &Tree<'a>) -> Self {
        let mut home = Home::default();
        for document in files.iter().flat_map(|facts| &facts.documents).filter(|document| !document.partial) {
            match document.kind {
                Kind::FluxKustomization => home.look(tree, document, flux::source(document), flux::path(document)),
                Kind::ArgoApplication => {
                    argo_sources(document)
                        .for_each(|one| home.look(tree, document, argo::source(one), argo::path(one)));
                }
                _ => {}
            }
        }
        home
    }

    fn look(&mut self, tree: &Tree<'a>, document: &Document, source: &'a str, path: Option<&str>) {
        match path {
            Some(path) if Tree::is_root(path) => {
                self.several |= self.root.is_some_and(|other| other != source);
                self.root = Some(source);
            }
            Some(path) if tree.find(tree.folder_of(document.file), path).is_some() => self.known.push(source, ()),
            _ => {}
        }
    }

    /// True when a path of this source is one of the repository at hand, as far as can be told.
    pub fn holds(&self, source: &str, path: &str) -> bool {
        let only = self.known.things().next().is_none() && !self.several;
        !Tree::is_root(path) || only || self.known.has(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::testing::files;

    fn app(source: &str, path: &str) -> String {
        format!(
            "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: a}}\nspec: {{source: {{repoURL: {source}, path: {path}}}}}\n"
        )
    }

    fn holds(documents: &[String], source: &str) -> bool {
        let text = documents.join("---\n");
        let facts = files(&[("apps/a.yaml", &text), ("g/b.yaml", "")]);
        let tree = Tree::new(facts.iter().map(|facts| &*facts.path));
        Home::new(&facts, &tree).holds(source, "./")
    }

    #[test]
    fn the_root_of_the_only_source_and_of_one_with_a_folder_here() {
        assert!(holds(&[app("mine", ".")], "mine"));
        assert!(!holds(&[app("mine", "."), app("other", ".")], "mine"));
        assert!(holds(&[app("mine", "g"), app("other", ".")], "mine"));
        assert!(!holds(&[app("mine", "g"), app("other", ".")], "other"));
    }
}
