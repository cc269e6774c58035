//! The containers of the proxy's pod, their images, pull policies and pull secrets.

use super::Builder;
use crate::context::{Dialect, Install};
use crate::resolve::ImageDecision;
use crate::text::Str;
use crate::value::{Map, Node, Origin};

/// The container that runs Envoy.
pub const ENVOY: &str = "envoy";
/// The container that drains Envoy before it stops.
pub const SHUTDOWN_MANAGER: &str = "shutdown-manager";

impl Builder<'_> {
    /// `containers` of the pod of `envoyDeployment` or `envoyDaemonSet`.
    pub(crate) fn containers(&mut self, field: &'static str) -> Node {
        let decision = ImageDecision::new(&self.infra.effective, field, self.settings.dialect, self.release);
        let policy = self.pull_policy(field);
        let envoy = self.container(ENVOY, decision.image.clone(), policy);
        let shutdown = self.container(SHUTDOWN_MANAGER, self.shutdown_image(), self.if_not_present());
        // Where levels bring both workloads together, the Deployment's is shown.
        self.image.get_or_insert(decision);
        Node::list(vec![envoy, shutdown], self.built_in("containers"))
    }

    fn container(&self, name: &'static str, image: Node, pull_policy: Node) -> Node {
        let mut container = Map::new();
        container.set("image", image);
        container.set("imagePullPolicy", pull_policy);
        container.set("name", self.text(name, "containers"));
        self.built_map(container)
    }

    /// Always IfNotPresent; no release has a field for it. The structured dialect has.
    fn pull_policy(&self, field: &str) -> Node {
        let own = self.kubernetes(&[field, "container", "imagePullPolicy"]);
        let own = own.filter(|node| self.settings.dialect == Dialect::Structured && node.as_str().is_some());
        own.cloned().unwrap_or_else(|| self.if_not_present())
    }

    fn if_not_present(&self) -> Node {
        self.text("IfNotPresent", "pull policy")
    }

    /// The config's, else what the chart passes, else the program's own.
    fn shutdown_image(&self) -> Node {
        if let Some(image) = self.config.shutdown_manager_image() {
            return image.clone();
        }
        let (image, name) = match self.settings.install {
            Install::Helm => (&self.release.images.gateway, "shutdown manager image of the chart"),
            Install::Builtin => (&self.release.images.shutdown_manager, "shutdown manager image"),
        };
        Node::string(Str::from(image.to_string()), self.built_in(name))
    }

    /// The pod's pull secrets; in the structured dialect those of the container as well, each name once.
    pub(crate) fn pull_secrets(&self, field: &str) -> Option<Node> {
        let pod = self.kubernetes(&[field, "pod", "imagePullSecrets"]);
        let container = self.kubernetes(&[field, "container", "imagePullSecrets"]);
        let container = container.filter(|_| self.settings.dialect == Dialect::Structured);
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
