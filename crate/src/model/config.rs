//! The controller's configuration (`kind: EnvoyGateway`), as far as it decides what is created.

use crate::value::Node;

/// The name that a GatewayClass gives in `controllerName` unless the configuration says otherwise.
/// Source: Envoy Gateway v1.0–v1.9, EnvoyGateway defaults.
pub const DEFAULT_CONTROLLER: &str = "gateway.envoyproxy.io/gatewayclass-controller";

/// The configuration; every accessor gives what the controller reads, or nothing where it is left out.
#[derive(Debug, Clone, Default)]
pub struct Config {
    root: Option<Node>,
}

impl Config {
    /// A configuration; none where the files hold none.
    pub fn new(root: Option<Node>) -> Self {
        Config { root }
    }

    /// All of it.
    pub fn root(&self) -> Option<&Node> {
        self.root.as_ref()
    }

    fn at(&self, path: &[&str]) -> Option<&Node> {
        self.root.as_ref()?.at(path)
    }

    /// `gateway.controllerName`, or the default.
    pub fn controller_name(&self) -> &str {
        self.at(&["gateway", "controllerName"]).and_then(Node::as_str).unwrap_or(DEFAULT_CONTROLLER)
    }

    /// `provider.kubernetes.deploy.type`.
    pub fn deploy_type(&self) -> Option<&Node> {
        self.at(&["provider", "kubernetes", "deploy", "type"])
    }

    /// `provider.kubernetes.deploy`.
    pub fn deploy(&self) -> Option<&Node> {
        self.at(&["provider", "kubernetes", "deploy"])
    }

    /// `envoyProxy`: the spec that applies where no other does.
    pub fn default_spec(&self) -> Option<&Node> {
        self.at(&["envoyProxy"])
    }

    /// `provider.kubernetes.shutdownManager.image`.
    pub fn shutdown_manager_image(&self) -> Option<&Node> {
        self.at(&["provider", "kubernetes", "shutdownManager", "image"])
    }

    /// `provider.kubernetes.proxyTopologyInjector.disabled`.
    pub fn injects_no_topology(&self) -> bool {
        let disabled = self.at(&["provider", "kubernetes", "proxyTopologyInjector", "disabled"]);
        disabled.and_then(Node::as_bool) == Some(true)
    }

    /// `extensionApis.enableBackend`.
    pub fn enables_backends(&self) -> bool {
        self.extends("enableBackend")
    }

    /// `extensionApis.enableSDSSecretRef`.
    pub fn refers_to_sds(&self) -> bool {
        self.extends("enableSDSSecretRef")
    }

    /// What a tool fills in may be true.
    fn extends(&self, field: &str) -> bool {
        let said = self.at(&["extensionApis", field]);
        said.is_some_and(|node| !node.is_null() && node.as_bool() != Some(false))
    }

    /// True when the provider is not Kubernetes: nothing is created in the cluster.
    pub fn is_custom(&self) -> bool {
        self.at(&["provider", "type"]).and_then(Node::as_str) == Some("Custom")
    }
}
