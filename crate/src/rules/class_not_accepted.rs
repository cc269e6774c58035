//! See `class_not_accepted.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::resolve::{ClassState, Params, Refusal};
use crate::text::Span;

/// A Gateway whose proxy is created although its class is not accepted.
pub const RULE: Rule =
    Rule { id: "class-not-accepted", group: Group::Rollout, severity: Severity::Info, since: "0.1.0", check };

const HELP: &str = "The proxy runs, and takes nothing from the EnvoyProxy that the class names.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    let mut refused: Vec<Option<Span>> = Vec::new();
    for class in &input.resolved.classes {
        refused.push(reference(input, class));
    }
    for gateway in input.resolved.gateways.iter().filter(|gateway| gateway.infra.is_some()) {
        let reference = gateway.class.and_then(|class| refused.get(class).copied().flatten());
        let name = gateway.object.document.root.at(&["spec", "gatewayClassName"]);
        if let Some((reference, span)) = reference.zip(name.and_then(|name| name.origin.span())) {
            findings
                .report(span, "this class is not accepted, and the Gateway gets a proxy all the same")
                .help(HELP)
                .related(Some(reference), "the class's parameters");
        }
    }
}

/// The parametersRef of a class that is not accepted because of it. Where the EnvoyProxy may be in the cluster, nobody
/// knows.
fn reference(input: &Input<'_>, class: &ClassState<'_>) -> Option<Span> {
    let Params::Refused(refusal) = &class.params else { return None };
    let reference = class.object.document.root.at(&["spec", "parametersRef"])?;
    let there = !input.model.proxies.is_empty();
    let sure = !matches!(refusal, Refusal::NotFound { .. }) || input.missing("EnvoyProxy", there) == Severity::Error;
    let filled_in = reference.entries().iter().any(|entry| input.is_placeholder(&entry.value));
    reference.origin.span().filter(|_| class.managed && sure && !filled_in)
}
