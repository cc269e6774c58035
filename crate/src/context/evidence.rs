//! The places that name a version of Envoy Gateway.

use super::argo;
use super::flux;
use super::install::Installation;
use super::kustomize;
use super::target::{Evidence, Weight};
use crate::image::split;
use crate::read::{CONTROLLER, Document, FileFacts, Kind, argo_sources, is_chart};
use crate::text::{Names, Str, sort};
use crate::value::{Node, Origin};

/// Everything in the files that names a version, and what should and is no text.
pub fn evidence(files: &[FileFacts], installations: &[Installation<'_>]) -> (Vec<Evidence>, Vec<Node>) {
    let (mut evidence, mut numbers) = (Vec::new(), Vec::new());
    let meant = Meant::new(installations);
    let path =
        |document: &Document| files.get(document.file.0 as usize).map(|facts| facts.path.clone()).unwrap_or_default();
    let mut add = |weight, document: &Document, node: Option<&Node>| match node.map(|node| (node, node.as_str())) {
        Some((node, None)) if document.kind != Kind::HelmValues => numbers.push(node.clone()),
        Some((node, Some(text))) if !text.is_empty() => evidence.push(read(weight, path(document), node)),
        _ => {}
    };
    for one in installations {
        let weight = if one.by.kind == Kind::Chart { Weight::Dependency } else { Weight::Chart };
        add(weight, one.by, one.version);
    }
    for document in files.iter().flat_map(|facts| &facts.documents) {
        let weight = if document.partial { Weight::Patch } else { Weight::Chart };
        match document.kind {
            Kind::OciRepository if flux::url(document).is_some_and(is_crds_chart) => {
                add(Weight::Crds, document, flux::reference(document))
            }
            // One that is meant is the version of what installs the chart.
            Kind::OciRepository if meant.has(document) => {
                let weight = if document.partial { weight } else { Weight::Dependency };
                add(weight, document, flux::reference(document));
            }
            Kind::HelmRelease if document.partial && meant.has(document) => {
                add(weight, document, flux::version(document));
            }
            Kind::HelmRelease if flux::chart(document).is_some_and(is_crds_chart) => {
                add(Weight::Crds, document, flux::version(document));
            }
            Kind::ArgoApplication => {
                let crds = argo_sources(document).filter(|source| source.str_at(&["chart"]).is_some_and(is_crds_chart));
                crds.for_each(|source| add(Weight::Crds, document, argo::version(source)));
            }
            Kind::HelmValues => {
                add(Weight::Image, document, document.root.at(&["deployment", "envoyGateway", "image", "tag"]));
                add(
                    Weight::Image,
                    document,
                    tag(document.root.at(&["global", "images", "envoyGateway", "image"])).as_ref(),
                );
            }
            Kind::Kustomization => {
                kustomize::new_tags(document).for_each(|tag| add(Weight::PatchedImage, document, Some(tag)));
            }
            Kind::Controller => add(Weight::Image, document, controller_tag(document).as_ref()),
            _ => {}
        }
    }
    sort(&mut evidence, Evidence::cmp);
    evidence.dedup();
    (evidence, numbers)
}

/// The place is that of the text, wherever the document that leads to it stands.
fn read(weight: Weight, path: Str, node: &Node) -> Evidence {
    Evidence { weight, path, span: node.origin.span(), text: Str::from(node.as_str().unwrap_or("").to_string()) }
}

/// True for the chart of the CRDs alone.
fn is_crds_chart(name: &str) -> bool {
    name.trim_end_matches('/').rsplit('/').next() == Some("gateway-crds-helm")
}

/// The names of what installs the chart, and of what it is taken from.
struct Meant<'a> {
    releases: Names<'a, ()>,
    sources: Names<'a, ()>,
}

impl<'a> Meant<'a> {
    fn new(installations: &'a [Installation<'_>]) -> Self {
        let releases = installations.iter().map(|one| one.by).filter(|by| by.kind == Kind::HelmRelease);
        Meant {
            releases: Names::set(releases.clone().map(|by| &*by.name)),
            sources: Names::set(releases.filter_map(|by| flux::chart_reference(by)?.str_at(&["name"]))),
        }
    }

    /// True for an OCIRepository of the chart, and for a patch of something that installs it.
    fn has(&self, document: &Document) -> bool {
        let names = if document.kind == Kind::HelmRelease { &self.releases } else { &self.sources };
        flux::holds_chart(document) || flux::chart(document).is_some_and(is_chart) || names.has(&document.name)
    }
}

/// The image of the container that runs the controller, else of the only one.
fn controller_tag(document: &Document) -> Option<Node> {
    let containers = document.root.at(&["spec", "template", "spec", "containers"]).map_or(&[][..], Node::items);
    let named = containers.iter().find(|container| container.str_at(&["name"]) == Some(CONTROLLER));
    tag(named.or_else(|| containers.first())?.get("image"))
}

/// The tag of an image, with its place in it.
fn tag(image: Option<&Node>) -> Option<Node> {
    let image = image?;
    let text = image.as_str()?;
    let tag = split(text).tag?;
    let origin = match &image.origin {
        Origin::Source(span) if (span.end - span.start) as usize == text.len() => {
            Origin::Source(span.part(tag.at, tag.at + tag.text.len()))
        }
        origin => origin.clone(),
    };
    Some(Node::string(tag.text.to_string(), origin))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::testing::files;

    fn found(text: &str) -> Vec<(Weight, String, String)> {
        let facts = files(&[("a.yaml", text)]);
        let said = |one: Evidence| (one.weight, one.text.to_string(), one.span.unwrap().slice(text).to_string());
        evidence(&facts, &[]).0.into_iter().map(said).collect()
    }

    #[test]
    fn the_tag_of_an_image_stands_in_it() {
        let text = "apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containers: [{name: sidecar, image: x:1}, {name: envoy-gateway, image: r.example.com:5000/gateway:v1.8.0}]}}}";
        assert_eq!(found(text), [(Weight::Image, "v1.8.0".into(), "v1.8.0".into())]);
        let quoted = "deployment: {envoyGateway: {image: {tag: 'v1.8.0'}}}";
        assert_eq!(found(quoted), [(Weight::Image, "v1.8.0".into(), "'v1.8.0'".into())]);
    }

    #[test]
    fn a_kustomization_changes_the_tag() {
        let text = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages: [{name: docker.io/envoyproxy/gateway, newTag: v1.9.0}, {name: other/gateway, newTag: v1}]";
        assert_eq!(found(text), [(Weight::PatchedImage, "v1.9.0".into(), "v1.9.0".into())]);
    }

    #[test]
    fn repositories_of_other_charts_say_nothing() {
        let text = "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: a}\nspec: {url: oci://x/not-gateway-helm, ref: {tag: v1}}";
        assert_eq!(found(text), []);
        assert_eq!(found(&text.replace("not-gateway-helm", "gateway-crds-helm/")).len(), 1);
    }
}
