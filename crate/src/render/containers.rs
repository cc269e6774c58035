//! Images, pull policies and pull secrets of the proxy's pod.

use super::Builder;
use crate::context::{Dialect, Install};
use crate::resolve::ImageDecision;
use crate::text::Str;
use crate::value::{Node, Origin};

/// The container that runs Envoy.
pub const ENVOY: &str = "envoy";
/// The container that drains Envoy before it stops.
pub const SHUTDOWN_MANAGER: &str = "shutdown-manager";

impl Builder<'_> {
    /// The image of the proxy's container of `envoyDeployment` or `envoyDaemonSet`.
    pub(super) fn envoy_image(&mut self, field: &'static str) -> Node {
        let (settings, release) = (self.scene.settings, self.scene.release);
        let decision = ImageDecision::new(&self.infra.effective, field, settings.dialect, release);
        let image = decision.image.clone();
        // Where levels bring both workloads together, the Deployment's is shown.
        self.image.get_or_insert(decision);
        image
    }

    /// Always IfNotPresent; no release has a field for it. The structured dialect has.
    pub(super) fn pull_policy(&self, field: &str) -> Node {
        let own = self.kubernetes(&[field, "container", "imagePullPolicy"]);
        let own = own.filter(|node| self.scene.settings.dialect == Dialect::Structured && node.as_str().is_some());
        own.cloned().unwrap_or_else(|| self.if_not_present())
    }

    pub(super) fn if_not_present(&self) -> Node {
        self.scene.text("IfNotPresent", "pull policy")
    }

    /// The config's, else what the chart passes, else the program's own.
    pub(super) fn shutdown_image(&self) -> Node {
        if let Some(image) = self.scene.config.shutdown_manager_image() {
            return image.clone();
        }
        let (image, name) = match self.scene.settings.install {
            Install::Helm => (&self.scene.release.images.gateway, "shutdown manager image of the chart"),
            Install::Builtin => (&self.scene.release.images.shutdown_manager, "shutdown manager image"),
        };
        Node::string(Str::from(image.to_string()), self.scene.built_in(name))
    }

    /// The pod's pull secrets; in the structured dialect those of the container as well, each name once.
    pub(crate) fn pull_secrets(&self, field: &str) -> Option<Node> {
        let pod = self.kubernetes(&[field, "pod", "imagePullSecrets"]);
        let container = self.kubernetes(&[field, "container", "imagePullSecrets"]);
        let container = container.filter(|_| self.scene.settings.dialect == Dialect::Structured);
        let Some(container) = container else { return pod.cloned() };
        let mut secrets: Vec<Node> = pod.map_or(Vec::new(), |pod| pod.items().to_vec());
        for secret in container.items() {
            if !secrets.iter().any(|other| other.str_at(&["name"]) == secret.str_at(&["name"])) {
                secrets.push(secret.clone());
            }
        }
        Some(Node::list(secrets, Origin::derived("pull secrets of pod and container", vec![container.origin.clone()])))
    }
}
