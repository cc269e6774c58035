//! See `patch_not_applicable.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::render::{Cause, Failure};

/// A `patch` that the controller can't apply.
pub const RULE: Rule =
    Rule { id: "patch-not-applicable", group: Group::Controller, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    stops(input, &mut |failure, of| {
        let Cause::Patch(error) = &failure.cause else { return };
        let Some(span) = failure.origin().span() else { return };
        let kind = failure.kind;
        findings.report(span, format!("the patch of the {kind} can't be applied: {error}")).help(format!(
            "The controller stops here: for `{of}` it applies what comes before the {kind}, and nothing after it."
        ));
    });
}

/// Where the controller stops while it creates objects, and of which proxy, or of the rate limit service.
pub(super) fn stops(input: &Input<'_>, look: &mut dyn FnMut(&Failure, &str)) {
    for (infra, rendering) in input.proxies() {
        if let Some(failure) = &rendering.failure {
            look(failure, &infra.key);
        }
    }
    if let Some(failure) = input.rate_limit().and_then(|rendering| rendering.failure.as_ref()) {
        look(failure, "the rate limit service");
    }
}
