//! See `object_duplicate.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::read::{Document, Kind};
use crate::text::Names;

/// An object that the files that are deployed together hold twice.
pub const RULE: Rule =
    Rule { id: "object-duplicate", group: Group::Rollout, severity: Severity::Warning, since: "0.1.0", check };

const KINDS: [Kind; 3] = [Kind::GatewayClass, Kind::Gateway, Kind::EnvoyProxy];

fn check(input: &Input<'_>, findings: &mut Findings) {
    for kind in KINDS {
        let mut seen: Names<&Document> = Names::default();
        for document in input.of_kind(kind).filter(|document| !document.partial && !document.name.is_empty()) {
            if input.is_placeholder_text(&document.name) {
                continue;
            }
            // Of the first few, so that many of one name don't cost their product.
            let mut same = seen.all(&document.name).iter().take(16);
            if let Some(first) = same.find(|first| is_twice(input, first, document)) {
                say(input, findings, first, document);
            }
            seen.push(&document.name, document);
        }
    }
}

fn is_twice(input: &Input<'_>, first: &Document, second: &Document) -> bool {
    let model = input.model;
    if !model.context.are_together(first, second) {
        return false;
    }
    let (a, b) = (model.namespace_of(first), model.namespace_of(second));
    let written = |document: &Document| document.namespace.as_ref().map(|node| node.value.clone());
    a.is(&b) || first.kind == Kind::GatewayClass || a.may_be(&b) && written(first) == written(second)
}

fn say(input: &Input<'_>, findings: &mut Findings, first: &Document, second: &Document) {
    let Some(span) = second.name_origin().span() else { return };
    let (severity, help) = match input.model.context.is_kustomized(second) {
        true => (Severity::Error, "Kustomize refuses to build it. Keep one of them."),
        false => (Severity::Warning, "What is applied last replaces the other one without a word. Keep one of them."),
    };
    findings
        .report(span, format!("{} `{}` is here twice", second.kind_name, second.name))
        .severity(severity)
        .help(help)
        .related(first.name_origin().span(), "the first one");
}
