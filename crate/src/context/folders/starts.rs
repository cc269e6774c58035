//! Where deployers begin: the folder that each of them names.

use super::Folders;
use crate::context::reach::{Few, Reach};
use crate::context::tree::{Folder, Found};
use crate::context::{argo, flux, kustomize};
use crate::read::{Document, Kind, argo_sources};
use crate::text::Gather as _;
use crate::value::Node;

impl<'a> Folders<'a> {
    pub(super) fn start(&mut self, document: &'a Document) {
        match document.kind {
            Kind::FluxKustomization if !document.partial => self.start_flux(document),
            Kind::ArgoApplication if !document.partial => self.start_argo(document),
            _ => {}
        }
    }

    fn start_flux(&mut self, document: &Document) {
        let renamed = document.spec().is_some_and(kustomize::renames);
        let reach = Reach::put(self.few_of(flux::target_namespace(document))).renaming(renamed);
        let near = self.tree.folder_of(document.file);
        let path = flux::path(document).filter(|path| self.home.holds(flux::source(document), path));
        if let Some(Found::Folder(folder)) = path.and_then(|path| self.tree.find(near, path)) {
            self.spread(folder, &reach);
        }
    }

    fn start_argo(&mut self, document: &Document) {
        let near = self.tree.folder_of(document.file);
        let namespace = self.few_of(argo::namespace(document));
        // An Application of Applications puts them beside itself, and what stands below them elsewhere.
        let own = document.namespace.as_ref().and_then(Node::as_str);
        let is_own = own == argo::namespace(document).and_then(Node::as_str);
        for source in argo_sources(document) {
            let path = argo::path(source).filter(|path| self.home.holds(argo::source(source), path));
            let found = path.and_then(|path| self.tree.find(near, path));
            let Some(Found::Folder(folder)) = found else { continue };
            let renamed = source.get("kustomize").is_some_and(kustomize::renames);
            match self.few_of(source.at(&["kustomize", "namespace"])) {
                Few::None => {
                    let reach = Reach::given(namespace.clone()).renaming(renamed).choosing(argo::chooses(source));
                    self.argo_folder(folder, source, &reach, Some(&namespace).filter(|_| !is_own));
                }
                put => self.spread(folder, &Reach::put(put).renaming(renamed)),
            }
        }
    }

    /// A folder of plain files is only taken in with its subfolders where that is asked for; what is likely for these.
    fn argo_folder(&mut self, folder: Folder, source: &Node, reach: &Reach, likely: Option<&Few>) {
        let whole = self.kustomization(folder).is_some() || self.is_chart(folder) || argo::recurses(source);
        if whole {
            return self.spread(folder, reach);
        }
        let files: Vec<Found> = self.tree.inside(folder).filter(|found| matches!(found, Found::File(_))).gather();
        files.into_iter().for_each(|file| self.take_in(file, reach));
        if let (Some(here), Some(likely)) = (self.likely.get_mut(folder.index()), likely) {
            here.join(likely);
        }
    }

    fn is_chart(&self, folder: Folder) -> bool {
        self.tree.file(folder, "Chart.yaml").is_some()
    }

    /// A kustomization that no other one takes in, and no deployer, is applied by itself.
    pub(super) fn start_at_roots(&mut self) {
        let mut listed = vec![false; self.kustomizations.len()];
        for found in self.kustomizations.iter().flatten().flat_map(|(_, ways)| ways) {
            if let Found::Folder(folder) = found {
                listed.get_mut(folder.index()).into_iter().for_each(|listed| *listed = true);
            }
        }
        for (index, listed) in listed.into_iter().enumerate() {
            let reached = self.folders.get(index).is_some_and(|reach| !reach.is_none());
            if !listed && !reached && self.kustomizations.get(index).is_some_and(Option::is_some) {
                self.spread(Folder::at(index), &Reach::bare());
            }
        }
    }
}
