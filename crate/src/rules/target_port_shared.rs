//! See `target_port_shared.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::resolve::Port;

/// Listeners whose ports come to one port of the container.
pub const RULE: Rule =
    Rule { id: "target-port-shared", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

const HELP: &str = "Ports below 1024 are opened 10000 higher, so that Envoy needs no rights for them. Envoy opens a port \
    once and refuses the second listener: its traffic gets nowhere. Take another port.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, _) in input.proxies() {
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
