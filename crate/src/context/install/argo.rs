//! An Argo CD Application: of the chart itself, or of a chart in the files that has it as a dependency.

use super::{Finder, Site};
use crate::context::argo;
use crate::context::reach::Reach;
use crate::context::tree::Folder;
use crate::read::{Document, argo_sources};
use crate::text::Gather as _;
use crate::value::Node;

impl<'a> Finder<'_, 'a> {
    pub(super) fn argo_application(&mut self, site: Site<'a>) {
        let namespace = self.few(argo::namespace(site.document));
        for source in argo_sources(site.document) {
            let mut values = self.inner_values(site);
            if argo::installs(source) {
                values.extend(self.value_files(site, source, None));
                self.add(site, argo::version(source), namespace.clone(), values);
                continue;
            }
            let chart = argo::path(source).and_then(|path| self.local_chart(self.folder(site), path));
            let Some((folder, version)) = chart else { continue };
            self.local.push((folder, Reach::given(namespace.clone())));
            if version.is_some() {
                values.extend(self.value_files(site, source, Some(folder)));
                values.extend(self.own_values(folder));
                self.add(site, version, namespace.clone(), values);
            }
        }
    }

    /// The values files of a source, the strongest first: relative to its chart, or to a repository.
    fn value_files(&self, site: Site<'a>, source: &'a Node, chart: Option<Folder>) -> Vec<&'a Document> {
        let near = self.folder(site);
        let files: Vec<&str> = argo::value_files(source).gather();
        let found = files.into_iter().rev().map(|path| {
            let inside = chart.and_then(|folder| self.folders.tree.follow(folder, path));
            self.file_values(inside.or_else(|| self.folders.tree.find(near, path)))
        });
        found.flatten().gather()
    }
}
