//! See `parameters_not_found.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Fix, Group, Severity};
use crate::model::Namespace;
use crate::resolve::{Params, Refusal};
use crate::text::nearest_of;
use crate::value::Node;

/// A parametersRef whose EnvoyProxy is not in the files.
pub const RULE: Rule =
    Rule { id: "parameters-not-found", group: Group::Reference, severity: Severity::Error, since: "0.1.0", check };

const CLASS: &str = "The class is not accepted, and its Gateways run all the same, with built-in defaults instead of this configuration.";
const GATEWAY: &str = "The Gateway is not accepted, and nothing is created for it.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for class in input.resolved.classes.iter().filter(|class| class.managed) {
        report(input, findings, &class.params, CLASS);
    }
    for gateway in &input.resolved.gateways {
        report(input, findings, &gateway.params, GATEWAY);
    }
}

fn report(input: &Input<'_>, findings: &mut Findings, params: &Params<'_>, consequence: &str) {
    let Params::Refused(Refusal::NotFound { reference, name, namespace }) = params else { return };
    let Some(node) = reference.get("name").filter(|node| !input.is_placeholder(node)) else { return };
    let Some(span) = node.origin.span() else { return };
    let elsewhere = input.model.proxies_named(name).next();
    let help = match elsewhere.map(|proxy| &proxy.namespace) {
        Some(Namespace::Known(other)) => {
            format!("{consequence} An EnvoyProxy of this name is in namespace {}.", other.as_str().unwrap_or(""))
        }
        _ => consequence.to_string(),
    };
    let place = namespace.name().map_or(String::new(), |namespace| format!(" in namespace {namespace}"));
    findings
        .report(span, format!("there is no EnvoyProxy `{name}`{place} in these files"))
        .severity(input.missing("EnvoyProxy", !input.model.proxies.is_empty()))
        .help(help)
        .related(elsewhere.and_then(|proxy| proxy.document.name_origin().span()), "an EnvoyProxy of this name")
        .fix(fix(input, node, name, elsewhere.is_some()));
}

/// The nearest name, unless the name is right and only the namespace is not.
fn fix(input: &Input<'_>, node: &Node, name: &str, found: bool) -> Option<Fix> {
    let names = input.model.proxies.iter().map(|proxy| &*proxy.document.name);
    let near = nearest_of(name, names).filter(|_| !found)?;
    Some(Fix::replace(format!("use EnvoyProxy {near}"), false, node.origin.editable()?, near))
}
