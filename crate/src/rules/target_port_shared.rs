//! See `target_port_shared.md`.

use super::proxies::shift_is_unknown;
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::render::Rendering;
use crate::resolve::{Infra, Port};
use crate::value::Node;

/// Listeners whose ports come to one port of the container.
pub const RULE: Rule =
    Rule { id: "target-port-shared", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

const HELP: &str = "Ports below 1024 are opened 10000 higher, so that Envoy needs no rights for them. Envoy opens a port \
    once and refuses the second listener: its traffic gets nowhere. Take another port.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, rendering) in input.proxies() {
        for port in &infra.ports {
            let Some(span) = port.port.origin.span().filter(|_| !port.udp && is_own(infra, rendering, &port.target)) else { continue };
            findings
                .report(span, "the pod itself listens on this port: for administration, metrics, readiness or shutdown")
                .help("A port is opened once, and Envoy refuses the listener: its traffic gets nowhere. Take another port.");
        }
        if shift_is_unknown(input, infra) {
            continue;
        }
        let is_moved = |port: &&Port| port.target.value != port.port.value;
        for low in infra.ports.iter().filter(is_moved) {
            let same = |port: &&Port| port.target.value == low.target.value && port.udp == low.udp && !is_moved(port);
            let Some(high) = infra.ports.iter().find(same) else { continue };
            let Some(span) = high.port.origin.span() else { continue };
            findings
                .report(span, "in the container, this port is that of another listener, too")
                .help(HELP)
                .related(low.port.origin.span(), "the other listener");
        }
    }
}

/// The administration of Envoy, which a bootstrap can put elsewhere, and the shutdown manager. Source: Envoy Gateway v1.0–v1.9.
const ADMIN: i64 = 19_000;
const SHUTDOWN: i64 = 19_002;

/// True for a port that the pod has for itself.
fn is_own(infra: &Infra<'_>, rendering: &Rendering, port: &Node) -> bool {
    let bootstrap = infra.effective.spec.as_ref().and_then(|spec| spec.get("bootstrap"));
    if port.as_int() == Some(SHUTDOWN) || port.as_int() == Some(ADMIN) && bootstrap.is_none() {
        return true;
    }
    for object in &rendering.objects {
        let Some(envoy) = object.envoy() else { continue };
        for own in envoy.get("ports").map_or(&[][..], Node::items) {
            let is_its = matches!(own.str_at(&["name"]), Some("metrics" | "readiness"));
            if is_its && own.get("containerPort").is_some_and(|number| number.value == port.value) {
                return true;
            }
        }
    }
    false
}
