//! See `host_network_shared.md`.

use super::{Findings, Input, Rule, workloads};
use crate::diagnostic::{Group, Severity};
use crate::text::Span;
use crate::value::Node;

/// Pods in the network of their node that take one another's ports.
pub const RULE: Rule =
    Rule { id: "host-network-shared", group: Group::Rollout, severity: Severity::Warning, since: "0.1.0", check };

const TWO: &str = "Every proxy opens the ports 19001 to 19003: of two on one node, one does not start. Keep them on \
    different nodes, or merge the Gateways.";
const SEVERAL: &str = "Two of them never fit on one node, and an update needs a node that is free. A DaemonSet runs one on \
    each.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    let mut before: Option<(&Node, Span)> = None;
    for workload in workloads::all(input) {
        let Some(pod) = workload.object.pod() else { continue };
        let flag = pod.get("hostNetwork").filter(|flag| flag.as_bool() == Some(true));
        let Some(span) = flag.and_then(|flag| flag.origin.span()) else { continue };
        let several = workload.object.node.at(&["spec", "replicas"]).and_then(Node::as_int).is_some_and(|count| count > 1);
        if let Some((_, first)) = before.filter(|(other, _)| may_meet(other, pod)) {
            findings
                .report(span, "pods of two proxies can meet in the network of one node")
                .help(TWO)
                .related(Some(first), "the other one");
        } else if several {
            findings.report(span, "several pods share the ports of their nodes").severity(Severity::Info).help(SEVERAL);
        }
        before = before.or(Some((pod, span)));
    }
}

/// False where somebody decides where the pods run.
fn may_meet(a: &Node, b: &Node) -> bool {
    let selected = |pod: &Node| pod.get("nodeSelector").map(|node| node.value.clone());
    [a, b].iter().all(|pod| pod.get("affinity").is_none()) && selected(a) == selected(b)
}
