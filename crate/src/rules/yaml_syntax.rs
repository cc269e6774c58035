//! See `yaml_syntax.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::yaml::{Problem, ProblemKind};

/// Text that Kubernetes' tools can't read as YAML, or not as it is meant.
pub const RULE: Rule =
    Rule { id: "yaml-syntax", group: Group::Yaml, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for problem in input.files.iter().flat_map(|facts| &facts.problems) {
        if !matches!(problem.kind, ProblemKind::DuplicateKey(_) | ProblemKind::MergedKey(_)) {
            report(findings, problem);
        }
    }
}

fn report(findings: &mut Findings, problem: &Problem) {
    let refused = problem.kind.refuses(false);
    findings
        .report(problem.span, problem.message())
        .severity(if refused { Severity::Error } else { Severity::Warning })
        .help(problem.help())
        .related(problem.related, problem.related_message());
}
