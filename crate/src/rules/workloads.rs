//! Created workloads and the patches that were applied to them.

use super::sites::{WORKLOADS, proxy_specs};
use super::{Findings, Input};
use crate::read::Kind;
use crate::render::{ENVOY, Object, Rendering, SHUTDOWN_MANAGER};
use crate::resolve::{GatewayState, Infra};
use crate::text::Span;
use crate::value::{Entry, Node};

/// From the value of a patch to the containers.
pub const CONTAINERS: [&str; 4] = ["spec", "template", "spec", "containers"];

/// The created object of a kind.
pub fn created<'r>(rendering: &'r Rendering, kind: &str) -> Option<&'r Object> {
    rendering.objects.iter().find(|object| object.kind == kind)
}

/// A created Deployment or DaemonSet.
#[derive(Debug, Clone, Copy)]
pub struct Workload<'a> {
    /// The proxy that it is created for.
    pub infra: &'a Infra<'a>,
    /// All that is created with it.
    pub rendering: &'a Rendering,
    /// The object.
    pub object: &'a Object,
}

/// Every Deployment and DaemonSet of a proxy; mostly a proxy has one of the two. A list, as the other sites are.
pub fn all<'a>(input: &Input<'a>) -> Vec<Workload<'a>> {
    let mut all = Vec::new();
    for (infra, rendering) in input.proxies() {
        for object in rendering.objects.iter().filter(|object| object.is_workload()) {
            all.push(Workload { infra, rendering, object });
        }
    }
    all
}

impl<'a> Workload<'a> {
    /// `patch` of the workload.
    pub fn patch(&self) -> Option<&'a Node> {
        let field = if self.object.kind == "DaemonSet" { "envoyDaemonSet" } else { "envoyDeployment" };
        self.infra.effective.spec.as_ref()?.at(&["provider", "kubernetes", field, "patch"])
    }

    /// What its patch says at a path below the patch's value.
    pub fn patched(&self, path: &[&str]) -> Option<&'a Entry> {
        let mut node = self.patch()?.get("value")?;
        let mut found = None;
        for key in path {
            let entry = node.as_map()?.entry(key)?;
            (found, node) = (Some(entry), &entry.value);
        }
        found
    }
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

/// A Gateway of a class that is refused and that gets a proxy all the same: where its name is. Each such
/// class looks at every Gateway, so only the first few do.
pub fn served(input: &Input<'_>, findings: &mut Findings, class: usize) -> Option<Span> {
    let of_class = |gateway: &&GatewayState<'_>| gateway.class == Some(class) && gateway.infra.is_some();
    let gateways = if findings.may_search() { input.resolved.gateways.iter() } else { [].iter() };
    gateways.into_iter().find(of_class)?.object.document.name_origin().span()
}

/// What is said of such a Gateway.
pub const SERVED: &str = "this Gateway gets a proxy all the same";
