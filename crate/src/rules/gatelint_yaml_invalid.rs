//! See `gatelint_yaml_invalid.md`.

use super::settle::can_be_silenced;
use super::{ALL, Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::read::Kind;
use crate::team;
use crate::value::Value;

/// Something in gatelint.yaml that is not what it has there.
pub const RULE: Rule =
    Rule { id: "gatelint-yaml-invalid", group: Group::Policy, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for document in input.of_kind(Kind::Baseline) {
        let findings_of = document.root.get("findings").map(|node| &node.value);
        if !matches!(findings_of, Some(Value::List(_))) {
            findings
                .report(document.span, "this is no baseline: it has no list `findings`")
                .help("It was not checked like the other files. Name the file that --write-baseline wrote.");
        }
    }
    for rest in input.files.iter().filter_map(|facts| facts.rest) {
        let line = input.slice(rest).lines().next().map_or(0, str::len);
        findings
            .report(rest.part(0, line), "gatelint.yaml ends here: only its first document is read")
            .help("Move what follows into the first document.");
    }
    let Some(team) = input.team else { return };
    let mut rules = Vec::new();
    for rule in ALL.iter().filter(|rule| can_be_silenced(rule.id)) {
        rules.push(rule.id);
    }
    for fault in team::faults(team.root, &rules, input.releases) {
        findings.report(fault.span, fault.message).help(fault.help);
    }
}
