//! An Argo CD Application: of the chart itself, or of a chart in the files that has it as a dependency.

use super::{Finder, Site};
use crate::context::argo;
use crate::context::layers::Layers;
use crate::context::reach::Reach;
use crate::context::tree::Folder;
use crate::read::argo_sources;
use crate::value::Node;

impl<'a> Finder<'_, 'a> {
    pub(super) fn argo_application(&mut self, site: Site<'a>) {
        let namespace = self.few(argo::namespace(site.document));
        for source in argo_sources(site.document) {
            let chart = argo::path(source).and_then(|path| self.local_chart(self.folder(site), path));
            let (folder, meant) = match chart {
                _ if argo::installs(source) => (None, Some((argo::version(source), None))),
                Some((folder, meant)) => {
                    self.local.push((folder, Reach::given(namespace.clone())));
                    (Some(folder), meant)
                }
                None => continue,
            };
            let Some((version, chart)) = meant else { continue };
            let mut values = Layers::default();
            values.extend(self.inner_values(site, Some(source), chart));
            self.templated(site, source, &mut values);
            self.value_files(site, source, folder, chart, &mut values);
            if let Some(folder) = folder {
                values.extend(self.own_values(folder, chart));
            }
            self.add(site, version, namespace.clone(), values);
        }
    }

    /// A text of values that could not be read: a template of an ApplicationSet.
    fn templated(&self, site: Site<'a>, source: &'a Node, values: &mut Layers<'a>) {
        let text = source.at(&["helm", "values"]).filter(|_| source.at(&["helm", "valuesObject"]).is_none());
        let Some((text, span)) = text.and_then(|text| Some((text, text.origin.span()?))) else { return };
        if site.facts.unread.iter().any(|unread| span.holds(unread.before())) {
            values.hide("values", None, &text.origin);
        }
    }

    /// The values files of a source, the strongest first: relative to its chart, or to a repository.
    fn value_files(
        &mut self,
        site: Site<'a>,
        source: &'a Node,
        folder: Option<Folder>,
        chart: Option<&Node>,
        values: &mut Layers<'a>,
    ) {
        let near = self.folder(site);
        for (named, path) in argo::value_files(source).rev() {
            let inside = folder.and_then(|folder| self.folders.tree.follow(folder, path));
            let found = inside.or_else(|| self.folders.tree.find(near, path));
            self.add_file(values, found, chart, named);
        }
    }
}
