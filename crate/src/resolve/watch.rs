//! Which namespaces the controller looks at: `provider.kubernetes.watch`.
//!
//! Source: behaviour of Envoy Gateway v1.0–v1.9. A list of namespaces hides everything outside; a selector hides
//! Gateways, but not what they refer to.

use crate::labels::selector::Selector;
use crate::model::{Config, Model, Namespace};
use crate::read::Document;
use crate::value::Node;

/// The namespaces that the controller looks at.
#[derive(Debug, Clone)]
pub(super) enum Watch {
    /// All.
    All,
    /// These.
    Named(Vec<Node>),
    /// Those with labels that match.
    Selected(Selector),
}

impl Watch {
    pub fn new(config: &Config) -> Self {
        let Some(watch) = config.root().and_then(|root| root.at(&["provider", "kubernetes", "watch"])) else {
            return Watch::All;
        };
        match watch.str_at(&["type"]) {
            Some("Namespaces") => Watch::Named(watch.get("namespaces").map_or(&[][..], Node::items).to_vec()),
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
            Watch::Named(names) => {
                namespace.name().is_none_or(|name| names.iter().any(|known| known.as_str() == Some(name)))
            }
            _ => true,
        }
    }
}
