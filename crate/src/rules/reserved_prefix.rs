//! See `reserved_prefix.md`.

use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Group, Severity};
use crate::labels::keys;
use crate::release::Feature;
use crate::value::Entry;

/// A label or annotation under a name that is the controller's own.
pub const RULE: Rule =
    Rule { id: "reserved-prefix", group: Group::Labels, severity: Severity::Warning, since: "0.1.0", check };

/// Labels that the controller sets, and what it sets them to; the owner's differ from proxy to proxy.
const OWN: [(&str, &str); 3] =
    [(keys::APP_NAME, "envoy"), (keys::APP_COMPONENT, "proxy"), (keys::APP_MANAGED_BY, "envoy-gateway")];
const PREFIX: &str = "gateway.envoyproxy.io/";

fn check(input: &Input<'_>, findings: &mut Findings) {
    let kept = input.release.has(Feature::UserPrometheusAnnotations);
    for map in sites::label_maps(input) {
        for entry in map.entries {
            let of_pods = map.refused.ends_with("pods");
            if map.labels {
                label(findings, entry);
            } else if of_pods && !kept && matches!(entry.key.strip_prefix("prometheus.io/"), Some("path" | "port" | "scrape")) {
                say(findings, entry, "this release writes its own value over it");
            }
        }
    }
}

fn label(findings: &mut Findings, entry: &Entry) {
    let differs = |(key, value): &(&str, &str)| entry.key == **key && entry.value.as_str() != Some(value);
    if entry.key.starts_with(PREFIX) || OWN.iter().any(differs) {
        say(findings, entry, "by it the controller, and whatever watches proxies, knows its objects");
    }
}

fn say(findings: &mut Findings, entry: &Entry, why: &str) {
    let Some(span) = entry.value.origin.span().filter(|span| !findings.is_said(*span)) else { return };
    findings
        .report(span, format!("`{}` belongs to the controller: {why}", entry.key))
        .help("Take a key of your own, with your own domain in front.");
}
