//! See `workload_twice.md`.

use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Group, Severity};

/// A Deployment and a DaemonSet of one proxy.
pub const RULE: Rule =
    Rule { id: "workload-twice", group: Group::Rollout, severity: Severity::Warning, since: "0.1.0", check };

const HELP: &str = "The API takes one of them in an object; here levels are merged, and both run: the Service sends traffic \
    to both. Use the same one at all levels.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, kubernetes) in sites::kubernetes(input) {
        let mut used = infra.effective.sources.iter().filter(|source| source.used);
        // In one object the API server refuses both.
        let is_refused = used.next().is_some_and(|source| source.proxy.is_some()) && used.next().is_none();
        let field = |key| sites::entry(kubernetes, key)?.key_origin.span();
        if let (false, Some(first), Some(span)) = (is_refused, field("envoyDeployment"), field("envoyDaemonSet")) {
            let said = findings.report(span, "the proxy gets a Deployment and a DaemonSet");
            said.help(HELP).related(Some(first), "the Deployment");
        }
    }
}
