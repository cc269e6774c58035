//! See `created_object_shared.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::render::{Object, Rendering};
use crate::resolve::Infra;
use crate::text::{Index, Key, Str};
use crate::value::{Node, Origin};

/// An object that the controller creates for two proxies.
pub const RULE: Rule =
    Rule { id: "created-object-shared", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

const HELP: &str = "Each of them writes over the other's: pods and Service belong to one of the two, and the other one serves nothing. \
    Give names in the EnvoyProxy of one Gateway, or none.";

/// A created object: `Deployment edge/public`, the proxy that it is created for, and its name.
type Made<'a> = (Str, &'a Infra<'a>, &'a Node);

fn check(input: &Input<'_>, findings: &mut Findings) {
    // Names that the controller makes are never the same.
    let given = |(infra, rendering): (&Infra<'_>, &Rendering)| rendering.objects.iter().any(|it| is_given(infra, it.name()));
    if !input.proxies().any(given) {
        return;
    }
    let (mut made, mut places): (Vec<Made>, Index) = Default::default();
    for (infra, rendering) in input.proxies() {
        for one in rendering.objects.iter().filter_map(|object| of(infra, object)) {
            let place = places.place(Key::Shared(one.0.clone()), made.len());
            match made.get(place) {
                // Two documents of one Gateway are one Gateway, in two versions.
                Some(first) if first.1.key != infra.key => report(findings, first, &one),
                Some(_) => {}
                None => made.push(one),
            }
        }
    }
}

/// In a namespace that is not known, nothing is the same.
fn of<'a>(infra: &'a Infra<'a>, object: &'a Object) -> Option<Made<'a>> {
    let namespace = object.node.str_at(&["metadata", "namespace"]).filter(|name| !name.starts_with('<'))?;
    let name = object.name()?;
    let title = [object.node.str_at(&["kind"])?, " ", namespace, "/", name.as_str()?].concat();
    Some((title.into(), infra, name))
}

/// True for a name that somebody gave to the object, and that is not the Gateway's own.
fn is_given(infra: &Infra<'_>, name: Option<&Node>) -> bool {
    let made = |name: &Node| matches!(name.origin, Origin::Derived(_) | Origin::Default(_));
    name.is_some_and(|name| !made(name) && name.origin != infra.name.origin)
}

fn report(findings: &mut Findings, first: &Made<'_>, second: &Made<'_>) {
    let given = |made: &Made<'_>| made.2.origin.span().filter(|_| is_given(made.1, Some(made.2)));
    let Some(span) = given(second).or(given(first)) else { return };
    findings
        .report(span, "more than one proxy gets the ".to_string() + &*second.0)
        .help(HELP)
        .related(given(first).filter(|other| *other != span), "the same name")
        .related(first.1.name.origin.span(), "one of the proxies is for this Gateway")
        .related(second.1.name.origin.span(), "and one for this");
}
