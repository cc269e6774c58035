//! Documents that stand inside others: the EnvoyGateway config in a ConfigMap or in Helm values, Helm values in a
//! HelmRelease or an Argo CD Application.

use super::document::{Document, Kind};
use super::file::FileFacts;
use crate::text::{Embedding, Str};
use crate::value::Node;
use crate::yaml::{self, Text};

/// The key under which the controller finds its configuration. Source: gateway-helm chart v1.0–v1.9.
const CONFIG_KEY: &str = "envoy-gateway.yaml";
/// The chart that installs the controller.
const CHART: &str = "gateway-helm";

/// Adds the documents that stand inside those of the file.
pub(super) fn unpack(facts: &mut FileFacts) {
    let mut next = 0;
    while let Some(document) = facts.documents.get(next).cloned() {
        next += 1;
        match document.kind {
            Kind::ConfigMap => text_inside(facts, &document, &["data", CONFIG_KEY], Kind::EnvoyGateway),
            Kind::HelmRelease if names_chart(&document) => {
                node_inside(facts, &document, &["spec", "values"], Kind::HelmValues);
            }
            Kind::ArgoApplication => argo(facts, &document),
            Kind::HelmValues => node_inside(facts, &document, &["config", "envoyGateway"], Kind::EnvoyGateway),
            _ => {}
        }
    }
}

/// A HelmRelease names the chart itself, or an OCIRepository that mostly bears the chart's or the product's name.
fn names_chart(document: &Document) -> bool {
    let chart = document.root.str_at(&["spec", "chart", "spec", "chart"]);
    let reference = document.root.str_at(&["spec", "chartRef", "name"]);
    let values = document.root.at(&["spec", "values", "config", "envoyGateway"]).is_some();
    chart == Some(CHART) || values || (chart.is_none() && reference.is_some_and(is_product_name))
}

fn is_product_name(name: &str) -> bool {
    name.contains(CHART) || name.contains("envoy-gateway")
}

/// `spec.source` or each of `spec.sources`, where it is the chart.
fn argo(facts: &mut FileFacts, document: &Document) {
    let one = document.root.at(&["spec", "source"]);
    let several = document.root.at(&["spec", "sources"]).map_or(&[][..], Node::items);
    for source in one.into_iter().chain(several) {
        let chart = source.str_at(&["chart"]).or_else(|| source.str_at(&["repoURL"])?.rsplit('/').next());
        if chart != Some(CHART) {
            continue;
        }
        match source.at(&["helm", "valuesObject"]) {
            Some(values) => push(facts, document, values.clone(), Kind::HelmValues),
            None => text_of(facts, document, source.at(&["helm", "values"]), Kind::HelmValues),
        }
    }
}

fn node_inside(facts: &mut FileFacts, document: &Document, path: &[&str], kind: Kind) {
    if let Some(node) = document.root.at(path) {
        push(facts, document, node.clone(), kind);
    }
}

fn text_inside(facts: &mut FileFacts, document: &Document, path: &[&str], kind: Kind) {
    text_of(facts, document, document.root.at(path), kind);
}

/// Reads a text of the document as YAML. Only its first document counts, as for the controller and for Helm.
fn text_of(facts: &mut FileFacts, document: &Document, node: Option<&Node>, kind: Kind) {
    let Some(node) = node else { return };
    let outer = facts.text.clone();
    let whole = Embedding::file(facts.file, outer.len());
    let Some(inner) = yaml::embedded(&outer, &whole, node) else { return };
    let piece = yaml::read_one(&Text::from(inner.text.as_str()), &inner.embedding);
    facts.problems.extend(piece.problems);
    if let Some(root) = piece.root {
        push(facts, document, root, kind);
    }
}

/// The inner document has the outer one's place; a name of its own it only has where it is written.
fn push(facts: &mut FileFacts, outer: &Document, root: Node, kind: Kind) {
    let span = root.origin.span().unwrap_or(outer.span);
    facts.push(outer.index, root, span, kind);
    if let Some(inner) = facts.documents.last_mut() {
        if inner.kind_name.is_empty() {
            inner.kind_name =
                Str::from(if kind == Kind::EnvoyGateway { "EnvoyGateway" } else { "values of gateway-helm" });
        }
        if inner.name.is_empty() {
            inner.name = outer.name.clone();
        }
    }
}
