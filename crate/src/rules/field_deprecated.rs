//! See `field_deprecated.md`.

use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Group, Severity};
use crate::read::{Document, Kind};
use crate::value::{Entry, Node};

/// A field that is on its way out.
pub const RULE: Rule =
    Rule { id: "field-deprecated", group: Group::Schema, severity: Severity::Info, since: "0.1.0", check };

/// Where the field is, the releases in which it is deprecated, its path (through lists, too), and what to write instead.
/// Where the releases come to an end, the next one does not have it any more.
const FIELDS: &str = "
P v1.1.0.. telemetry.accessLog.settings.sinks.openTelemetry.host backendRefs
P v1.1.0.. telemetry.metrics.sinks.openTelemetry.host backendRefs
P v1.1.0.. telemetry.tracing.provider.host backendRefs
P v1.2.0.. telemetry.accessLog.settings.sinks.als.backendRef backendRefs
P v1.2.0.. telemetry.accessLog.settings.sinks.openTelemetry.backendRef backendRefs
P v1.2.0.. telemetry.metrics.sinks.openTelemetry.backendRef backendRefs
P v1.2.0.. telemetry.tracing.provider.backendRef backendRefs
P v1.7.0.. telemetry.accessLog.settings.sinks.openTelemetry.resources resourceAttributes
P v1.7.0.. telemetry.tracing.customTags tags
C v1.9.0.. extensionApis.disableLua enableLua
C v1.1.0.. extensionManager.service.host fqdn
C v1.1.0.. extensionManagers.service.host fqdn
G v1.0.0..v1.5.9 backendTLS tls.backend
G v1.0.0..v1.5.9 listeners.tls.frontendValidation tls.frontend
";

fn check(input: &Input<'_>, findings: &mut Findings) {
    let proxies: Vec<&Node> = sites::proxy_specs(input).map(|site| site.spec).collect();
    let configs: Vec<&Node> = input.of_kind(Kind::EnvoyGateway).map(|config| &config.root).collect();
    let gateways: Vec<&Node> = input.of_kind(Kind::Gateway).filter_map(Document::spec).collect();
    for line in FIELDS.lines() {
        let mut words = line.split(' ');
        let (Some(of), Some(range), Some(path), Some(instead)) = (words.next(), words.next(), words.next(), words.next()) else { continue };
        if !input.releases.set(range).is_some_and(|set| set.contains(input.release.index)) {
            continue;
        }
        let roots = match of {
            "P" => &proxies,
            "C" => &configs,
            _ => &gateways,
        };
        for root in roots {
            find(root, path, &mut |entry| say(findings, entry, instead, !range.ends_with("..")));
        }
    }
}

/// Every entry at a path, which is as deep as it is written.
fn find(node: &Node, path: &str, found: &mut dyn FnMut(&Entry)) {
    let (key, rest) = path.split_once('.').unwrap_or((path, ""));
    for map in if node.items().is_empty() { std::slice::from_ref(node) } else { node.items() } {
        match sites::entry(map, key) {
            Some(entry) if rest.is_empty() => found(entry),
            Some(entry) => find(&entry.value, rest, found),
            None => {}
        }
    }
}

fn say(findings: &mut Findings, entry: &Entry, instead: &str, ends: bool) {
    let Some(span) = entry.key_origin.span() else { return };
    let (when, severity) = match ends {
        true => ("the next minor release does not have it", Severity::Warning),
        false => ("a later release may not have it", Severity::Info),
    };
    findings
        .report(span, format!("`{}` is deprecated: {when}", entry.key))
        .severity(severity)
        .help(format!("Write `{instead}` instead."));
}
