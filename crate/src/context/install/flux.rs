//! A HelmRelease, or a HelmChart that k3s installs.

use super::{Finder, Local, NAMESAKES, Site};
use crate::context::flux;
use crate::context::reach::{Few, Reach};
use crate::read::{Document, Kind, is_chart};
use crate::text::{Gather as _, sort};
use crate::value::Node;

impl<'a> Finder<'_, 'a> {
    pub(super) fn helm_release(&mut self, site: Site<'a>) {
        let release = site.document;
        let namespace = self.first(flux::release_namespace(release), || self.folders.namespace(release));
        let mut values = self.patched_values(release);
        values.extend(self.inner_values(site));
        let chart = flux::chart(release);
        let path = chart.filter(|chart| chart.as_bytes().contains(&b'/') || !is_chart(chart));
        match (path.and_then(|path| self.local_chart(self.folder(site), path)), chart) {
            (Some(local), _) => self.local_release(site, local, namespace, values),
            (None, Some(chart)) if !is_chart(chart) => {}
            (None, chart) => self.chart_release(site, chart.is_some(), namespace, values),
        }
    }

    /// A HelmRelease of a chart in the files: its objects go where the HelmRelease says.
    fn local_release(&mut self, site: Site<'a>, local: Local<'a>, namespace: Few, mut values: Vec<&'a Document>) {
        let (folder, version) = local;
        self.local.push((folder, Reach::given(namespace.clone())));
        values.extend(self.own_values(folder));
        if version.is_some() {
            self.add(site, version, namespace, values);
        }
    }

    /// A HelmRelease of the gateway-helm chart, where it is `named`, its source holds it, or its values give it away.
    fn chart_release(&mut self, site: Site<'a>, named: bool, namespace: Few, mut values: Vec<&'a Document>) {
        let release = site.document;
        let sources = self.sources_of(release);
        if named || !values.is_empty() || sources.iter().any(|source| flux::holds_chart(source)) {
            values.extend(self.config_map_values(release));
            let version = flux::version(release).or_else(|| sources.iter().find_map(|source| version_of(source)));
            self.add(site, version, namespace, values);
        }
    }

    /// The values of the patch of a HelmRelease; of several, nobody knows which one applies.
    fn patched_values(&self, release: &Document) -> Vec<&'a Document> {
        match self.patches.all(&release.name) {
            [patch] => self.inner_values(*patch),
            _ => Vec::new(),
        }
    }

    /// What the HelmRelease takes its chart from: patches first, as they are applied last.
    fn sources_of(&self, release: &Document) -> Vec<&'a Document> {
        let named = flux::chart_reference(release).map_or(&[][..], |name| self.sources.all(name));
        let mut sources: Vec<&Document> = named.iter().copied().take(NAMESAKES).gather();
        sort(&mut sources, |a, b| b.partial.cmp(&a.partial));
        sources
    }

    /// Values in ConfigMaps of the files, the strongest first.
    fn config_map_values(&self, release: &Document) -> Vec<&'a Document> {
        let names: Vec<&str> = flux::values_from(release).gather();
        let values = names.into_iter().rev().flat_map(|name| self.config_maps.all(name));
        values.copied().take(NAMESAKES).gather()
    }

    pub(super) fn helm_chart(&mut self, site: Site<'a>) {
        let spec = site.document.spec();
        if !spec.and_then(|spec| spec.str_at(&["chart"])).is_some_and(is_chart)
            || site.document.group() != "helm.cattle.io"
        {
            return;
        }
        let namespace =
            self.first(spec.and_then(|spec| spec.get("targetNamespace")), || self.folders.namespace(site.document));
        let version = spec.and_then(|spec| spec.get("version"));
        let values = self.inner_values(site);
        self.add(site, version, namespace, values);
    }
}

/// The version that an OCIRepository or HelmChart names.
fn version_of(source: &Document) -> Option<&Node> {
    match source.kind {
        Kind::OciRepository => flux::reference(source),
        _ => source.root.at(&["spec", "version"]),
    }
}
