//! Charts that Kustomize renders, that Helmfile installs, and those that have the chart as a dependency.

use super::{Finder, Site};
use crate::context::kustomize;
use crate::context::reach::Few;
use crate::read::{Document, is_chart};
use crate::value::Node;

impl<'a> Finder<'_, 'a> {
    pub(super) fn kustomization(&mut self, site: Site<'a>) {
        for chart in
            kustomize::charts(site.document).iter().filter(|chart| chart.str_at(&["name"]).is_some_and(is_chart))
        {
            let namespace = self.first(site.document.root.get("namespace"), || self.few(chart.get("namespace")));
            let mut values = self.inner_values(site);
            let more = chart.get("additionalValuesFiles").map_or(&[][..], Node::items).iter().rev();
            let files = more.chain(chart.get("valuesFile")).filter_map(Node::as_str);
            let folder = self.folder(site);
            values.extend(files.flat_map(|path| self.file_values(self.folders.tree.follow(folder, path))));
            self.add(site, chart.get("version"), namespace, values);
        }
    }

    pub(super) fn helmfile(&mut self, site: Site<'a>) {
        let releases = site.document.root.get("releases").map_or(&[][..], Node::items).iter();
        for release in releases.filter(|release| release.str_at(&["chart"]).is_some_and(is_chart)) {
            let namespace = self.few(release.get("namespace"));
            let mut values = self.inner_values(site);
            let files = release.get("values").map_or(&[][..], Node::items).iter().rev().filter_map(Node::as_str);
            let folder = self.folder(site);
            values.extend(files.flat_map(|path| self.file_values(self.folders.tree.follow(folder, path))));
            self.add(site, release.get("version"), namespace, values);
        }
    }

    /// A chart of the files by itself: nobody says into which namespace it is installed.
    pub(super) fn chart(&mut self, site: Site<'a>) {
        if let Some(version) = dependency(site.document) {
            let values = self.own_values(self.folder(site));
            self.add(site, Some(version), Few::None, values);
        }
    }
}

/// The version of the gateway-helm chart: of a chart that has it as a dependency, or of itself where it stands in the
/// files.
pub(super) fn dependency(chart: &Document) -> Option<&Node> {
    if chart.root.str_at(&["name"]).is_some_and(is_chart) {
        return chart.root.get("version");
    }
    let dependencies = chart.root.get("dependencies").map_or(&[][..], Node::items);
    dependencies.iter().find(|one| one.str_at(&["name"]).is_some_and(is_chart))?.get("version")
}
