//! See `label_value_not_allowed.md`.

use super::{Findings, Input, Rule, policies, sites};
use crate::diagnostic::{Group, Severity};
use crate::team::{fits, listed};
use crate::text::Span;
use crate::value::Entry;

/// A label with a value that the team does not allow.
pub const RULE: Rule =
    Rule { id: "label-value-not-allowed", group: Group::Policy, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    if input.team.is_none() {
        return;
    }
    for (infra, object) in policies::objects(input) {
        let place = policies::place(input, infra);
        for pods in [false, true] {
            policies::labels(object, pods).iter().for_each(|label| look(input, findings, label, place));
        }
    }
    for map in sites::label_maps(input).filter(|map| map.labels) {
        map.entries.iter().for_each(|label| look(input, findings, label, None));
    }
}

fn look(input: &Input<'_>, findings: &mut Findings, label: &Entry, place: Option<Span>) {
    let Some((span, value)) = label.value.origin.span().or(place).zip(label.value.as_str()) else { return };
    let allowed = input.team.and_then(|team| team.policy(span.file, "labelValues")?.get(&label.key));
    let Some(allowed) = allowed.filter(|allowed| !fits(Some(allowed), value, true)) else { return };
    if !input.is_placeholder_text(value) {
        let message = format!("`{value}` is no value of the label `{}` here", label.key);
        let help = format!("The team's values look like this: {}.", listed(allowed));
        policies::say(findings, span, message, &help, allowed);
    }
}
