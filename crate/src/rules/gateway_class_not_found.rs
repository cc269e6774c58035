//! See `gateway_class_not_found.md`.

use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::resolve::class_name;
use crate::text::nearest_of;

/// A Gateway whose GatewayClass is not in the files.
pub const RULE: Rule =
    Rule { id: "gateway-class-not-found", group: Group::Reference, severity: Severity::Error, since: "0.1.0", check };

const HELP: &str = "No controller takes a Gateway of an unknown class: nothing is created for it.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for gateway in input.resolved.gateways.iter().filter(|gateway| gateway.class.is_none()) {
        let node = gateway.object.document.root.at(&["spec", "gatewayClassName"]);
        let Some(node) = node.filter(|node| !input.is_placeholder(node)) else { continue };
        let Some(span) = node.origin.span() else { continue };
        let name = class_name(gateway.object);
        if findings.may_search() && input.is_faulty("GatewayClass", name) {
            continue;
        }
        if input.model.class_index(name).is_some() {
            findings
                .report(span, "the controller does not look at this Gateway: its namespace is not watched")
                .severity(Severity::Info)
                .help("`provider.kubernetes.watch` of the EnvoyGateway config names the namespaces: nothing is created for it.");
            continue;
        }
        let names = input.model.classes.iter().map(|class| &*class.document.name);
        let near = findings.may_search().then(|| nearest_of(name, names)).flatten();
        findings
            .report(span, format!("there is no GatewayClass `{name}` in these files"))
            .severity(input.missing("GatewayClass", !input.model.classes.is_empty()))
            .help(near.map_or(HELP.to_string(), |near| format!("{HELP} The files hold a GatewayClass `{near}`.")))
            .fix(edits::write(input, &node.origin, near.map(str::to_string)));
    }
}
