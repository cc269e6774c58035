//! What the API server says of one document, for any set of releases: one walk of its tree finds every objection, each
//! with the releases that raise it.
//!
//! It answers a create with strict field validation, as Kubernetes 1.36 does it: unknown fields, types, limits,
//! patterns, required fields, duplicates, metadata, and cross-field rules where the structure is right.

mod advice;
pub mod config;
mod defaults;
mod duration;
mod format;
mod json;
mod metadata;
pub(crate) mod path;
mod pattern;
mod rules;
mod table;
mod violation;
mod walk;
mod words;

pub use defaults::apply_defaults;
pub(crate) use duration::nanoseconds;
pub use format::Format;
pub use pattern::Pattern;
pub use rules::{Own, Rule};
pub use table::{Facet, Limit, Schema, SchemaError, Type};
pub use violation::{Advice, MetadataProblem, Problem, Violation};
pub use walk::{Options, check, check_values};
pub use words::{Suggestion, Target, Words, describe};

/// A kind that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// gateway.envoyproxy.io EnvoyProxy
    EnvoyProxy,
    /// gateway.networking.k8s.io Gateway
    Gateway,
    /// gateway.networking.k8s.io GatewayClass
    GatewayClass,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 3] = [Kind::EnvoyProxy, Kind::Gateway, Kind::GatewayClass];

    /// `kind` as it is written.
    pub fn name(self) -> &'static str {
        match self {
            Kind::EnvoyProxy => "EnvoyProxy",
            Kind::Gateway => "Gateway",
            Kind::GatewayClass => "GatewayClass",
        }
    }

    /// True where objects live in namespaces.
    pub fn is_namespaced(self) -> bool {
        self != Kind::GatewayClass
    }

    /// The kind of a document, as every release serves it.
    pub fn of(api_version: &str, kind: &str) -> Option<Self> {
        let known = Kind::ALL.into_iter().find(|known| known.name() == kind)?;
        let versions: &[&str] = match known {
            Kind::EnvoyProxy => &["gateway.envoyproxy.io/v1alpha1"],
            Kind::Gateway | Kind::GatewayClass => {
                &["gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1beta1"]
            }
        };
        versions.contains(&api_version).then_some(known)
    }
}
