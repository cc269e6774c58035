//! See `created_object_shared.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::render::Object;
use crate::resolve::Infra;
use crate::text::sort;
use crate::value::{Node, Origin};

/// An object that the controller creates for two proxies.
pub const RULE: Rule =
    Rule { id: "created-object-shared", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

const HELP: &str = "Each of them writes over the other's: pods and Service belong to one of the two, and the other one serves nothing. \
    Give names in the EnvoyProxy of one Gateway, or none.";

/// A created object: `Deployment edge/public`, the proxy that it is created for, and its name.
type Made<'a> = (String, &'a Infra<'a>, &'a Node);

fn check(input: &Input<'_>, findings: &mut Findings) {
    let mut made: Vec<Made> = Vec::new();
    // Names that the controller makes are never the same.
    if input.proxies().any(|(infra, rendering)| rendering.objects.iter().any(|object| name(infra, object).is_some())) {
        for (infra, rendering) in input.proxies() {
            made.extend(rendering.objects.iter().filter_map(|object| of(infra, object)));
        }
    }
    sort(&mut made, |a, b| (&a.0, &a.1.key).cmp(&(&b.0, &b.1.key)));
    let mut left = made.as_slice();
    while let Some((first, rest)) = left.split_first() {
        left = rest;
        // Two documents of one Gateway are one Gateway, in two versions.
        if let Some(second) = rest.first().filter(|second| second.0 == first.0 && second.1.key != first.1.key) {
            report(findings, first, second);
        }
    }
}

/// In a namespace that is not known, nothing is the same.
fn of<'a>(infra: &'a Infra<'a>, object: &'a Object) -> Option<Made<'a>> {
    let namespace = object.node.str_at(&["metadata", "namespace"]).filter(|name| !name.starts_with('<'))?;
    let name = object.node.at(&["metadata", "name"])?;
    let title = [object.node.str_at(&["kind"])?, " ", namespace, "/", name.as_str()?].concat();
    Some((title, infra, name))
}

/// The name of an object, where somebody gave it, and it is not the Gateway's own.
fn name<'o>(infra: &Infra<'_>, object: &'o Object) -> Option<&'o Node> {
    object.node.at(&["metadata", "name"]).filter(|name| is_given(infra, name))
}

fn is_given(infra: &Infra<'_>, name: &Node) -> bool {
    !matches!(name.origin, Origin::Derived(_) | Origin::Default(_)) && name.origin != infra.name.origin
}

fn report(findings: &mut Findings, first: &Made<'_>, second: &Made<'_>) {
    let given = |made: &Made<'_>| made.2.origin.span().filter(|_| is_given(made.1, made.2));
    let Some(span) = given(second).or(given(first)) else { return };
    findings
        .report(span, "more than one proxy gets the ".to_string() + &second.0)
        .help(HELP)
        .related(given(first).filter(|other| *other != span), "the same name")
        .related(first.1.name.origin.span(), "one of the proxies is for this Gateway")
        .related(second.1.name.origin.span(), "and one for this");
}
