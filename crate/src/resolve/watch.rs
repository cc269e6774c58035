//! Which namespaces the controller looks at: `provider.kubernetes.watch`.
//!
//! Source: behaviour of Envoy Gateway v1.0–v1.9. A list of namespaces hides everything outside; a selector hides
//! Gateways, but not what they refer to.

use crate::labels::selector::Selector;
use crate::model::{Config, Model, Namespace};
use crate::read::Document;
use crate::text::Names;
use crate::value::Node;

/// The namespaces that the controller looks at.
#[derive(Debug, Clone)]
pub(super) enum Watch<'c> {
    /// All.
    All,
    /// These.
    Named(Names<'c, ()>),
    /// Those with labels that match.
    Selected(Selector),
}

impl<'c> Watch<'c> {
    pub fn new(config: &'c Config) -> Self {
        let Some(watch) = config.root().and_then(|root| root.at(&["provider", "kubernetes", "watch"])) else {
            return Watch::All;
        };
        match watch.str_at(&["type"]) {
            Some("Namespaces") => {
                let names = watch.get("namespaces").map_or(&[][..], Node::items);
                Watch::Named(Names::set(names.iter().filter_map(Node::as_str)))
            }
            Some("NamespaceSelector") => {
                let selector = watch.get("namespaceSelector").map(Selector::read);
                selector.and_then(Result::ok).map_or(Watch::All, Watch::Selected)
            }
            _ => Watch::All,
        }
    }

    /// True when Gateways in the namespace are handled. Where nothing is known of a namespace, they are.
    pub fn sees(&self, namespace: &Namespace, model: &Model<'_>) -> bool {
        match self {
            Watch::Selected(selector) => {
                let object = namespace.name().and_then(|name| model.namespace_object(name));
                let labels =
                    |object: &Document| object.root.at(&["metadata", "labels"]).and_then(Node::as_map).cloned();
                object.is_none_or(|object| selector.matches(&labels(object).unwrap_or_default()))
            }
            _ => self.finds(namespace),
        }
    }

    /// True when what Gateways and classes refer to is found in the namespace.
    pub fn finds(&self, namespace: &Namespace) -> bool {
        match self {
            Watch::Named(names) => namespace.name().is_none_or(|name| names.has(name)),
            _ => true,
        }
    }
}
