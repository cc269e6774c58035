//! See `default_beats_setting.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::value::{Node, Origin};

/// A setting that loses to a default which the API server fills in.
pub const RULE: Rule =
    Rule { id: "default-beats-setting", group: Group::Controller, severity: Severity::Warning, since: "0.1.0", check };

const HELP: &str = "The stronger EnvoyProxy leaves this out, the API server fills its default in, and in merging that counts \
    as if it were written. Repeat the value there.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, _) in input.proxies() {
        let Some(spec) = &infra.effective.spec else { continue };
        // The strongest one loses to nobody.
        for weaker in infra.effective.sources.iter().filter(|source| source.used).skip(1) {
            compare(findings, &weaker.spec, spec);
        }
    }
}

/// Looks for what is written in one spec and a default in the one that counts.
fn compare(findings: &mut Findings, written: &Node, counts: &Node) {
    let mut open = vec![(written, counts)];
    while let Some((written, counts)) = open.pop() {
        for entry in written.entries() {
            let Some(other) = counts.get(&entry.key) else { continue };
            let is_default = matches!(other.origin, Origin::Default(_)) && other.entries().is_empty();
            match entry.value.origin.span() {
                Some(span) if is_default && other.value != entry.value.value => {
                    findings.report(span, "this loses to a default that nobody wrote").help(HELP);
                }
                _ => open.push((&entry.value, other)),
            }
        }
    }
}
