//! What is wrong with values of the gateway-helm chart, as rules report it.

use super::{Findings, Input, violations};
use crate::diagnostic::Severity;
use crate::schema::{Advice, Problem, Type, Violation, Words};
use crate::text::holds;

/// What is wrong with values in the chart of the release: what nobody looks at, or all else.
pub fn of<'a>(input: &Input<'a>, ignored: bool) -> impl Iterator<Item = &'a Violation> {
    let release = input.release.index;
    let there = input.value_violations.iter().filter(move |violation| violation.releases.contains(release));
    there.filter(move |violation| is_ignored(violation) == ignored && is_ours(violation))
}

/// Says it; what happens to the value comes before what to do.
pub fn say(input: &Input<'_>, findings: &mut Findings, violation: &Violation, words: Words, fate: &str, how: Severity) {
    let Some(span) = violation.origin.span() else { return };
    let help = words.help.map_or_else(|| fate.to_string(), |help| format!("{fate} {help}"));
    let fix = violations::fix(input, &violation.origin, words.suggestion);
    findings.report(span, words.message).severity(how).help(help).fix(fix);
}

fn is_ignored(violation: &Violation) -> bool {
    matches!(violation.problem, Problem::Unknown { ignored: true, .. })
}

/// False for what other charts and clusters may know: another global value, a field that some definition of a part of
/// a Deployment has, and the extra keys of YAML that only hold anchors.
fn is_ours(violation: &Violation) -> bool {
    let Problem::Unknown { name, known, advice, ignored } = &violation.problem else {
        return is_charts(violation);
    };
    let is_near = !known.is_empty() || matches!(advice, Advice::Rename(_) | Advice::Successor { .. });
    match &*violation.field {
        field if field.strip_prefix("global.") == Some(&**name) => is_near,
        _ => !name.starts_with("x-") && (*ignored || known.is_empty()),
    }
}

/// False for what the rules of the configuration say, of which only a null is for the chart alone; and for amounts as
/// numbers with fractions, which definitions refuse and Deployments take.
fn is_charts(violation: &Violation) -> bool {
    let Problem::Type { found, expected, .. } = violation.problem else { return true };
    let is_amount = expected == Type::IntOrString && found == "a number" && holds(&violation.field, ".resources.");
    let is_config = violation.field.starts_with("config.envoyGateway.");
    !is_amount && (found == "null" || !is_config)
}
