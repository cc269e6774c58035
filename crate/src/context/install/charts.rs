//! Charts that Kustomize renders, that Helmfile installs, and those that have the chart as a dependency.

use super::{Finder, Meant, Site};
use crate::context::kustomize;
use crate::context::layers::Layers;
use crate::context::reach::Few;
use crate::read::{Document, is_chart};
use crate::value::Node;

impl<'a> Finder<'_, 'a> {
    pub(super) fn kustomization(&mut self, site: Site<'a>) {
        for chart in
            kustomize::charts(site.document).iter().filter(|chart| chart.str_at(&["name"]).is_some_and(is_chart))
        {
            let namespace = self.first(site.document.root.get("namespace"), || self.few(chart.get("namespace")));
            let mut values = Layers::default();
            values.extend(self.inner_values(site, Some(chart), None));
            let more = chart.get("additionalValuesFiles").map_or(&[][..], Node::items).iter().rev();
            let folder = self.folder(site);
            for named in more.chain(chart.get("valuesFile")) {
                let found = self.folders.tree.follow(folder, named.as_str().unwrap_or(""));
                self.add_file(&mut values, found, None, named);
            }
            self.add(site, chart.get("version"), namespace, values);
        }
    }

    pub(super) fn helmfile(&mut self, site: Site<'a>) {
        let releases = site.document.root.get("releases").map_or(&[][..], Node::items).iter();
        for release in releases.filter(|release| release.str_at(&["chart"]).is_some_and(is_chart)) {
            let namespace = self.few(release.get("namespace"));
            let mut values = Layers::default();
            values.extend(self.inner_values(site, Some(release), None));
            let files = release.get("values").map_or(&[][..], Node::items).iter().rev();
            let folder = self.folder(site);
            for named in files.filter(|named| named.as_str().is_some()) {
                let found = self.folders.tree.follow(folder, named.as_str().unwrap_or(""));
                self.add_file(&mut values, found, None, named);
            }
            self.add(site, release.get("version"), namespace, values);
        }
    }

    /// A chart of the files by itself: nobody says into which namespace it is installed.
    pub(super) fn chart(&mut self, site: Site<'a>) {
        if let Some((version, chart)) = dependency(site.document) {
            let mut values = Layers::default();
            values.extend(self.own_values(self.folder(site), chart));
            self.add(site, version, Few::None, values);
        }
    }
}

/// The gateway-helm chart in a chart: a dependency of it, or itself where it stands in the files.
pub(super) fn dependency(chart: &Document) -> Option<Meant<'_>> {
    if chart.root.str_at(&["name"]).is_some_and(is_chart) {
        return Some((chart.root.get("version"), None));
    }
    let dependencies = chart.root.get("dependencies").map_or(&[][..], Node::items);
    let one = dependencies.iter().find(|one| one.str_at(&["name"]).is_some_and(is_chart))?;
    Some((one.get("version"), Some(one)))
}
