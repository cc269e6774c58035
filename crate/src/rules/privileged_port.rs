//! See `privileged_port.md`.

use super::{Findings, Input, Rule, workloads};
use crate::diagnostic::{Group, Severity};
use crate::release::Feature;
use crate::value::Node;

/// A port below 1024 that the proxy may not open.
pub const RULE: Rule =
    Rule { id: "privileged-port", group: Group::Rollout, severity: Severity::Warning, since: "0.1.0", check };

const FLAG: [&str; 3] = ["provider", "kubernetes", "useListenerPortAsContainerPort"];
const HELP: &str = "The container is not root and has no NET_BIND_SERVICE: where the node does not open low ports to \
    everybody, the listener stays closed. Leave the flag out, as the Service has the port all the same, or set the sysctl \
    net.ipv4.ip_unprivileged_port_start in the pod.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for workload in workloads::all(input) {
        let flag = workload.infra.effective.spec.as_ref().and_then(|spec| spec.at(&FLAG));
        let flag = flag.filter(|flag| flag.as_bool() == Some(true) && input.release.has(Feature::ListenerPortAsContainerPort));
        let low = |port: &&Node| port.as_int().is_some_and(|port| port < 1024);
        let port = workload.infra.ports.iter().map(|port| &port.port).find(low);
        // The rights that the controller gives, unless somebody has thought of others.
        let context = workload.object.envoy().and_then(|envoy| envoy.get("securityContext"));
        let restricted = context.is_some_and(|context| context.origin.span().is_none()) && workload.object.pod().is_some_and(|pod| pod.get("securityContext").is_none());
        if let (Some(span), Some(port), true) = (flag.and_then(|flag| flag.origin.span()), port, restricted) {
            findings
                .report(span, "with this, Envoy has to open a port below 1024 itself, and may not")
                .help(HELP)
                .related(port.origin.span(), "the listener's port");
        }
    }
}
