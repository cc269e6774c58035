//! Documents that stand inside others: the EnvoyGateway config in a ConfigMap or in Helm values, Helm values in what
//! installs the chart, patches in a kustomization.

use super::carried::Carried;
use super::charts;
use super::document::{Document, Kind};
use super::file::FileFacts;
use super::placeholder::has_placeholder;
use super::template;
use crate::text::{Embedding, Span, Str, holds, sort};
use crate::value::Node;
use crate::yaml::{self, Piece, Text};

/// The key under which the controller finds its configuration. Source: gateway-helm chart v1.0–v1.9.
const CONFIG_KEY: &str = "envoy-gateway.yaml";

/// Adds the documents that stand inside those of the file.
pub(super) fn unpack(facts: &mut FileFacts) {
    let mut next = 0;
    while let Some(document) = facts.documents.get(next).cloned() {
        Carrier { facts, document: &document, place: next }.unpack();
        next += 1;
    }
    // In order, and without those inside others.
    sort(&mut facts.quoted, |a: &Span, b| a.cmp(b));
    let mut end = 0;
    facts.quoted.retain(|text| {
        let is_inside = text.end <= end;
        end = end.max(text.end);
        !is_inside
    });
}

/// A document that may hold others.
struct Carrier<'f> {
    facts: &'f mut FileFacts,
    document: &'f Document,
    place: usize,
}

impl Carrier<'_> {
    fn unpack(&mut self) {
        let document = self.document;
        match document.kind {
            Kind::ConfigMap => self.config_map(),
            Kind::HelmRelease => {
                let values = document.root.at(&["spec", "values"]);
                let values = values.and_then(|values| self.told(values, charts::is_release(document)));
                self.push_all(values, Kind::HelmValues);
            }
            Kind::ArgoApplicationSet => {
                self.push_all(document.root.at(&["spec", "template"]).cloned(), Kind::ArgoApplication)
            }
            Kind::ArgoApplication => charts::argo_sources(document).for_each(|source| self.argo(source)),
            Kind::HelmChart => {
                self.values_text(document.root.at(&["spec", "valuesContent"]), charts::installs(document))
            }
            Kind::HelmValues => {
                self.push_all(document.root.at(&["config", "envoyGateway"]).cloned(), Kind::EnvoyGateway)
            }
            Kind::Kustomization => {
                self.push_all(charts::listed_values(document), Kind::HelmValues);
                self.patches(&document.root);
            }
            Kind::Helmfile => self.push_all(charts::listed_values(document), Kind::HelmValues),
            Kind::FluxKustomization => document.root.get("spec").into_iter().for_each(|spec| self.patches(spec)),
            _ => {}
        }
    }

    /// The controller's configuration, or values that a HelmRelease takes from here.
    fn config_map(&mut self) {
        let data = self.document.root.get("data");
        if let Some(inner) = data.and_then(|data| data.get(CONFIG_KEY)).and_then(|config| self.embedded(config)) {
            let (document, place) = (self.document, self.place);
            self.facts.config(&Text::from(inner.text.as_str()), &inner.embedding, |facts, root, _| {
                Carrier { facts, document, place }.push_all(Some(root), Kind::EnvoyGateway);
            });
        }
        for entry in data.map_or(&[][..], Node::entries) {
            if holds(&entry.key, "values") && holds(&entry.key, ".y") || self.carried(&entry.value).is_some() {
                self.values_text(Some(&entry.value), false);
            }
        }
    }

    /// Values as an object beat those in a text, and single ones beat both.
    fn argo(&mut self, source: &Node) {
        let sure = source.str_at(&["chart"]).or(source.str_at(&["repoURL"])).is_some_and(charts::is_chart);
        source.get("kustomize").into_iter().for_each(|part| self.patches(part));
        if source.at(&["helm", "valuesObject"]).is_none() {
            self.values_text(source.at(&["helm", "values"]), sure);
        }
        for values in charts::argo_values(source) {
            self.push_all(self.told(&values, sure), Kind::HelmValues);
        }
    }

    /// What other files say of a node.
    fn carried(&self, node: &Node) -> Option<&Carried> {
        self.facts.carried_at(node.origin.span()?)
    }

    /// The values of the chart in a node: as other files tell, else all of it where it is `sure`, else as its content says.
    fn told(&self, node: &Node, sure: bool) -> Option<Node> {
        match self.carried(node) {
            Some(carried) => carried.values(node),
            None if sure => Some(node.clone()),
            None => charts::values_in(node),
        }
    }

    /// Values in a text. `sure`: they are of the chart; else other files or their content say whether they are.
    fn values_text(&mut self, node: Option<&Node>, sure: bool) {
        let Some(piece) = node.and_then(|node| self.read_one(node)) else { return };
        let sure = sure || node.is_some_and(|node| self.carried(node).is_some());
        if sure && template::is_template(&piece, &self.facts.text) {
            return self.facts.template(piece.span, Some(self.document.index), "a tool fills it in");
        }
        let values = piece.root.as_ref().and_then(|root| self.told(root, sure));
        if sure || values.is_some() {
            self.keep(piece);
            self.push_all(values, Kind::HelmValues);
        }
    }

    /// Patches that are written into a kustomization.
    fn patches(&mut self, root: &Node) {
        let patches = root.get("patches").map_or(&[][..], Node::items).iter().filter_map(|patch| patch.get("patch"));
        let strategic = root.get("patchesStrategicMerge").map_or(&[][..], Node::items).iter();
        let inline = strategic.filter(|patch| patch.as_str().is_some_and(|text| text.as_bytes().contains(&b'\n')));
        for patch in patches.chain(inline) {
            let pieces = self.read_all(patch);
            for piece in pieces {
                let span = piece.span;
                if let Some(root) = self.keep(piece) {
                    self.facts.patch(root, span, Some(self.place));
                }
            }
        }
    }

    /// Reads a text of the document. Only its first document counts, as for the controller and for Helm.
    fn read_one(&mut self, node: &Node) -> Option<Piece> {
        let inner = self.embedded(node)?;
        Some(yaml::read_one(&Text::from(inner.text.as_str()), &inner.embedding))
    }

    fn read_all(&mut self, node: &Node) -> Vec<Piece> {
        self.embedded(node).map_or(Vec::new(), |inner| yaml::read(&Text::from(inner.text.as_str()), &inner.embedding))
    }

    /// A text of the document, unless all of it is encrypted or put in later.
    fn embedded(&mut self, node: &Node) -> Option<yaml::Embedded> {
        let whole = Embedding::file(self.facts.file, self.facts.text.len());
        node.as_str().filter(|text| text.as_bytes().contains(&b'\n') || !has_placeholder(text))?;
        let inner = yaml::embedded(&self.facts.text, &whole, node)?;
        let span = node.origin.span().filter(|span| !span.slice(&self.facts.text).starts_with('|'));
        self.facts.quoted.extend(span);
        Some(inner)
    }

    /// The tree of a piece; its problems are those of the file.
    fn keep(&mut self, piece: Piece) -> Option<Node> {
        self.facts.note(&piece);
        self.facts.problems.extend(piece.problems);
        piece.root
    }

    /// Inner documents have the outer one's place; a name of their own they only have where it is written.
    fn push_all(&mut self, roots: impl IntoIterator<Item = Node>, kind: Kind) {
        for root in roots {
            let span = root.origin.span().unwrap_or(self.document.span);
            self.facts.push(self.document.index, root, span, kind);
            let Some(inner) = self.facts.documents.last_mut() else { continue };
            inner.outer = Some(self.place);
            inner.partial = self.document.partial;
            if inner.kind_name.is_empty() {
                inner.kind_name = Str::from(kind_words(kind));
            }
            if inner.name.is_empty() {
                inner.name = self.document.name.clone();
            }
        }
    }
}

