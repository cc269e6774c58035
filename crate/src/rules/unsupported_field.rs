//! See `unsupported_field.md`.

use crate::text::cut;
use super::violations::{self, Sort};
use super::{Findings, Input, Rule};
use crate::context::Dialect;
use crate::diagnostic::{Group, Severity};
use crate::schema::Suggestion;

/// A field that the target release does not have.
pub const RULE: Rule =
    Rule { id: "unsupported-field", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

/// Forms of the image that the structured dialect has below `container`.
const STRUCTURED: [&str; 5] = ["tag", "imageSpec", "repository", "imagePullPolicy", "imagePullSecrets"];

const REFUSED: &str = "The API server refuses the object; without strict checking the field is dropped.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for violation in violations::of(input, Sort::Field).filter(|violation| !is_structured(input, &violation.field)) {
        let mut words = violations::words(input, violation);
        if let Some(form) = structured_form(&violation.field) {
            words.help = Some(instead_of(form).to_string());
            words.suggestion = Suggestion::None;
        }
        words.help = words.help.map(|help| format!("{REFUSED} {help}"));
        violations::say(input, findings, violation, words);
    }
}

/// What to write instead of a proposed form.
fn instead_of(form: &str) -> &'static str {
    match form {
        "imagePullPolicy" => "A patch of the Deployment or DaemonSet can set it.",
        "imagePullSecrets" => "Move it to `pod`, beside the container.",
        _ => "Use `image`, or `imageRepository` for the release's own tag.",
    }
}

/// The proposed form of the image that a field is, where it is one.
fn structured_form(field: &str) -> Option<&str> {
    let (_, form) = cut(field, ".container.")?;
    STRUCTURED.contains(&form).then_some(form)
}

/// True for a proposed form of the image, where these are understood.
fn is_structured(input: &Input<'_>, field: &str) -> bool {
    input.settings.dialect == Dialect::Structured && structured_form(field).is_some()
}
