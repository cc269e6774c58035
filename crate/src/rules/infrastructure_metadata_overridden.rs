//! See `infrastructure_metadata_overridden.md`.

use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Group, Severity};
use crate::value::{Entry, Node};

/// A label or annotation of a Gateway that its EnvoyProxy says otherwise.
pub const RULE: Rule =
    Rule { id: "infrastructure-metadata-overridden", group: Group::Labels, severity: Severity::Info, since: "0.1.0", check };

/// The parts of an EnvoyProxy with labels and annotations.
const PARTS: [&[&str]; 3] = [&["envoyService"], &["envoyDeployment", "pod"], &["envoyDaemonSet", "pod"]];

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, kubernetes) in sites::kubernetes(input) {
        for part in PARTS.iter().filter_map(|path| kubernetes.at(path)) {
            look(findings, infra.labels.entries(), part.get("labels"));
            look(findings, infra.annotations.entries(), part.get("annotations"));
        }
    }
}

fn look(findings: &mut Findings, given: &[Entry], stronger: Option<&Node>) {
    for entry in given {
        let other = stronger.and_then(|stronger| stronger.get(&entry.key));
        let Some(other) = other.filter(|other| other.value != entry.value.value) else { continue };
        let Some(span) = entry.value.origin.editable() else { continue };
        findings
            .report(span, format!("the EnvoyProxy has another `{}` for its part, and that counts there", entry.key))
            .help("The EnvoyProxy is nearer to the object, and wins. Say it in one place.")
            .related(other.origin.span(), "this one wins");
    }
}
