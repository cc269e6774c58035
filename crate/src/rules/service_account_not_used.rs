//! See `service_account_not_used.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::release::Feature;

/// A name of a ServiceAccount that the pods don't get.
pub const RULE: Rule =
    Rule { id: "service-account-not-used", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    if !input.release.has(Feature::ServiceAccountName) || input.release.has(Feature::DaemonSetServiceAccountName) {
        return;
    }
    for (infra, _) in input.proxies() {
        let kubernetes = infra.effective.spec.as_ref().and_then(|spec| spec.at(&["provider", "kubernetes"]));
        let name = kubernetes.filter(|it| it.get("envoyDaemonSet").is_some()).and_then(|it| it.at(&["envoyServiceAccount", "name"]));
        let Some(span) = name.and_then(|name| name.origin.span()) else { continue };
        findings
            .report(span, "this release gives the name to the ServiceAccount, and not to the pods of a DaemonSet")
            .help("The pods ask for a ServiceAccount that is not there, and none is created. Take the name out, or upgrade.");
    }
}
