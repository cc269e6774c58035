//! Created workloads and the patches that were applied to them.

use super::Input;
use super::sites::{WORKLOADS, proxy_specs};
use crate::read::Kind;
use crate::render::{ENVOY, Object, Rendering, SHUTDOWN_MANAGER};
use crate::resolve::Infra;
use crate::value::{Entry, Node};

/// From the value of a patch to the containers.
pub const CONTAINERS: [&str; 4] = ["spec", "template", "spec", "containers"];

/// The created object of a kind.
pub fn created<'r>(rendering: &'r Rendering, kind: &str) -> Option<&'r Object> {
    rendering.objects.iter().find(|object| object.kind == kind)
}

/// The Deployment and the DaemonSet of a proxy; mostly there is one of the two.
pub fn workloads(rendering: &Rendering) -> impl Iterator<Item = &Object> {
    rendering.objects.iter().filter(|object| matches!(object.kind, "Deployment" | "DaemonSet"))
}

fn patch<'i>(infra: &'i Infra<'_>, kind: &str) -> Option<&'i Node> {
    let field = if kind == "DaemonSet" { "envoyDaemonSet" } else { "envoyDeployment" };
    infra.effective.spec.as_ref()?.at(&["provider", "kubernetes", field, "patch"])
}

/// What the patch of a created workload says at a path below its value.
pub fn patched<'i>(infra: &'i Infra<'_>, kind: &str, path: &[&str]) -> Option<&'i Entry> {
    let mut node = patch(infra, kind)?.get("value")?;
    let mut found = None;
    for key in path {
        found = Some(node.as_map()?.entry(key)?);
        node = &found?.value;
    }
    found
}

/// Something that is written about a workload.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// `envoyDeployment`, `envoyDaemonSet` or `rateLimitDeployment`.
    pub node: &'a Node,
    /// The containers that the controller gives it.
    pub containers: &'static [&'static str],
}

/// Everything that is written about workloads: in every EnvoyProxy spec, and about the rate limit service.
pub fn written<'a>(input: &Input<'a>) -> Vec<Written<'a>> {
    let mut all = Vec::new();
    for site in proxy_specs(input) {
        let Some(kubernetes) = site.spec.at(&["provider", "kubernetes"]) else { continue };
        for field in WORKLOADS {
            let containers = &[ENVOY, SHUTDOWN_MANAGER];
            all.extend(kubernetes.get(field).map(|node| Written { node, containers }));
        }
    }
    for config in input.of_kind(Kind::EnvoyGateway) {
        let node = config.root.at(&["provider", "kubernetes", "rateLimitDeployment"]);
        all.extend(node.map(|node| Written { node, containers: &["envoy-ratelimit"] }));
    }
    all
}

/// `type` of the patch of a created workload.
pub fn patched_type<'i>(infra: &'i Infra<'_>, kind: &str) -> Option<&'i Node> {
    patch(infra, kind)?.get("type")
}
