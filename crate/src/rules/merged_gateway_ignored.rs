//! See `merged_gateway_ignored.md`.

use super::sites::share_a_cluster;
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::resolve::Mode;

/// What a Gateway says of its infrastructure while another one, merged with it, decides.
pub const RULE: Rule =
    Rule { id: "merged-gateway-ignored", group: Group::Controller, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, _) in input.proxies().filter(|(infra, _)| infra.mode == Mode::Merged) {
        let gateways = || infra.gateways.iter().filter_map(|index| input.resolved.gateways.get(*index)).map(|it| it.object.document);
        let Some(last) = gateways().next_back() else { continue };
        for gateway in gateways().take(infra.gateways.len() - 1).filter(|one| share_a_cluster(input, one, last)) {
            for path in [&["spec", "infrastructure", "labels"][..], &["spec", "infrastructure", "annotations"], &["spec", "addresses"]] {
                let (Some(node), other) = (gateway.root.at(path), last.root.at(path)) else { continue };
                let is_empty = node.entries().is_empty() && node.items().is_empty();
                let same = other.is_some_and(|other| other.value == node.value);
                let Some(span) = node.origin.span().filter(|_| !same && !is_empty) else { continue };
                findings
                    .report(span, format!("the {} of this Gateway are ignored", path.last().unwrap_or(&"")))
                    .help(format!("Gateways of `{}` are merged, and the last one by namespace and name decides: `{}`. Say it there.", infra.key, last.name))
                    .related(last.name_origin().span(), "the Gateway that decides");
            }
        }
    }
}
