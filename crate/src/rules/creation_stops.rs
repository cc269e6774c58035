//! See `creation_stops.md`.

use super::patch_not_applicable::stops;
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::render::Cause;

/// Something other than a patch that stops the controller while it creates objects.
pub const RULE: Rule =
    Rule { id: "creation-stops", group: Group::Controller, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    stops(input, &mut |failure, of| {
        let severity = match failure.cause {
            Cause::Patch(_) | Cause::Crash(_) => return,
            // Secrets are seldom kept beside configuration.
            Cause::Certificate(_) if !input.settings.closed => Severity::Info,
            _ => Severity::Error,
        };
        let Some(span) = failure.origin().span() else { return };
        if !input.is_placeholder_text(input.slice(span)) {
            findings
                .report(span, failure.cause.to_string())
                .severity(severity)
                .help(format!("The controller stops here, and creates nothing more of {of}."));
        }
    });
}
