//! See `too_many_infrastructure_labels.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::read::Kind;
use crate::release::{Feature, Release};
use crate::value::Node;

/// More labels or annotations in a Gateway's infrastructure than the API takes.
pub const RULE: Rule = Rule {
    id: "too-many-infrastructure-labels",
    group: Group::Schema,
    severity: Severity::Error,
    since: "0.1.0",
    check,
};

const HELP: &str = "The API server refuses the Gateway. Put the others into its EnvoyProxy: there, labels and annotations \
    of the pods and of the Service have no limit.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for gateway in input.of_kind(Kind::Gateway) {
        for field in ["labels", "annotations"] {
            let map = gateway.root.at(&["spec", "infrastructure", field]);
            map.into_iter().for_each(|map| look(findings, map, field, most(input.release, field)));
        }
    }
}

/// The API's limit. Source: the Gateway CRD of each release.
fn most(release: &Release, field: &str) -> usize {
    let more = field == "annotations" && release.has(Feature::SixteenInfrastructureAnnotations);
    if more { 16 } else { 8 }
}

/// The API server drops nulls before it counts.
fn look(findings: &mut Findings, map: &Node, field: &str, most: usize) {
    let entries = || map.entries().iter().filter(|entry| !entry.value.is_null());
    let Some(span) = entries().nth(most).and_then(|first| first.key_origin.span()) else { return };
    findings
        .report(span, format!("the infrastructure has {} {field}, and {most} are allowed", entries().count()))
        .field(format!("spec.infrastructure.{field}"))
        .help(HELP);
}