/// What an inner document is called that does not say it itself.
fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::EnvoyGateway => "EnvoyGateway",
        Kind::ArgoApplication => "Application",
        _ => "values of gateway-helm",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Role, read_file};
    use crate::text::FileId;

    fn read(text: &str, role: Option<Role>) -> FileFacts {
        read_file(FileId(0), Str::from("kustomization.yaml"), text.as_bytes(), role)
    }

    const INLINE: &str = "patches:\n- target: {kind: EnvoyProxy}\n  patch: |-\n    apiVersion: gateway.envoyproxy.io/v1alpha1\n    kind: EnvoyProxy\n    metadata: {name: a}\n- patch: '[{op: remove, path: /spec}]'\n";

    #[test]
    fn inline_patches_are_partial_documents_at_their_places() {
        let facts = read(INLINE, None);
        let patch = &facts.documents[1];
        assert_eq!((patch.kind, patch.partial, patch.outer), (Kind::EnvoyProxy, true, Some(0)));
        assert_eq!(patch.name_origin().span().unwrap().slice(INLINE), "a");
        assert_eq!((facts.documents.len(), facts.kinds.len(), facts.skipped.len()), (2, 0, 0));
    }

    #[test]
    fn a_configuration_inside_values_inside_a_config_map() {
        let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: v}\ndata:\n  values.yaml: |\n    config:\n      envoyGateway: {a: b}\n";
        let facts = read(text, None);
        let kinds: Vec<Kind> = facts.documents.iter().map(|document| document.kind).collect();
        assert_eq!(kinds, [Kind::ConfigMap, Kind::HelmValues, Kind::EnvoyGateway]);
        assert_eq!(facts.documents[2].span.slice(text), "{a: b}");
        assert_eq!(facts.documents[2].name, "v");
    }

    #[test]
    fn what_a_patch_carries_is_partial_too() {
        let text = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: eg}\nspec: {values: {config: {envoyGateway: {a: b}}}}\n";
        let facts = read(text, Some(Role::Patch));
        assert!(facts.documents.iter().all(|document| document.partial));
        assert_eq!(facts.documents.len(), 3);
    }

    #[test]
    fn encrypted_texts_are_left_alone() {
        let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {envoy-gateway.yaml: 'ENC[AES256_GCM,data:x]'}\n";
        assert_eq!(read(text, None).documents.len(), 1);
    }
}
