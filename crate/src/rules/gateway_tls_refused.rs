//! See `gateway_tls_refused.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::resolve::Failure;
use crate::text::holds;

/// A certificate in `spec.tls` of a Gateway that the controller can't use.
pub const RULE: Rule =
    Rule { id: "gateway-tls-refused", group: Group::Controller, severity: Severity::Error, since: "0.1.0", check };

const CLIENTS: &str = "The HTTPS listeners of these ports are not served: nothing answers there.";
const BACKENDS: &str = "The proxy shows backends no certificate, and those that ask for one refuse it.";
const FALLS: &str = "The controller falls over each time that it looks at its Gateways: nothing changes for any of them \
    until this is taken out, or names a Secret.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for gateway in &input.resolved.gateways {
        let document = gateway.object.document;
        let tls = &gateway.tls;
        let said = tls.is_there && !input.is_refused(document);
        if said {
            let ports = tls.ports.iter().filter_map(|(_, failure)| *failure);
            tls.all.into_iter().chain(ports).for_each(|failure| tell(input, failure, CLIENTS, findings));
            tls.backend.into_iter().for_each(|failure| tell(input, failure, BACKENDS, findings));
        }
    }
    let crash = input.resolved.crash(input.release).and_then(|(_, node)| node.head().span());
    if let Some(span) = crash {
        findings.report(span, "`backend` without `clientCertificateRef` crashes the controller").help(FALLS);
    }
}

fn tell(input: &Input<'_>, failure: Failure<'_>, help: &str, findings: &mut Findings) {
    let Some(span) = failure.node.head().span() else { return };
    let filled = failure.node.entries().iter().any(|entry| input.is_placeholder(&entry.value));
    // Secrets are seldom kept beside configuration.
    let unsure = !input.settings.closed && holds(failure.message, "not found");
    if !filled {
        let severity = if unsure { Severity::Warning } else { Severity::Error };
        findings.report(span, failure.message).severity(severity).help(help);
    }
}
