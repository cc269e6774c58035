//! See `duplicate_key.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::read::{FileFacts, Kind};
use crate::text::Span;
use crate::yaml::ProblemKind;

/// A key that stands twice in one map.
pub const RULE: Rule =
    Rule { id: "duplicate-key", group: Group::Yaml, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for facts in input.files {
        for problem in &facts.problems {
            let (key, merged) = match &problem.kind {
                ProblemKind::DuplicateKey(key) => (key, false),
                ProblemKind::MergedKey(key) => (key, true),
                _ => continue,
            };
            if let Some((severity, help)) = judge(facts, problem.span, merged) {
                let said = findings.report(problem.span, format!("the key `{key}` stands twice in this map"));
                said.related(problem.related, "the other one").severity(severity).help(help);
            }
        }
    }
}

/// How bad it is, and why. `merged`: one of the two comes from a merge key, which only strict readers mind.
fn judge(facts: &FileFacts, span: Span, merged: bool) -> Option<(Severity, &'static str)> {
    let around = facts.around(span);
    if around.iter().any(|document| document.kind == Kind::EnvoyGateway) {
        return Some((Severity::Warning, CONFIG));
    }
    let first = around.first().map(|document| document.kind);
    // Nobody knows what reads a file of another tool.
    let is_foreign = first.is_none() && !facts.skipped.is_empty();
    let reads = |kind: Kind| matches!(kind, Kind::EnvoyProxy | Kind::Gateway | Kind::GatewayClass);
    match merged {
        false if matches!(first, Some(Kind::Team | Kind::Baseline)) => Some((Severity::Error, LAST)),
        false if is_foreign => Some((Severity::Warning, OTHERS)),
        false => Some((Severity::Error, STRICT)),
        true => (!is_foreign && first.is_none_or(reads)).then_some((Severity::Warning, MERGED)),
    }
}

const CONFIG: &str = "The controller reads its configuration with the last one and says nothing. Keep one of the two.";
const STRICT: &str = "The controller's file provider and egctl refuse the document; kubectl takes the last one without a word. Keep one of the two.";
const LAST: &str = "The last one counts, and the other one is passed over. Keep one of the two.";
const MERGED: &str = "kubectl, Flux and Argo CD take the one that is written here; the controller's file provider and egctl refuse the document. Write the map without `<<` where they read it.";
const OTHERS: &str = "Some readers refuse it, others take the last one without a word. Keep one of the two.";
