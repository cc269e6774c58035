//! See `unknown_kind.md`.

use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::read::{KindFault, KindProblem, kinds_of};
use crate::text::nearest_of;
use crate::value::Origin;

/// A document whose kind is missing, or not one of its group.
pub const RULE: Rule =
    Rule { id: "unknown-kind", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for problem in input.files.iter().flat_map(|facts| &facts.kinds) {
        let written = match &problem.fault {
            KindFault::NoSuchKind { kind, .. } | KindFault::OtherVersion { kind, .. } | KindFault::OtherGroup { kind, .. } => kind,
            _ => "",
        };
        if input.is_placeholder_text(written) || input.is_placeholder_text(input.slice(problem.span)) {
            continue;
        }
        let (message, help, better) = words(problem);
        let fix = edits::write(input, &Origin::Source(problem.span), better);
        findings.report(problem.span, message).help(help).fix(fix);
    }
}

fn words(problem: &KindProblem) -> (String, String, Option<String>) {
    match &problem.fault {
        KindFault::NotAnObject(found) => {
            (format!("this document is {found}, not a Kubernetes object"), "An object is a map with apiVersion, kind and metadata.".into(), None)
        }
        KindFault::Missing(key) => {
            (format!("this object has no {key}"), "Without apiVersion and kind nobody knows what it is; kubectl and the controller refuse it.".into(), None)
        }
        KindFault::NotAString(key) => (format!("{key} is not a text"), "Write it as one word.".into(), None),
        KindFault::NoSuchKind { group, kind } => {
            // A list of objects is meant as one.
            let near = if kind.ends_with("List") { None } else { nearest_of(kind, kinds_of(group)) };
            let near = near.map(str::to_string);
            let offer = near.as_ref().map_or(String::new(), |near| format!(" Did you mean {near}?"));
            (format!("{group} has no kind `{kind}`"), format!("The API server refuses it.{offer}"), near)
        }
        KindFault::OtherVersion { right, kind } => {
            (format!("{kind} is not served in this version"), format!("The API server refuses it. It is served as {right}."), Some(right.clone()))
        }
        KindFault::OtherGroup { right, kind } => {
            (format!("{kind} is not of this group"), format!("The API server does not find the kind here. It belongs to {right}."), Some(right.to_string()))
        }
    }
}
