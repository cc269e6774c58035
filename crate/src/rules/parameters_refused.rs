//! See `parameters_refused.md`.

use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::read::ENVOY_GROUP;
use crate::resolve::{Params, Refusal};
use crate::value::Node;

/// A parametersRef that the controller does not follow.
pub const RULE: Rule =
    Rule { id: "parameters-refused", group: Group::Controller, severity: Severity::Error, since: "0.1.0", check };

const CLASS: &str = "The class is not accepted, and its Gateways run all the same, with the controller's defaults.";
const GATEWAY: &str = "The Gateway is not accepted, and nothing is created for it.";
const MERGED: &str = "The Gateway is not accepted, and the shared proxy does not serve it. Put what is meant into the \
    EnvoyProxy of the class.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for class in input.resolved.classes.iter().filter(|class| class.managed) {
        look(input, findings, &class.params, CLASS);
    }
    for gateway in &input.resolved.gateways {
        let managed = input.resolved.class_of(gateway).is_some_and(|class| class.managed);
        if managed {
            look(input, findings, &gateway.params, GATEWAY);
        }
    }
}

fn look(input: &Input<'_>, findings: &mut Findings, params: &Params<'_>, consequence: &str) {
    match params {
        Params::Refused(Refusal::NotAnEnvoyProxy(reference)) => wrong_kind(input, findings, reference, consequence),
        Params::Refused(Refusal::GatewaysAreMerged(reference)) => {
            let Some(span) = reference.origin.span() else { return };
            let message = "a Gateway whose class merges Gateways has no parameters of its own";
            findings.report(span, message).help(MERGED);
        }
        _ => {}
    }
}

/// Group and kind are compared letter by letter; an empty name is none.
fn wrong_kind(input: &Input<'_>, findings: &mut Findings, reference: &Node, consequence: &str) {
    let expected = [("group", ENVOY_GROUP), ("kind", "EnvoyProxy")];
    let wrong = expected.into_iter().find(|(key, right)| reference.str_at(&[key]) != Some(right));
    let node = wrong.and_then(|(key, _)| reference.get(key)).unwrap_or(reference);
    let Some(span) = node.origin.span().filter(|_| !input.is_placeholder(node)) else { return };
    let message = match wrong {
        Some((key, right)) => format!("the {key} of a parametersRef is {right}, nothing else"),
        None => "this parametersRef has no name".to_string(),
    };
    let better = wrong.map(|(_, right)| right.to_string()).filter(|_| node.as_str().is_some());
    findings.report(span, message).help(consequence).fix(edits::write(&node.origin, better));
}
