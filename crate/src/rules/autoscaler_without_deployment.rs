//! See `autoscaler_without_deployment.md`.

use super::object_refused::is_created;
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::render::Cause;

/// An autoscaler beside a DaemonSet, on which the controller crashes.
pub const RULE: Rule = Rule {
    id: "autoscaler-without-deployment",
    group: Group::Rollout,
    severity: Severity::Error,
    since: "0.1.0",
    check,
};

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, rendering) in input.proxies() {
        let Some(failure) = rendering.failure.as_ref().filter(|_| is_created(input, infra)) else { continue };
        let Cause::Crash(origin) = &failure.cause else { continue };
        let Some(span) = origin.span() else { continue };
        let kubernetes = infra.effective.spec.as_ref().and_then(|spec| spec.at(&["provider", "kubernetes"]));
        let daemon_set = kubernetes.and_then(|node| node.as_map()?.entry("envoyDaemonSet")?.key_origin.span());
        findings
            .report(span, "an autoscaler meets a DaemonSet here, and the controller crashes on it")
            .help("It starts anew and crashes again, and serves no Gateway any more. Take one of the two out.")
            .related(daemon_set, "the DaemonSet that it meets");
    }
}
