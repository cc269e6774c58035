//! See `yaml_syntax.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::text::Span;
use crate::yaml::{Problem, ProblemKind, Syntax};

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
    let severity = if problem.kind.refuses(false) { Severity::Error } else { Severity::Warning };
    let (span, other, what) = places(problem);
    findings.report(span, problem.message()).severity(severity).help(problem.help()).related(other, what);
}

/// Where it is said, and the other place. What is opened and not closed is wrong where it is opened.
pub(super) fn places(problem: &Problem) -> (Span, Option<Span>, &'static str) {
    match (&problem.kind, problem.related) {
        (ProblemKind::Syntax(Syntax::Unclosed), Some(open)) => (open, Some(problem.span), "the text ends here"),
        (_, related) => (problem.span, related, problem.related_message()),
    }
}
