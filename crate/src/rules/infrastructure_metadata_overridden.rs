//! See `infrastructure_metadata_overridden.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::value::{Entry, Node};

/// A label or annotation of a Gateway that its EnvoyProxy says otherwise.
pub const RULE: Rule =
    Rule { id: "infrastructure-metadata-overridden", group: Group::Labels, severity: Severity::Info, since: "0.1.0", check };

/// The parts of an EnvoyProxy with labels and annotations, and what they are on.
const PARTS: [(&[&str], &str); 3] = [
    (&["envoyService"], "the Service"),
    (&["envoyDeployment", "pod"], "the pods"),
    (&["envoyDaemonSet", "pod"], "the pods"),
];

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, _) in input.proxies() {
        let Some(kubernetes) = infra.effective.spec.as_ref().and_then(|spec| spec.at(&["provider", "kubernetes"])) else { continue };
        for (path, on) in PARTS {
            let part = kubernetes.at(path);
            let of = |field| part.and_then(|part| part.get(field));
            look(findings, infra.labels.entries(), of("labels"), on);
            look(findings, infra.annotations.entries(), of("annotations"), on);
        }
    }
}

fn look(findings: &mut Findings, given: &[Entry], stronger: Option<&Node>, on: &str) {
    let Some(stronger) = stronger else { return };
    for entry in given {
        let Some(other) = stronger.get(&entry.key).filter(|other| other.value != entry.value.value) else { continue };
        let Some(span) = entry.value.origin.editable() else { continue };
        findings
            .report(span, format!("on {on}, `{}` is what the EnvoyProxy says, not this", entry.key))
            .help("The EnvoyProxy is nearer to the object, and wins. Say it in one place.")
            .related(other.origin.span(), "this one wins");
    }
}
