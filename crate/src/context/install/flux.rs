//! A HelmRelease, or a HelmChart that k3s installs.

use super::{Finder, Local, NAMESAKES, Site};
use crate::context::flux;
use crate::context::layers::Layers;
use crate::context::reach::{Few, Reach};
use crate::read::{Document, Kind, is_chart};
use crate::text::{FileId, Gather as _, sort};
use crate::value::Node;

impl<'a> Finder<'_, 'a> {
    pub(super) fn helm_release(&mut self, site: Site<'a>) {
        let release = site.document;
        let namespace = self.first(flux::release_namespace(release), || self.folders.namespace(release));
        let chart = flux::chart(release);
        let path = chart.filter(|chart| chart.as_bytes().contains(&b'/') || !is_chart(chart));
        match (path.and_then(|path| self.local_chart(self.folder(site), path)), chart) {
            (Some(local), _) => self.local_release(site, local, namespace),
            (None, Some(chart)) if !is_chart(chart) => {}
            (None, chart) => self.chart_release(site, chart.is_some(), namespace),
        }
    }

    /// A HelmRelease of a chart in the files: its objects go where the HelmRelease says.
    fn local_release(&mut self, site: Site<'a>, local: Local<'a>, namespace: Few) {
        let (folder, meant) = local;
        self.local.push((folder, Reach::given(namespace.clone())));
        let Some((version, chart)) = meant else { return };
        let mut values = self.release_values(site, chart);
        let files = flux::values_files(site.document);
        for named in files.iter().rev() {
            let found = self.folders.tree.find(self.folder(site), named.as_str().unwrap_or(""));
            self.add_file(&mut values, found, chart, named);
        }
        if files.is_empty() {
            values.extend(self.own_values(folder, chart));
        }
        self.add(site, version, namespace, values);
    }

    /// A HelmRelease of the gateway-helm chart, where it is `named`, its source holds it, or its values give it away.
    fn chart_release(&mut self, site: Site<'a>, named: bool, namespace: Few) {
        let release = site.document;
        let sources = self.sources_of(release);
        let holds_values =
            |site: &Site<'a>| site.facts.inside(site.place).iter().any(|inner| inner.kind == Kind::HelmValues);
        let shows = holds_values(&site) || self.patch(release).as_ref().is_some_and(holds_values);
        if named || shows || sources.iter().any(|source| flux::holds_chart(source)) {
            let values = self.release_values(site, None);
            let version = flux::version(release).or_else(|| sources.iter().find_map(|source| version_of(source)));
            self.add(site, version, namespace, values);
        }
    }

    /// The values that a HelmRelease gives: what stands in it goes before what it refers to.
    fn release_values(&mut self, site: Site<'a>, chart: Option<&Node>) -> Layers<'a> {
        let mut values = Layers::default();
        let mut references = flux::values_from(site.document);
        if let Some(patch) = self.patch(site.document) {
            values.extend(self.inner_values(patch, None, chart));
            // A list in a patch replaces the whole one.
            let patched = flux::values_from(patch.document);
            references = if patched.is_empty() { references } else { patched };
        }
        values.extend(self.inner_values(site, None, chart));
        for from in references.iter().rev() {
            let name = from.str_at(&["name"]).unwrap_or("");
            let path = from.str_at(&["targetPath"]);
            let found = if path.is_none() { self.config_map(site.document, from, name, chart) } else { None };
            match found {
                Some(found) => values.extend(found),
                None => values.hide(name, path, &from.origin),
            }
        }
        values
    }

    /// The patch of a HelmRelease; of several, nobody knows which one applies.
    fn patch(&self, release: &Document) -> Option<Site<'a>> {
        let of = |patch: &&Site<'a>| match (&patch.document.namespace, &release.namespace) {
            (Some(a), Some(b)) => a.value == b.value,
            _ => true,
        };
        match self.patches.all(&release.name).iter().filter(of).take(2).gather()[..] {
            [patch] => Some(*patch),
            _ => None,
        }
    }

    /// What the HelmRelease takes its chart from: patches first, as they are applied last.
    fn sources_of(&self, release: &Document) -> Vec<&'a Document> {
        let Some(reference) = flux::chart_reference(release) else { return Vec::new() };
        let namespace = self.first(reference.get("namespace"), || self.folders.namespace(release));
        let named = self.sources.all(reference.str_at(&["name"]).unwrap_or("")).iter().copied();
        let meant = named.filter(|source| self.folders.namespace(source).may_be(&namespace));
        let mut sources: Vec<&Document> = meant.take(NAMESAKES).gather();
        sort(&mut sources, |a, b| b.partial.cmp(&a.partial));
        sources
    }

    /// The values under the key of a ConfigMap that a HelmRelease names; none where that is not in the files, or where
    /// several could be meant.
    fn config_map(
        &mut self,
        release: &Document,
        from: &Node,
        name: &str,
        chart: Option<&Node>,
    ) -> Option<Vec<&'a Document>> {
        if from.str_at(&["kind"]) != Some("ConfigMap") {
            return None;
        }
        let key = from.str_at(&["valuesKey"]).unwrap_or("values.yaml");
        let namespace = self.folders.namespace(release);
        let mut found: Vec<(Option<Site<'a>>, FileId)> = Vec::new();
        for site in self.config_maps.all(name).iter().take(NAMESAKES) {
            if self.folders.namespace(site.document).may_be(&namespace) {
                found.push((Some(*site), site.document.file));
            }
        }
        for (_, of, file) in self.generated.all(name).iter().take(NAMESAKES) {
            if *of == key {
                found.push((None, *file));
            }
        }
        match found[..] {
            [(None, file)] => Some(self.file_values(file, chart)),
            [(Some(site), _)] => {
                let text = site.document.root.get("data")?.get(key)?;
                Some(self.inner_values(site, Some(text), chart)).filter(|values| !values.is_empty())
            }
            _ => None,
        }
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
        let mut values = Layers::default();
        values.extend(self.inner_values(site, None, None));
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
