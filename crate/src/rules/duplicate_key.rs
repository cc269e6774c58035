//! See `duplicate_key.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::read::Kind;
use crate::text::Span;
use crate::yaml::ProblemKind;

/// A key that stands twice in one map.
pub const RULE: Rule =
    Rule { id: "duplicate-key", group: Group::Yaml, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for problem in input.files.iter().flat_map(|facts| &facts.problems) {
        let (ProblemKind::DuplicateKey(key) | ProblemKind::MergedKey(key)) = &problem.kind else { continue };
        let said = findings.report(problem.span, format!("the key `{key}` stands twice in this map")).related(problem.related, "the other one");
        if is_config(input, problem.span) {
            said.severity(Severity::Warning)
                .help("The controller reads its configuration with the last one and says nothing. Keep one of the two.");
        } else {
            said.help("The controller's file provider and egctl refuse the document; kubectl takes the last one without a word. Keep one of the two.");
        }
    }
}

/// True inside the controller's configuration.
fn is_config(input: &Input<'_>, span: Span) -> bool {
    let holds = |outer: Span| outer.file == span.file && outer.start <= span.start && span.end <= outer.end;
    input.of_kind(Kind::EnvoyGateway).any(|config| holds(config.span))
}
