//! See `host_network_dns.md`.

use super::{Findings, Input, Rule, edits, sites};
use crate::diagnostic::{Group, Severity};

/// Pods in the network of the node that can't look the controller up.
pub const RULE: Rule =
    Rule { id: "host-network-dns", group: Group::Rollout, severity: Severity::Warning, since: "0.1.0", check };

const HELP: &str = "With `dnsPolicy: ClusterFirst` such a pod asks the node's resolver, which mostly knows no Services: the \
    proxy does not find the controller and never becomes ready. Set `dnsPolicy: ClusterFirstWithHostNet` beside it.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for part in sites::parts(input) {
        let Some((pod, entry)) = part.patched_pod().and_then(|pod| Some((pod, sites::entry(pod, "hostNetwork")?))) else { continue };
        let Some(span) = entry.value.origin.span().filter(|_| entry.value.as_bool() == Some(true)) else { continue };
        // Any other policy is somebody's decision.
        let policy = sites::entry(pod, "dnsPolicy");
        let fix = match policy {
            None => edits::insert_after(input, pod, entry, "dnsPolicy: ClusterFirstWithHostNet"),
            Some(policy) if policy.value.as_str() == Some("ClusterFirst") => {
                edits::write(input, &policy.value.origin, Some("ClusterFirstWithHostNet".to_string()))
            }
            Some(_) => continue,
        };
        findings.report(span, "pods in the node's network don't use the cluster's DNS here").help(HELP).fix(fix);
    }
}
