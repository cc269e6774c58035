//! See `privileged_port.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::render::ENVOY;
use crate::release::Feature;
use crate::value::Node;

/// A port below 1024 that the proxy may not open.
pub const RULE: Rule =
    Rule { id: "privileged-port", group: Group::Rollout, severity: Severity::Warning, since: "0.1.0", check };

const FLAG: [&str; 3] = ["provider", "kubernetes", "useListenerPortAsContainerPort"];
const HELP: &str = "The container runs without root and without NET_BIND_SERVICE. Where the node's runtime does not open \
    low ports to everybody, the listener does not come up. Leave the flag out (the Service still has the port), or set \
    the sysctl net.ipv4.ip_unprivileged_port_start in the pod.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    if !input.release.has(Feature::ListenerPortAsContainerPort) {
        return;
    }
    for (infra, rendering) in input.proxies() {
        let flag = infra.effective.spec.as_ref().and_then(|spec| spec.at(&FLAG));
        let Some(span) = flag.filter(|flag| flag.as_bool() == Some(true)).and_then(|flag| flag.origin.span()) else { continue };
        let low = |port: &&Node| port.as_int().is_some_and(|port| port < 1024);
        let Some(port) = infra.ports.iter().map(|port| &port.port).find(low) else { continue };
        let mut pods = rendering.objects.iter().filter_map(|object| object.node.at(&["spec", "template", "spec"]));
        if pods.any(|pod| is_restricted(pod)) {
            findings
                .report(span, format!("with this, Envoy has to open port {} itself, and may not", port.as_int().unwrap_or(0)))
                .help(HELP)
                .related(port.origin.span(), "the listener's port");
        }
    }
}

/// True when the container has exactly the rights that the controller gives it.
fn is_restricted(pod: &Node) -> bool {
    let containers = pod.get("containers").map_or(&[][..], Node::items);
    let envoy = containers.iter().find(|container| container.str_at(&["name"]) == Some(ENVOY));
    let context = envoy.and_then(|envoy| envoy.get("securityContext"));
    let own = context.is_some_and(|context| context.origin.span().is_none());
    own && pod.at(&["securityContext"]).is_none()
}
