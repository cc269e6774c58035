//! See `host_network_shared.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::text::Span;
use crate::value::Node;

/// Pods in the network of their node that take one another's ports.
pub const RULE: Rule =
    Rule { id: "host-network-shared", group: Group::Rollout, severity: Severity::Warning, since: "0.1.0", check };

const TWO: &str = "Every proxy listens on the ports 19001 to 19003 for itself: of two on one node, one does not start. Keep \
    them on different nodes, or merge the Gateways.";
const SEVERAL: &str = "Two pods of it never fit on one node, and an update needs a node that is free. Run no more than there \
    are nodes, or take a DaemonSet.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    let mut before: Option<(&Node, Span, &str)> = None;
    for (infra, rendering) in input.proxies() {
        for object in rendering.objects.iter().filter(|object| matches!(object.kind, "Deployment" | "DaemonSet")) {
            let Some(pod) = object.node.at(&["spec", "template", "spec"]) else { continue };
            let flag = pod.get("hostNetwork").filter(|flag| flag.as_bool() == Some(true));
            let Some(span) = flag.and_then(|flag| flag.origin.span()) else { continue };
            let several = object.node.at(&["spec", "replicas"]).and_then(Node::as_int).is_some_and(|count| count > 1);
            if let Some((_, first, other)) = before.filter(|(other, ..)| may_meet(other, pod)) {
                findings
                    .report(span, format!("the pods of `{}` and `{other}` can meet in the network of one node", infra.key))
                    .help(TWO)
                    .related(Some(first).filter(|first| *first != span), "the other one");
            } else if several {
                findings.report(span, "several pods share the ports of their nodes").severity(Severity::Info).help(SEVERAL);
            }
            before = before.or(Some((pod, span, &infra.key)));
        }
    }
}

/// False where somebody decides where the pods run.
fn may_meet(a: &Node, b: &Node) -> bool {
    let placed = |pod: &Node| pod.get("affinity").is_some();
    let selected = |pod: &Node| pod.get("nodeSelector").map(|node| node.value.clone());
    !placed(a) && !placed(b) && selected(a) == selected(b)
}
