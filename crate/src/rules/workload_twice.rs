//! See `workload_twice.md`.

use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Group, Severity};

/// A Deployment and a DaemonSet of one proxy.
pub const RULE: Rule =
    Rule { id: "workload-twice", group: Group::Rollout, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, _) in input.proxies() {
        let mut used = infra.effective.sources.iter().filter(|source| source.used);
        // In one object the API server refuses both.
        if used.next().is_some_and(|source| source.proxy.is_some()) && used.next().is_none() {
            continue;
        }
        let kubernetes = infra.effective.spec.as_ref().and_then(|spec| spec.at(&["provider", "kubernetes"]));
        let Some(kubernetes) = kubernetes else { continue };
        let field = |key| sites::entry(kubernetes, key)?.key_origin.span();
        if let (Some(deployment), Some(span)) = (field("envoyDeployment"), field("envoyDaemonSet")) {
            findings
                .report(span, format!("`{}` gets a Deployment and a DaemonSet", infra.key))
                .help("The API takes one of them in an object; here two levels are merged. Both run, and the Service sends traffic to both. Set the same one at both levels.")
                .related(Some(deployment), "the Deployment");
        }
    }
}
