//! See `patch_replaces_containers.md`.

use crate::text::holds;
use super::{Findings, Input, Rule, edits, workloads};
use crate::diagnostic::{Group, Severity};
use crate::render::{ENVOY, SHUTDOWN_MANAGER};
use crate::value::Node;

/// A patch that takes the controller's containers away, or what they can't do without.
pub const RULE: Rule =
    Rule { id: "patch-replaces-containers", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

const LISTS: &str = "Under JSONMerge a list takes the place of the whole list. StrategicMerge goes by the names of containers.";
const DELETED: &str = "Containers are merged by their names. Take out what deletes or replaces one.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for workload in workloads::all(input) {
        let Some(entry) = workload.patched(&workloads::CONTAINERS) else { continue };
        let Some(span) = entry.key_origin.span() else { continue };
        let containers = workload.object.node.at(&workloads::CONTAINERS).map_or(&[][..], Node::items);
        // What has no image is refused, which is said.
        if containers.is_empty() || containers.iter().any(|container| container.get("image").is_none()) {
            continue;
        }
        let Some((severity, message)) = lost(containers) else { continue };
        let kind = workload.patch().and_then(|patch| patch.get("type"));
        let json = kind.filter(|kind| kind.as_str() == Some("JSONMerge"));
        findings
            .report(span, message)
            .severity(severity)
            .help(if json.is_some() { LISTS } else { DELETED })
            .fix(json.and_then(|kind| edits::write(input, &kind.origin, Some("StrategicMerge".to_string()))));
    }
}

/// What is gone, and what follows.
fn lost(containers: &[Node]) -> Option<(Severity, &'static str)> {
    let named = |name| containers.iter().find(|container| container.str_at(&["name"]) == Some(name));
    let Some(envoy) = named(ENVOY) else {
        return Some((Severity::Error, "this patch takes the container `envoy` away: nothing is served"));
    };
    let args = envoy.get("args").map_or(&[][..], Node::items);
    let starts = args.iter().any(|argument| argument.as_str().is_some_and(|text| holds(text, "<bootstrap>")));
    match (starts, envoy.get("readinessProbe").is_some(), named(SHUTDOWN_MANAGER).is_some()) {
        (true, true, true) => None,
        (false, _, true) => {
            Some((Severity::Error, "this patch takes the arguments of `envoy` away: nothing is served"))
        }
        (false, _, false) => Some((
            Severity::Error,
            "this patch takes arguments and probes of `envoy` away, and `shutdown-manager`: nothing is served",
        )),
        (true, false, true) => {
            Some((Severity::Warning, "this patch takes the readiness probe of `envoy` away: it gets traffic too early"))
        }
        (true, _, false) => {
            Some((Severity::Warning, "this patch takes `shutdown-manager` away: connections are cut when a pod stops"))
        }
    }
}
