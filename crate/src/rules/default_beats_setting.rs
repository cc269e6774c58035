//! See `default_beats_setting.md`.

use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Group, Severity};
use crate::resolve::Source;
use crate::value::{Node, Origin, Value};

/// A setting that loses to a default which the API server fills in.
pub const RULE: Rule =
    Rule { id: "default-beats-setting", group: Group::Controller, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, _) in input.proxies() {
        let Some(spec) = &infra.effective.spec else { continue };
        let used: Vec<&Source> = infra.effective.sources.iter().filter(|source| source.used).collect();
        // The strongest one loses to nobody.
        for weaker in used.iter().skip(1) {
            compare(findings, &weaker.spec, spec, &infra.key);
        }
    }
}

/// Looks for what is written in one spec and a default in the one that counts.
fn compare(findings: &mut Findings, written: &Node, counts: &Node, who: &str) {
    let mut open = vec![(written, counts)];
    while let Some((written, counts)) = open.pop() {
        for entry in written.entries() {
            let Some(other) = counts.get(&entry.key) else { continue };
            let is_default = matches!(other.origin, Origin::Default(_)) && !matches!(other.value, Value::Map(_) | Value::List(_));
            let Some(span) = entry.value.origin.span().filter(|_| is_default && other.value != entry.value.value) else {
                open.push((&entry.value, other));
                continue;
            };
            findings
                .report(span, format!("`{who}` gets {} here, which nobody wrote", shown(other)))
                .help("The stronger EnvoyProxy leaves this out, so the API server fills its default in, and when the two are merged that counts as if it were written. Repeat the value there.");
        }
    }
}

fn shown(node: &Node) -> String {
    match &node.value {
        Value::Int(number) => format!("`{number}`"),
        Value::Bool(value) => format!("`{value}`"),
        _ => sites::shown(node.as_str().unwrap_or("")),
    }
}
