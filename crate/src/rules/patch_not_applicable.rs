//! See `patch_not_applicable.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::render::Cause;

/// A `patch` that the controller can't apply.
pub const RULE: Rule =
    Rule { id: "patch-not-applicable", group: Group::Controller, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, rendering) in input.proxies() {
        let Some(failure) = &rendering.failure else { continue };
        let Cause::Patch(error) = &failure.cause else { continue };
        let Some(span) = failure.origin().span() else { continue };
        let kind = failure.kind;
        findings.report(span, format!("the patch of the {kind} can't be applied: {error}")).help(format!(
            "The controller stops here: for `{}` it applies what comes before the {kind}, and nothing after it.",
            infra.key
        ));
    }
}
