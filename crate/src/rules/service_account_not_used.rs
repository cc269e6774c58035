//! See `service_account_not_used.md`.

use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Group, Severity};
use crate::release::Feature;

/// A name of a ServiceAccount that the pods don't get.
pub const RULE: Rule =
    Rule { id: "service-account-not-used", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    if !input.release.has(Feature::ServiceAccountName) || input.release.has(Feature::DaemonSetServiceAccountName) {
        return;
    }
    for (_, kubernetes) in sites::kubernetes(input).iter().filter(|(_, it)| it.get("envoyDaemonSet").is_some()) {
        let name = kubernetes.at(&["envoyServiceAccount", "name"]);
        let Some(span) = name.and_then(|name| name.origin.span()) else { continue };
        findings
            .report(span, "this release does not tell the pods of a DaemonSet this name")
            .help("They ask for a ServiceAccount that is not there, and none is created. Take the name out, or upgrade.");
    }
}
