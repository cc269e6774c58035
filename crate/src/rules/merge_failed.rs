//! See `merge_failed.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};

/// Levels of EnvoyProxy that the controller can't merge.
pub const RULE: Rule =
    Rule { id: "merge-failed", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, _) in input.proxies() {
        let Some(error) = &infra.effective.error else { continue };
        let Some(span) = error.origin().span() else { continue };
        findings.report(span, format!("the levels of EnvoyProxy can't be merged: {error}")).help(format!(
            "The controller only logs it and accepts everything. The proxies of `{}` then run with the built-in \
             defaults, without any of these levels.",
            infra.key
        ));
    }
}
