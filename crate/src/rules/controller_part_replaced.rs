//! See `controller_part_replaced.md`.

use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Group, Severity};
use crate::release::Feature;
use crate::value::Node;

/// A volume or variable that takes the place of the controller's own.
pub const RULE: Rule =
    Rule { id: "controller-part-replaced", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    let token = if input.resolved.gateway_namespace_mode { "sa-token" } else { "certs" };
    for part in sites::parts(input).iter().filter(|part| part.proxy && part.has_pods()) {
        look(findings, part.node.at(&["pod", "volumes"]), &["certs", "sds", token], Severity::Error);
        let namespace = match input.release.has(Feature::PodNamespaceVariable) {
            true => "ENVOY_POD_NAMESPACE",
            false => "ENVOY_GATEWAY_NAMESPACE",
        };
        look(findings, part.node.at(&["container", "env"]), &["ENVOY_POD_NAME", namespace], Severity::Warning);
    }
}

fn look(findings: &mut Findings, list: Option<&Node>, own: &[&str], severity: Severity) {
    for item in list.map_or(&[][..], Node::items) {
        let Some((name, node)) = item.str_at(&["name"]).zip(item.get("name")) else { continue };
        let Some(span) = node.origin.span().filter(|_| own.contains(&name)) else { continue };
        let (what, why) = match severity {
            Severity::Error => ("volume", "The proxy no longer finds the certificates with which it connects to the controller, and gets no configuration."),
            _ => ("variable", "By it the proxy tells the controller and your telemetry who it is."),
        };
        findings
            .report(span, format!("the controller has a {what} `{name}`, and this one takes its place"))
            .severity(severity)
            .help(format!("{why} Take another name."));
    }
}
