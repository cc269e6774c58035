//! See `too_many_infrastructure_labels.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::read::Kind;
use crate::value::Node;

/// The API's limit. Source: Gateway API v1.0–v1.5, GatewayInfrastructure.
const MOST: usize = 8;

/// More labels or annotations in a Gateway's infrastructure than the API takes.
pub const RULE: Rule = Rule {
    id: "too-many-infrastructure-labels",
    group: Group::Schema,
    severity: Severity::Error,
    since: "0.1.0",
    check,
};

fn check(input: &Input<'_>, findings: &mut Findings) {
    for gateway in input.of_kind(Kind::Gateway) {
        for field in ["labels", "annotations"] {
            let Some(map) = gateway.root.at(&["spec", "infrastructure", field]) else { continue };
            let count = map.entries().iter().filter(|entry| !entry.value.is_null()).count();
            let Some(span) = map.entries().get(MOST).and_then(|entry| entry.key_origin.span()) else { continue };
            if count > MOST {
                report(findings, span, map, field, count);
            }
        }
    }
}

fn report(findings: &mut Findings, span: crate::text::Span, map: &Node, field: &str, count: usize) {
    findings
        .report(span, format!("spec.infrastructure.{field} has {count} entries, and {MOST} is the most"))
        .field(format!("spec.infrastructure.{field}"))
        .help("The API server refuses the Gateway. Put the others into the EnvoyProxy: labels and annotations of its pod or Service have no such limit.")
        .related(map.origin.span(), "the whole list");
}
