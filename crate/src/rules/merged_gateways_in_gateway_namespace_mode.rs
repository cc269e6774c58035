//! See `merged_gateways_in_gateway_namespace_mode.md`.

use super::{Findings, Input, Rule, workloads};
use crate::diagnostic::{Group, Severity};
use crate::resolve::{Params, Refusal};

/// mergeGateways where each Gateway has its proxy in its own namespace.
pub const RULE: Rule = Rule {
    id: "merged-gateways-in-gateway-namespace-mode",
    group: Group::Controller,
    severity: Severity::Error,
    since: "0.1.0",
    check,
};

fn check(input: &Input<'_>, findings: &mut Findings) {
    let mode = input.model.config.deploy_type().and_then(|node| node.origin.span());
    for (index, class) in input.resolved.classes.iter().enumerate() {
        let Params::Refused(Refusal::MergedInGatewayNamespace { reference, proxy }) = &class.params else { continue };
        let merge = proxy.document.root.at(&["spec", "mergeGateways"]);
        let Some(span) = merge.and_then(|node| node.origin.span()) else { continue };
        let served = workloads::served(input, findings, index);
        findings
            .report(span, "mergeGateways can't be used in Gateway namespace mode")
            .help(format!(
                "GatewayClass {} is not accepted, and its Gateways run with built-in defaults instead of this EnvoyProxy. Turn one of the two off.",
                class.object.document.name
            ))
            .related(mode, "Gateway namespace mode is asked for here")
            .related(reference.origin.span(), "the class that uses this EnvoyProxy")
            .related(served, workloads::SERVED);
    }
}
