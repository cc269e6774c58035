//! See `parameters_refused.md`.

use super::{Findings, Input, Rule, edits, workloads};
use crate::diagnostic::{Edit, Fix, Group, Severity};
use crate::read::ENVOY_GROUP;
use crate::resolve::{Params, Refusal};
use crate::text::Span;
use crate::value::Node;

/// A parametersRef that the controller does not follow.
pub const RULE: Rule =
    Rule { id: "parameters-refused", group: Group::Controller, severity: Severity::Error, since: "0.1.0", check };

/// A key of the reference, and what it has to say.
type Expected = (&'static str, &'static str);

const EXPECTED: [Expected; 2] = [("group", ENVOY_GROUP), ("kind", "EnvoyProxy")];

const CLASS: &str = "The class is not accepted, and its Gateways run all the same, with the controller's defaults.";
const GATEWAY: &str = "The Gateway is not accepted, and nothing is created for it.";
const MERGED: &str = "The Gateway is not accepted, and the shared proxy does not serve it. Put what is meant into the \
    EnvoyProxy of the class.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (index, class) in input.resolved.classes.iter().enumerate().filter(|(_, class)| class.managed) {
        if class.params.is_refused() {
            let served = workloads::served(input, findings, index);
            look(input, findings, &class.params, CLASS, served);
        }
    }
    for gateway in &input.resolved.gateways {
        let managed = input.resolved.class_of(gateway).is_some_and(|class| class.managed);
        if managed {
            look(input, findings, &gateway.params, GATEWAY, None);
        }
    }
}

fn look(input: &Input<'_>, findings: &mut Findings, params: &Params<'_>, consequence: &str, served: Option<Span>) {
    match params {
        Params::Refused(Refusal::NotAnEnvoyProxy(reference)) => wrong_kind(input, findings, reference, consequence, served),
        Params::Refused(Refusal::GatewaysAreMerged(reference)) => {
            let Some(span) = reference.origin.span() else { return };
            let message = "a Gateway whose class merges Gateways has no parameters of its own";
            findings.report(span, message).help(MERGED);
        }
        _ => {}
    }
}

/// Group and kind are compared letter by letter; an empty name is none.
fn wrong_kind(input: &Input<'_>, findings: &mut Findings, reference: &Node, consequence: &str, served: Option<Span>) {
    let wrong = || EXPECTED.into_iter().filter(|(key, right)| reference.str_at(&[key]) != Some(right));
    let node = wrong().find_map(|(key, _)| reference.get(key)).unwrap_or(reference);
    let Some(span) = node.origin.span() else { return };
    // What is not there at all, the API server misses.
    if ["group", "kind", "name"].into_iter().any(|key| reference.get(key).is_none_or(Node::is_null)) {
        return;
    }
    if EXPECTED.into_iter().any(|(key, _)| reference.get(key).is_some_and(|node| input.is_placeholder(node))) {
        return;
    }
    let message = match wrong().next() {
        Some((key, right)) => format!("the {key} of a parametersRef is {right}, nothing else"),
        None => "this parametersRef has no name".to_string(),
    };
    findings.report(span, message).help(consequence).related(served, workloads::SERVED).fix(right_kind(input, reference, wrong()));
}

/// What is wrong, written right; none where a part is missing.
fn right_kind(input: &Input<'_>, reference: &Node, wrong: impl Iterator<Item = Expected>) -> Option<Fix> {
    let edit = |(key, right): Expected| edits::replace(input, &reference.get(key)?.origin, right);
    let edits: Vec<Edit> = wrong.map(edit).collect::<Option<_>>()?;
    (!edits.is_empty()).then(|| Fix { title: "name an EnvoyProxy".to_string(), safe: false, edits })
}
