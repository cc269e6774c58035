//! See `read_otherwise.md`.

use super::{Findings, Input, Rule, edits, sites};
use crate::diagnostic::{Group, Severity};
use crate::read::Kind;
use crate::text::Span;
use crate::value::{Node, Value};
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
    // The configuration in values is a document of its own.
    for document in input.documents.iter().filter(|document| KINDS.contains(&document.kind)) {
        let mut open = vec![(&document.root, false)];
        while let Some((node, is_mode)) = open.pop() {
            open.extend(node.items().iter().map(|item| (item, false)));
            for entry in node.entries() {
                key(input, findings, entry.key_origin.editable(), &entry.key);
                open.push((&entry.value, entry.key.ends_with("ode")));
            }
            if !is_mode {
                number(input, findings, node);
            }
        }
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
fn number(input: &Input<'_>, findings: &mut Findings, node: &Node) {
    let (Value::Int(number), Some(span)) = (&node.value, node.origin.editable()) else { return };
    let written = input.slice(span);
    let digits = written.trim_start_matches(['-', '+']);
    let is_odd = digits.len() > 1 && digits.starts_with('0');
    let is_said = || input.violations().chain(input.value_violations).any(|said| said.origin.span() == Some(span));
    if is_odd && !is_said() {
        findings
            .report(span, format!("YAML reads {} as the number {number}", sites::shown(written)))
            .help("A number that begins with a 0 does not count in tens. Write the number that is meant.");
    }
}
