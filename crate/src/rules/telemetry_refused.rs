//! See `telemetry_refused.md`.

use super::sites::fill;
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::release::Feature;
use crate::resolve::{Infra, Invalid};

/// Logs, traces or metrics that the controller does not send where an EnvoyProxy says.
pub const RULE: Rule =
    Rule { id: "telemetry-refused", group: Group::Controller, severity: Severity::Error, since: "0.1.0", check };

const REFUSED: &str = "The controller does not accept the Gateway. Its proxy runs, without any telemetry from here on, and the Gateway gets no address in its status.";
const TOLD: &str = "The proxy runs, without any telemetry from here on. Only a condition of the Gateway says so.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for infra in &input.resolved.infras {
        if let Some(invalid) = &infra.telemetry {
            look(input, infra, invalid, findings);
        }
    }
}

fn look(input: &Input<'_>, infra: &Infra<'_>, invalid: &Invalid, findings: &mut Findings) {
    let node = &invalid.node;
    let Some(span) = node.head().span().filter(|span| !input.is_placeholder_text(input.slice(*span))) else { return };
    // What the API server refuses, it says itself.
    for source in &infra.effective.sources {
        let document = source.proxy.map(|proxy| proxy.document);
        let stands_in = |all: crate::text::Span| all.file == span.file && all.start <= span.start && span.end <= all.end;
        if document.is_some_and(|document| stands_in(document.span) && input.is_refused(document)) {
            return;
        }
    }
    let name = match (node.str_at(&["name"]), node.as_str()) {
        (Some(name), _) => fill("~ `~`", &[node.str_at(&["kind"]).unwrap_or("Service"), name]),
        (_, Some(text)) => fill("`~`", &[text]),
        _ => String::from("this"),
    };
    let gateway = infra.gateways.first().and_then(|index| input.resolved.gateways.get(*index));
    let user = gateway.and_then(|gateway| gateway.object.document.name_origin().span());
    let help = if input.release.has(Feature::TelemetryRefusesGateway) { REFUSED } else { TOLD };
    findings.report(span, fill("~ ~", &[&name, &invalid.why.to_string()])).help(help).related(user, "for this Gateway");
}
