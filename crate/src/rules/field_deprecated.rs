//! See `field_deprecated.md`.

use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Group, Severity};
use crate::read::Kind;
use crate::value::{Entry, Node};

/// A field that is on its way out.
pub const RULE: Rule =
    Rule { id: "field-deprecated", group: Group::Schema, severity: Severity::Info, since: "0.1.0", check };

/// Where the field is, the releases in which it is deprecated, its path (through lists, too), and what to write instead.
/// Where the releases come to an end, the next one does not have it any more.
const FIELDS: &str = "\
P v1.1.0.. telemetry.accessLog.settings.sinks.openTelemetry.host backendRefs
P v1.1.0.. telemetry.metrics.sinks.openTelemetry.host backendRefs
P v1.1.0.. telemetry.tracing.provider.host backendRefs
P v1.7.0.. telemetry.accessLog.settings.sinks.openTelemetry.resources resourceAttributes
P v1.7.0.. telemetry.tracing.customTags tags
C v1.9.0.. extensionApis.disableLua enableLua
C v1.1.0.. extensionManager.service.host fqdn
C v1.1.0.. extensionManagers.service.host fqdn
G v1.0.0..v1.5.9 spec.backendTLS tls.backend
G v1.0.0..v1.5.9 spec.listeners.tls.frontendValidation tls.frontend";

fn check(input: &Input<'_>, findings: &mut Findings) {
    let mut roots: Vec<(&str, &Node)> = Vec::new();
    sites::proxy_specs(input).for_each(|site| roots.push(("P", site.spec)));
    for (of, kind) in [("C", Kind::EnvoyGateway), ("G", Kind::Gateway)] {
        input.of_kind(kind).for_each(|document| roots.push((of, &document.root)));
    }
    for line in FIELDS.lines() {
        let mut words = line.split(' ');
        let mut next = || words.next().unwrap_or("");
        let (of, range, path, instead) = (next(), next(), next(), next());
        if input.releases.set(range).is_some_and(|set| set.contains(input.release.index)) {
            for (_, root) in roots.iter().filter(|root| root.0 == of) {
                find(findings, root, path, instead, range.ends_with('.'));
            }
        }
    }
}

/// Every entry at a path, through lists; as deep as the path is long.
fn find(findings: &mut Findings, node: &Node, path: &str, instead: &str, stays: bool) {
    let (key, rest) = path.split_once('.').unwrap_or((path, ""));
    let items = node.items();
    for map in if items.is_empty() { std::slice::from_ref(node) } else { items } {
        match sites::entry(map, key) {
            Some(entry) if rest.is_empty() => say(findings, entry, instead, stays),
            Some(entry) => find(findings, &entry.value, rest, instead, stays),
            None => {}
        }
    }
}

fn say(findings: &mut Findings, entry: &Entry, instead: &str, stays: bool) {
    let Some(span) = entry.key_origin.span() else { return };
    let (message, severity) = match stays {
        true => ("this field is deprecated", Severity::Info),
        false => ("the next minor release does not have this field", Severity::Warning),
    };
    findings.report(span, message).severity(severity).help(format!("Write `{instead}` instead."));
}
