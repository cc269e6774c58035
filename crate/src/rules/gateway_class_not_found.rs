//! See `gateway_class_not_found.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Fix, Group, Severity};
use crate::resolve::class_name;
use crate::text::nearest_of;

/// A Gateway whose GatewayClass is not in the files.
pub const RULE: Rule =
    Rule { id: "gateway-class-not-found", group: Group::Reference, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for gateway in input.resolved.gateways.iter().filter(|gateway| gateway.class.is_none()) {
        let node = gateway.object.document.root.at(&["spec", "gatewayClassName"]);
        let Some(node) = node.filter(|node| !input.is_placeholder(node)) else { continue };
        let Some(span) = node.origin.span() else { continue };
        let name = class_name(gateway.object);
        let names = input.model.classes.iter().map(|class| &*class.document.name);
        let near = nearest_of(name, names).map(str::to_string);
        let fix = near.clone().zip(node.origin.editable());
        let help = match &near {
            Some(near) => format!("No controller takes a Gateway of an unknown class. The files hold a GatewayClass `{near}`."),
            None => "No controller takes a Gateway of an unknown class: nothing is created for it.".to_string(),
        };
        findings
            .report(span, format!("there is no GatewayClass `{name}` in these files"))
            .severity(input.missing("GatewayClass", !input.model.classes.is_empty()))
            .help(help)
            .fix(fix.map(|(near, span)| Fix::replace(format!("use class {near}"), false, span, near)));
    }
}
