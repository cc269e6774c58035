//! The controller's own validation of an EnvoyProxy, on top of the API server's: as far as it decides who gets objects.

use crate::value::Node;

/// What the controller refuses about an EnvoyProxy spec.
#[derive(Debug, Clone)]
pub enum Invalid {
    /// A type of patch that it does not know.
    PatchType(Node),
}

impl Invalid {
    /// The value that is to blame.
    pub fn node(&self) -> &Node {
        match self {
            Invalid::PatchType(node) => node,
        }
    }
}

/// The parts whose patch the controller looks at; a DaemonSet's is not among them.
/// Source: Envoy Gateway v1.0–v1.9, validation of EnvoyProxy.
const PATCHED: [&str; 4] = ["envoyDeployment", "envoyHpa", "envoyPDB", "envoyService"];

/// The first thing that the controller refuses about a spec.
pub(super) fn refused(spec: &Node) -> Option<Invalid> {
    let kubernetes = spec.at(&["provider", "kubernetes"])?;
    let types = PATCHED.into_iter().filter_map(|part| kubernetes.at(&[part, "patch", "type"]));
    let unknown = |node: &&Node| !matches!(node.as_str(), Some("StrategicMerge" | "JSONMerge"));
    types.filter(unknown).map(|node| Invalid::PatchType(node.clone())).next()
}
