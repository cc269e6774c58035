//! See `replicas_beside_autoscaler.md`.

use super::{Findings, Input, Rule, edits, sites};
use crate::diagnostic::{Group, Severity};
use crate::release::Feature;
use crate::value::Node;

/// A number of replicas beside an autoscaler.
pub const RULE: Rule =
    Rule { id: "replicas-beside-autoscaler", group: Group::Rollout, severity: Severity::Warning, since: "0.1.0", check };

const OFTEN: &str = "This release writes the number back with every change that it applies, and the autoscaler has to start \
    anew: pods come and go under load. Take it out, and use minReplicas.";
const NEVER: &str = "This release leaves the number to the autoscaler. Take it out, and use minReplicas.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (_, kubernetes) in sites::kubernetes(input) {
        look(input, findings, kubernetes);
    }
    for site in sites::proxy_specs(input) {
        site.spec.at(&["provider", "kubernetes"]).into_iter().for_each(|kubernetes| look(input, findings, kubernetes));
    }
}

fn look(input: &Input<'_>, findings: &mut Findings, kubernetes: &Node) {
    let (Some(scaler), Some(workload)) = (sites::entry(kubernetes, "envoyHpa"), kubernetes.get("envoyDeployment")) else { return };
    let Some(replicas) = sites::entry(workload, "replicas") else { return };
    let Some(span) = replicas.value.origin.span() else { return };
    let (help, severity) = match input.release.has(Feature::HpaOwnsReplicas) {
        true => (NEVER, Severity::Info),
        false => (OFTEN, Severity::Warning),
    };
    findings
        .report(span, "an autoscaler decides how many pods there are, not this")
        .severity(severity)
        .help(help)
        .related(scaler.key_origin.span(), "the autoscaler")
        .fix(edits::remove(input, workload, replicas, "take replicas out"));
}
