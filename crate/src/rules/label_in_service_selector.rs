//! See `label_in_service_selector.md`.

use super::sites::WORKLOADS;
use super::{Findings, Input, Rule, workloads};
use crate::diagnostic::{Group, Severity};
use crate::labels::keys;
use crate::text::{Span, sort};
use crate::value::Node;

/// Labels of the user's that the Service selects its pods by.
pub const RULE: Rule =
    Rule { id: "label-in-service-selector", group: Group::Rollout, severity: Severity::Info, since: "0.1.0", check };

const HELP: &str = "When one of them changes, the Service looks for the new value while the pods still have the old one: until new pods \
    are ready, nothing gets through. Keep out what changes from release to release.";

/// The last words of keys whose values change with every release of something.
const MOVING: [&str; 8] = ["version", "chart", "revision", "commit", "build", "sha", "checksum", "hash"];

fn check(input: &Input<'_>, findings: &mut Findings) {
    let mut quiet = Vec::new();
    for (infra, rendering) in input.proxies() {
        let Some(service) = workloads::created(rendering, "Service") else { continue };
        let Some(selector) = service.node.at(&["spec", "selector"]) else { continue };
        for index in &infra.gateways {
            let gateway = input.resolved.gateways.get(*index).map(|gateway| &gateway.object.document.root);
            let labels = gateway.and_then(|root| root.at(&["spec", "infrastructure", "labels"]));
            quiet.extend(look(findings, labels, selector));
        }
        for field in WORKLOADS {
            let spec = infra.effective.spec.as_ref();
            let labels = spec.and_then(|spec| spec.at(&["provider", "kubernetes", field, "pod", "labels"]));
            quiet.extend(look(findings, labels, selector));
        }
    }
    advise(findings, quiet);
}

/// Labels that hardly ever change are worth knowing of, once: most Gateways of a repository have such labels.
fn advise(findings: &mut Findings, mut quiet: Vec<(Span, String)>) {
    sort(&mut quiet, |a, b| a.0.cmp(&b.0));
    quiet.dedup_by(|next, said| next.0 == said.0);
    let Some((span, names)) = quiet.first() else { return };
    let more = match quiet.len() - 1 {
        0 => String::new(),
        count => format!("; so do Services by labels at {count} more places"),
    };
    findings.report(*span, format!("the Service selects its pods by labels of yours: {names}{more}")).help(HELP);
}

/// The labels of a map that the selector has from there, and where the first one stands; those that change with releases
/// are reported. The controller's own keys, and the one that names the Gateway, do not change or are spoken of elsewhere.
fn look(findings: &mut Findings, labels: Option<&Node>, selector: &Node) -> Option<(Span, String)> {
    let own = [keys::APP_NAME, keys::APP_COMPONENT, keys::APP_MANAGED_BY, keys::GATEWAY_NAME];
    let (mut first, mut names) = (None, String::new());
    for entry in labels.map_or(&[][..], Node::entries) {
        let selected = selector.get(&entry.key).is_some_and(|node| node.origin == entry.value.origin);
        let Some(span) = entry.key_origin.span().filter(|_| selected && !own.contains(&&*entry.key)) else { continue };
        if entry.key.rsplit(['/', '.', '-', '_']).next().is_some_and(|word| MOVING.contains(&word)) {
            findings
                .report(span, format!("the Service selects its pods by `{}`, which changes with every release", entry.key))
                .severity(Severity::Warning)
                .help(HELP);
            continue;
        }
        first = first.or(Some(span));
        names.push_str(if names.is_empty() { "`" } else { ", `" });
        names.push_str(&entry.key);
        names.push('`');
    }
    first.map(|span| (span, names))
}
