//! See `read_otherwise.md`.

use super::{Findings, Input, Rule, edits, sites};
use crate::diagnostic::{Group, Severity};
use crate::read::Kind;
use crate::text::{Index, Key, Span};
use crate::value::Node;
use crate::yaml;

/// Something that YAML reads in another way than it is written.
pub const RULE: Rule =
    Rule { id: "read-otherwise", group: Group::Yaml, severity: Severity::Warning, since: "0.1.0", check };

/// Kinds whose keys and numbers are looked at.
const KINDS: [Kind; 5] =
    [Kind::EnvoyProxy, Kind::Gateway, Kind::GatewayClass, Kind::EnvoyGateway, Kind::HelmValues];

fn check(input: &Input<'_>, findings: &mut Findings) {
    if !input.is_file {
        return input.model.context.numbers.iter().for_each(|node| version(input, findings, node));
    }
    let mut odd = Vec::new();
    // The configuration in values is a document of its own.
    for document in input.documents.iter().filter(|document| KINDS.contains(&document.kind)) {
        let mut open = vec![(&document.root, false)];
        while let Some((node, is_mode)) = open.pop() {
            open.extend(node.items().iter().map(|item| (item, false)));
            for entry in node.entries() {
                key(input, findings, entry.key_origin.editable(), &entry.key);
                open.push((&entry.value, entry.key.ends_with("ode")));
            }
            odd.extend(odd_number(input, node).filter(|_| !is_mode));
        }
    }
    if odd.is_empty() {
        return;
    }
    let mut said = Index::default();
    for one in input.violations() {
        said.place(Key::of(one.origin.span().unwrap_or_default()), 0);
    }
    for one in input.value_violations {
        said.place(Key::of(one.origin.span().unwrap_or_default()), 0);
    }
    for (span, number) in odd.into_iter().filter(|(span, _)| said.get(&Key::of(*span)).is_none()) {
        findings
            .report(span, format!("YAML reads {} as the number {number}", sites::shown(input.slice(span))))
            .help("A number that begins with a 0 does not count in tens. Write the number that is meant.");
    }
}

/// A version that is no text, which every tool refuses.
fn version(input: &Input<'_>, findings: &mut Findings, node: &Node) {
    let Some((span, reading)) = node.origin.span().zip(yaml::reading(node)) else { return };
    findings
        .report(span, format!("a version has to be text, and YAML reads this as {reading}"))
        .severity(Severity::Error)
        .help("Nothing can be installed with it. Put it in quotes.")
        .fix(edits::quote(input, &node.origin));
}

/// A key that is written bare and is another text then: `on`, `1.20`.
fn key(input: &Input<'_>, findings: &mut Findings, span: Option<Span>, key: &str) {
    // Nearly all keys are read as they are written.
    let Some(span) = span.filter(|span| input.slice(*span) != key) else { return };
    let Some(written) = edits::bare(input, span) else { return };
    if !written.starts_with(['\'', '?', '*', '&', '<']) {
        let fix = edits::quote(input, &crate::value::Origin::Source(span));
        findings
            .report(span, format!("YAML reads the key {} as {}", sites::shown(written), sites::shown(key)))
            .help("Put it in quotes if it is meant as it stands here.")
            .fix(fix);
    }
}

/// A whole number that is not written in tens: `0777`.
fn odd_number(input: &Input<'_>, node: &Node) -> Option<(Span, i64)> {
    let (number, span) = (node.as_int()?, node.origin.editable()?);
    let digits = input.slice(span).trim_start_matches(['-', '+']);
    (digits.len() > 1 && digits.starts_with('0')).then_some((span, number))
}
