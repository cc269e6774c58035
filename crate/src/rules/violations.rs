//! What the API server objects to, as rules report it: each violation belongs to one of them.

use super::{Findings, Input, edits};
use crate::diagnostic::Fix;
use crate::schema::{Own, Problem, Rule, Suggestion, Target, Violation, Words, describe};
use crate::value::Origin;

/// A sort of violation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A field that does not exist.
    Field,
    /// A value of another type.
    Type,
    /// A field that has to be there.
    Missing,
    /// Not one of the allowed values.
    Choice,
    /// Too small, too large, too long, too many.
    Amount,
    /// Text of another form.
    Form,
    /// Something that is there already.
    Duplicate,
    /// Fields that do not go together.
    Relation,
    /// Something in the metadata.
    Metadata,
}

/// Reports the violations of a sort.
pub fn report(input: &Input<'_>, findings: &mut Findings, sort: Sort) {
    for violation in of(input, sort) {
        say(input, findings, violation, words(input, violation));
    }
}

/// The violations of a sort in the release.
pub fn of<'a>(input: &Input<'a>, sort: Sort) -> impl Iterator<Item = &'a Violation> {
    input.violations().filter(move |violation| sort_of(&violation.problem) == sort)
}

/// What is said of a violation.
pub fn words(input: &Input<'_>, violation: &Violation) -> Words {
    describe(violation, Target { release: input.release, releases: input.releases, only: input.only_target })
}

/// Says it.
pub fn say(input: &Input<'_>, findings: &mut Findings, violation: &Violation, words: Words) {
    let Some(span) = violation.origin.span() else { return };
    let fix = fix(input, &violation.origin, words.suggestion);
    let said = findings.refuse(span, words.message).field(violation.field.clone()).covers(violation.covers.clone());
    // What is written without quotes is no text because of them.
    let is_bare = matches!(words.suggestion, Suggestion::NoQuotes(_)) && !input.slice(span).starts_with(['"', '\'']);
    let said = if let Some(help) = words.help.filter(|_| !is_bare) { said.help(help) } else { said };
    said.fix(fix);
}

/// The edit that mends it.
pub fn fix(input: &Input<'_>, origin: &Origin, suggestion: Suggestion) -> Option<Fix> {
    match suggestion {
        Suggestion::None => None,
        Suggestion::Key(right) => edits::write(input, origin, Some(right.to_string())),
        Suggestion::Value(right) => {
            let fix = edits::write(input, origin, Some(right.to_string()))?;
            // The same word in other capitals can't be meant otherwise.
            let safe = origin.span().is_some_and(|span| input.slice(span).eq_ignore_ascii_case(right));
            Some(Fix { safe, ..fix })
        }
        Suggestion::Quotes => edits::quote(input, origin),
        Suggestion::NoQuotes(kind) => edits::unquote(input, origin, kind),
    }
}

fn sort_of(problem: &Problem) -> Sort {
    match problem {
        Problem::Unknown { .. } => Sort::Field,
        Problem::Type { .. } => Sort::Type,
        Problem::Missing(_) => Sort::Missing,
        Problem::Value { .. } => Sort::Choice,
        Problem::Limit(_) => Sort::Amount,
        Problem::Pattern(_) | Problem::Format(_) | Problem::IpAddress => Sort::Form,
        Problem::Duplicate(_) => Sort::Duplicate,
        Problem::Rule { rule, .. } => sort_of_rule(*rule),
        Problem::Metadata(_) => Sort::Metadata,
    }
}

/// Most rules are about several fields; some only say what one value is.
fn sort_of_rule(rule: Rule) -> Sort {
    match rule {
        Rule::Unique(_) => Sort::Duplicate,
        Rule::Own(own) => match own {
            Own::UniqueIpAddress
            | Own::UniqueIpAddressValue
            | Own::UniqueHostname
            | Own::UniqueHostnameValue
            | Own::UniqueListener => Sort::Duplicate,
            Own::Positive | Own::PositiveDuration | Own::NotEmpty => Sort::Amount,
            Own::LabelKeys
            | Own::LabelPrefixes
            | Own::Ipv4
            | Own::HostnameAddress
            | Own::HostnameAddressValue
            | Own::Image
            | Own::ImageWithoutPort
            | Own::Repository => Sort::Form,
            _ => Sort::Relation,
        },
        _ => Sort::Relation,
    }
}
