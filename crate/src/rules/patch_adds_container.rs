//! See `patch_adds_container.md`.

use super::{Findings, Input, Rule, edits, workloads};
use crate::diagnostic::{Group, Severity};
use crate::labels::namespace_name;
use crate::text::nearest_of;
use crate::value::Node;

/// A container of a patch that matches none, and so is a new one.
pub const RULE: Rule =
    Rule { id: "patch-adds-container", group: Group::Rollout, severity: Severity::Warning, since: "0.1.0", check };

/// Names under which the container of Envoy is looked for.
const MISNOMERS: [&str; 3] = ["proxy", "envoy-proxy", "envoyproxy"];

fn check(input: &Input<'_>, findings: &mut Findings) {
    for written in workloads::written(input) {
        let Some(patch) = written.node.get("patch") else { continue };
        let merged = patch.str_at(&["type"]).is_none_or(|kind| kind == "StrategicMerge");
        let containers = patch.get("value").and_then(|value| value.at(&workloads::CONTAINERS)).filter(|_| merged);
        for container in containers.map_or(&[][..], Node::items) {
            look(input, findings, container, written.containers);
        }
    }
}

/// One with a name that is none is refused, which is said; and one without an image, unless its name explains that.
fn look(input: &Input<'_>, findings: &mut Findings, container: &Node, own: &'static [&'static str]) {
    let Some(node) = container.get("name") else { return };
    let Some((name, span)) = node.as_str().zip(node.origin.span()) else { return };
    let passed_over = container.get("$patch").is_some() || input.is_placeholder_text(name);
    if own.contains(&name) || passed_over || namespace_name(name).is_err() {
        return;
    }
    let misnomer = MISNOMERS.contains(&name).then_some(own.first()).flatten().copied();
    let meant = misnomer.or_else(|| nearest_of(name, own.iter().copied()));
    let (severity, help) = match meant {
        _ if container.get("image").is_none() => {
            let key = container.as_map().and_then(|map| map.entry("name")?.key_origin.span());
            let Some((meant, key)) = meant.zip(key) else { return };
            findings
                .report(key, format!("no container is called `{name}`, and one that this patch adds needs an image"))
                .severity(Severity::Error)
                .help(format!("Did you mean `{meant}`? The API server refuses the object as it is: no proxy starts."))
                .fix(edits::write(input, &node.origin, Some(meant.to_string())));
            return;
        }
        Some(_) => (Severity::Warning, ". It runs beside them, and what it sets does not reach them."),
        None => (Severity::Info, ". Where a sidecar is meant, that is right."),
    };
    findings
        .report(span, format!("no container is called `{name}`: this patch adds one"))
        .severity(severity)
        .help("The controller's are called ".to_string() + &own.join(" and ") + help)
        .fix(edits::write(input, &node.origin, meant.map(str::to_string)));
}
