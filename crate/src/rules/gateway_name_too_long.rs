//! See `gateway_name_too_long.md`.

use super::{Findings, Input, Rule, object_refused};
use crate::diagnostic::{Group, Severity};
use crate::labels::keys;
use crate::model::Object;
use crate::resolve::{Infra, Mode};

/// The longest value of a label. Source: Kubernetes object metadata.
const LONGEST: usize = 63;

/// A Gateway (with merged Gateways: a class) whose name is too long for the labels of its objects.
pub const RULE: Rule =
    Rule { id: "gateway-name-too-long", group: Group::Render, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, rendering) in input.proxies() {
        if rendering.objects.is_empty() {
            continue;
        }
        let Some((owner, key)) = owner(input, infra) else { continue };
        let Some(span) = owner.document.name_origin().span() else { continue };
        let (what, length) = (&owner.document.kind_name, owner.document.name.len());
        if length > LONGEST && object_refused::is_created(input, infra) && input.starts() {
            let message = format!("the {what}'s name has {length} characters, and as a label {LONGEST} are allowed");
            findings.report(span, message).help(format!(
                "The {what} itself is accepted. Then the API server refuses every object that is created for it, \
                 because of the label {key}. Choose a shorter name."
            ));
        }
    }
}

/// Whose name becomes a label, and which one.
pub(super) fn owner<'a>(input: &Input<'a>, infra: &Infra<'a>) -> Option<(&'a Object<'a>, &'static str)> {
    let gateway = input.resolved.gateways.get(*infra.gateways.last()?)?;
    match infra.mode {
        Mode::Merged => Some((input.resolved.class_of(gateway)?.object, keys::OWNING_GATEWAY_CLASS)),
        _ => Some((gateway.object, keys::OWNING_GATEWAY_NAME)),
    }
}
