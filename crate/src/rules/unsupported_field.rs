//! See `unsupported_field.md`.

use super::{Findings, Input, Rule, edits};
use crate::context::Dialect;
use crate::diagnostic::{Group, ReleaseSet, Severity};
use crate::schema::{Advice, Problem, Violation};

/// A field that the target release does not have.
pub const RULE: Rule =
    Rule { id: "unsupported-field", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

/// Forms of the image that the structured dialect has below `container`.
const STRUCTURED: [&str; 5] = ["tag", "imageSpec", "repository", "imagePullPolicy", "imagePullSecrets"];

const REFUSED: &str = "The API server refuses the object; without strict checking the field is dropped.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for violation in input.violations() {
        let Problem::Unknown { name, known, advice } = &violation.problem else { continue };
        if !is_structured(input, &violation.field) {
            report(input, findings, violation, name, *known, advice);
        }
    }
}

fn report(
    input: &Input<'_>,
    findings: &mut Findings,
    violation: &Violation,
    name: &str,
    known: ReleaseSet,
    advice: &Advice,
) {
    let Some(span) = violation.origin.span() else { return };
    let better = match advice {
        Advice::Rename(better) => Some(better.to_string()),
        _ => None,
    };
    findings
        .report(span, message(input, name, known))
        .field(violation.field.clone())
        .covers(violation.covers.clone())
        .help(format!("{REFUSED} {}", offer(violation, known, advice)))
        .fix(edits::write(input, &violation.origin, better));
}

fn message(input: &Input<'_>, name: &str, known: ReleaseSet) -> String {
    let version = |index: Option<u16>| index.and_then(|index| input.releases.get(index)).map_or("", |release| &release.version);
    // Without the target, so that what holds for several is said once; the report names them.
    match (known.first(), known.last()) {
        (Some(first), _) if first > input.release.index => {
            format!("`{name}` needs Envoy Gateway {} or newer", version(Some(first)))
        }
        (_, Some(last)) => format!("`{name}` is known up to Envoy Gateway {} only", version(Some(last))),
        _ => format!("`{name}` is not a field that exists here, in any release"),
    }
}

/// What to do instead.
fn offer(violation: &Violation, known: ReleaseSet, advice: &Advice) -> String {
    match (advice, structured_form(&violation.field)) {
        (_, Some("imagePullPolicy")) => "A patch of the Deployment or DaemonSet can set it.".to_string(),
        (_, Some("imagePullSecrets")) => "Move it to `pod`, beside the container.".to_string(),
        (_, Some(_)) => "Use `image`, or `imageRepository` for the release's own tag.".to_string(),
        (Advice::Rename(better), None) => format!("Did you mean {better}?"),
        (Advice::Move(place), None) => format!("A field of this name stands at {place}."),
        (Advice::None, None) => leave_out(known).to_string(),
    }
}

fn leave_out(known: ReleaseSet) -> &'static str {
    if known.is_empty() { "Leave it out." } else { "Leave it out, or run a release that has it." }
}

/// The proposed form of the image that a field is, where it is one.
fn structured_form(field: &str) -> Option<&str> {
    let form = field.rsplit_once(".container.").map(|(_, form)| form)?;
    STRUCTURED.contains(&form).then_some(form)
}

/// True for a proposed form of the image, where these are understood.
fn is_structured(input: &Input<'_>, field: &str) -> bool {
    input.settings.dialect == Dialect::Structured && structured_form(field).is_some()
}
