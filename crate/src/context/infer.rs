//! What is said to have been found out.

use super::reach::Few;
use super::{Context, Inferred, install};
use crate::read::{Document, Kind};
use crate::text::{Gather as _, sort};
use crate::value::Node;

impl Context<'_> {
    pub(super) fn infer(&self) -> Vec<Inferred> {
        let mut inferred: Vec<Inferred> = self.inferred_config().into_iter().gather();
        inferred.extend(self.inferred_values());
        inferred.extend(self.inferred_mode());
        inferred.extend(self.inferred_controller());
        inferred.extend(self.inferred_namespaces());
        inferred
    }

    fn inferred_config(&self) -> Option<Inferred> {
        let chosen = self.config.as_ref()?;
        let from = Some(chosen.document.span);
        Some(Inferred { note: chosen.others.clone(), ..Inferred::new("config", chosen.title.clone(), from) })
    }

    fn inferred_values(&self) -> Vec<Inferred> {
        let said = |document: &&Document| {
            let facts = self.files.get(document.file.0 as usize)?;
            let outer = document.outer.and_then(|outer| facts.documents.get(outer)).unwrap_or(document);
            Some(Inferred::new("values", install::title(outer, &facts.path), Some(document.span)))
        };
        self.layers.known.iter().filter_map(said).gather()
    }

    /// The mode, where the configuration names one.
    fn inferred_mode(&self) -> Option<Inferred> {
        let config = self.config()?;
        let written = config.at(&["provider", "kubernetes", "deploy", "type"])?;
        let mode = match written.as_str()? {
            "GatewayNamespace" => "gateway-namespace",
            "ControllerNamespace" => "controller-namespace",
            _ => return None,
        };
        Some(Inferred::new("mode", mode, written.origin.span()))
    }

    /// The namespace of the controller, where it is not the usual one.
    fn inferred_controller(&self) -> Option<Inferred> {
        let Few::One(node) = &self.controller else { return None };
        let name = node
            .as_str()
            .filter(|name| self.settings.controller_namespace.is_none() && *name != super::CONTROLLER_NAMESPACE)?;
        let note = Some("of the controller".to_string());
        Some(Inferred { note, ..Inferred::new("namespace", name, node.origin.span()) })
    }

    /// The namespaces of Gateways and EnvoyProxies that their documents do not say; one for each place that says it.
    fn inferred_namespaces(&self) -> Vec<Inferred> {
        let documents = self.files.iter().flat_map(|facts| &facts.documents);
        let objects = documents.filter(|one| matches!(one.kind, Kind::Gateway | Kind::EnvoyProxy) && !one.partial);
        let found = objects.filter_map(|document| match self.folders.namespace(document) {
            Few::One(node) if !is_written(document, &node) => Some(node),
            _ => None,
        });
        let said = found.filter_map(|node| Some((node.as_str()?.to_string(), node.origin.span()?)));
        let mut said: Vec<_> = said.gather();
        sort(&mut said, |a, b| a.1.cmp(&b.1));
        said.dedup_by(|next, said| next.1 == said.1);
        said.into_iter().map(|(name, span)| Inferred::new("namespace", name, Some(span))).gather()
    }
}

fn is_written(document: &Document, namespace: &Node) -> bool {
    document.namespace.as_ref().is_some_and(|written| written.origin == namespace.origin)
}
