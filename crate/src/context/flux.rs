//! Flux: Kustomization, OCIRepository, HelmRelease, HelmChart.
//!
//! Source: Flux APIs kustomize.toolkit.fluxcd.io/v1, source.toolkit.fluxcd.io/v1, helm.toolkit.fluxcd.io/v2.

use crate::read::{Document, is_chart};
use crate::value::Node;

/// The folder that a Kustomization applies, relative to the root of its repository; none where it applies the root.
pub fn path(kustomization: &Document) -> Option<&str> {
    kustomization.root.str_at(&["spec", "path"])
}

/// The name of the source that a Kustomization takes its files from, with its kind where that is no Git repository.
pub fn source(kustomization: &Document) -> &str {
    let text = |field| kustomization.root.str_at(&["spec", "sourceRef", field]);
    match text("kind") {
        None | Some("GitRepository") => text("name").unwrap_or(""),
        Some(other) => other,
    }
}

/// The namespace that a Kustomization puts everything into.
pub fn target_namespace(kustomization: &Document) -> Option<&Node> {
    kustomization.root.at(&["spec", "targetNamespace"])
}

/// True for an OCIRepository that holds the gateway-helm chart.
pub fn holds_chart(repository: &Document) -> bool {
    url(repository).is_some_and(is_chart)
}

/// The address of an OCIRepository.
pub fn url(repository: &Document) -> Option<&str> {
    repository.root.str_at(&["spec", "url"])
}

/// The version of an OCIRepository: a range goes before a tag. A digest goes before both and says nothing; a tag beside
/// it says what the digest is of, and a range does not.
pub fn reference(repository: &Document) -> Option<&Node> {
    let reference = repository.root.at(&["spec", "ref"])?;
    let range = reference.get("semver").filter(|_| reference.get("digest").is_none());
    range.or_else(|| reference.get("tag"))
}

/// The chart that a HelmRelease names itself.
pub fn chart(release: &Document) -> Option<&str> {
    release.root.str_at(&["spec", "chart", "spec", "chart"])
}

/// The version of the chart that a HelmRelease names itself.
pub fn version(release: &Document) -> Option<&Node> {
    release.root.at(&["spec", "chart", "spec", "version"])
}

/// What a HelmRelease takes its chart from: an OCIRepository or a HelmChart.
pub fn chart_reference(release: &Document) -> Option<&Node> {
    release.root.at(&["spec", "chartRef"])
}

/// The values files of the chart that count instead of its values.yaml, the weaker first.
pub fn values_files(release: &Document) -> &[Node] {
    release.root.at(&["spec", "chart", "spec", "valuesFiles"]).map_or(&[], Node::items)
}

/// The namespace that a HelmRelease installs into, where it is not its own.
pub fn release_namespace(release: &Document) -> Option<&Node> {
    release.root.at(&["spec", "targetNamespace"])
}

/// The ConfigMaps and Secrets that a HelmRelease takes values from, the weaker first.
pub fn values_from(release: &Document) -> &[Node] {
    release.root.at(&["spec", "valuesFrom"]).map_or(&[], Node::items)
}
