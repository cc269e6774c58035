//! See `target_port_shared.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::resolve::Port;
use crate::text::sort;

/// Listeners whose ports come to one port of the container.
pub const RULE: Rule =
    Rule { id: "target-port-shared", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

const HELP: &str = "Ports below 1024 are opened 10000 higher, so that Envoy needs no rights for them. Both listeners then ask \
    for one address, and Envoy refuses the second: its traffic gets nowhere. Take another port.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, _) in input.proxies() {
        let mut ports: Vec<(Option<i64>, bool, Option<i64>, &Port)> = Vec::new();
        for port in &infra.ports {
            ports.push((port.target.as_int(), port.udp, port.port.as_int(), port));
        }
        sort(&mut ports, |a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)));
        for (a, b) in ports.iter().zip(ports.iter().skip(1)) {
            let (Some(target), Some(span)) = (a.0, b.3.port.origin.span()) else { continue };
            if (a.0, a.1) == (b.0, b.1) && a.2 != b.2 {
                findings
                    .report(span, format!("the ports {} and {} both come to {target} in the container", a.2.unwrap_or(0), b.2.unwrap_or(0)))
                    .help(HELP)
                    .related(a.3.port.origin.span(), "the other one");
            }
        }
    }
}
