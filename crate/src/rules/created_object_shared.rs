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

const HELP: &str = "Each of them writes it over the other's, again and again: pods and Service belong to one of the two, \
    and the other one serves nothing. Give names in the EnvoyProxy of one Gateway, or none.";

/// A created object: its kind, namespace and name, and the proxy that it is created for.
type Made<'a> = (&'a str, &'a str, &'a str, &'a Infra<'a>, &'a Node);

fn check(input: &Input<'_>, findings: &mut Findings) {
    let mut made: Vec<Made> = Vec::new();
    let mut given = false;
    for (infra, rendering) in input.proxies() {
        for object in &rendering.objects {
            made.extend(of(infra, object));
            given = given || object.node.at(&["metadata", "name"]).is_some_and(|name| is_given(infra, name));
        }
    }
    // Names that the controller makes are never the same.
    if !given {
        return;
    }
    sort(&mut made, |a, b| order(a).cmp(&order(b)));
    let mut before: Option<&Made> = None;
    for one in &made {
        if let Some(other) = before.filter(|other| (other.0, other.1, other.2) == (one.0, one.1, one.2)) {
            report(findings, other, one);
        }
        before = Some(one);
    }
}

fn order<'m>(made: &Made<'m>) -> (&'m str, &'m str, &'m str, &'m str) {
    (made.0, made.1, made.2, &made.3.key)
}

/// In a namespace that is not known, nothing is the same.
fn of<'a>(infra: &'a Infra<'a>, object: &'a Object) -> Option<Made<'a>> {
    let namespace = object.node.str_at(&["metadata", "namespace"]).filter(|name| !name.starts_with('<'))?;
    let name = object.node.at(&["metadata", "name"])?;
    Some((object.node.str_at(&["kind"])?, namespace, name.as_str()?, infra, name))
}

/// True for a name that somebody gave to the object, and not the Gateway's own.
fn is_given(infra: &Infra<'_>, name: &Node) -> bool {
    !matches!(name.origin, Origin::Derived(_) | Origin::Default(_)) && name.origin != infra.name.origin
}

/// Two documents of one Gateway are one Gateway, in two versions.
fn report(findings: &mut Findings, first: &Made<'_>, second: &Made<'_>) {
    let given = |one: &Made<'_>| one.4.origin.span().filter(|_| is_given(one.3, one.4));
    let place = given(second).or(given(first));
    let Some(span) = place.filter(|_| first.3.key != second.3.key) else { return };
    let (kind, namespace, name, ..) = second;
    findings
        .report(span, format!("more than one proxy gets the {kind} {namespace}/{name}"))
        .help(HELP)
        .related(given(first).filter(|other| *other != span), "the same name")
        .related(first.3.name.origin.span(), "one of the proxies is for this Gateway")
        .related(second.3.name.origin.span(), "and one for this");
}
