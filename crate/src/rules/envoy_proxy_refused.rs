//! See `envoy_proxy_refused.md`.

use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::read::Kind;
use crate::release::Feature;
use crate::resolve::Why;
use crate::text::nearest_of;
use crate::value::Node;

/// An EnvoyProxy that the API server takes and the controller refuses.
pub const RULE: Rule =
    Rule { id: "envoy-proxy-refused", group: Group::Controller, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    if !input.is_file {
        let spec = input.model.config.default_spec().filter(|_| input.release.has(Feature::ConfigDefaultSpec));
        return spec.into_iter().for_each(|spec| of_spec(input, findings, spec, (Severity::Warning, DEFAULT)));
    }
    for (document, own) in input.judged() {
        if let Some(spec) = document.spec().filter(|_| document.kind == Kind::EnvoyProxy && !document.partial) {
            // What the API server refuses, it says itself.
            if !own.iter().any(|violation| violation.releases.contains(input.release.index)) {
                unreadable(input, findings, spec);
            }
            of_spec(input, findings, spec, (Severity::Error, OBJECT));
        }
    }
}

const OBJECT: &str =
    "The API server takes it, and then the controller refuses the EnvoyProxy, and whoever uses it is not accepted.";
const DEFAULT: &str = "The controller starts with it, and nobody looks at it before a proxy is created with it.";

fn of_spec(input: &Input<'_>, findings: &mut Findings, spec: &Node, (severity, help): (Severity, &str)) {
    let Some(why) = input.resolved.refused(spec, input.release, input.settings) else { return };
    let Some(span) = why.node.origin.span().filter(|_| !input.is_placeholder(&why.node)) else { return };
    let word = why.node.as_str().unwrap_or("");
    // A short text says more than what it is.
    let subject = if word.is_empty() || word.as_bytes().contains(&b'\n') { "this".to_string() } else { format!("`{word}`") };
    let near = (why.why == Why::PatchType).then(|| nearest_of(word, ["StrategicMerge", "JSONMerge"])).flatten();
    findings
        .report(span, format!("{subject} {}", why.why))
        .severity(severity)
        .help(help)
        .fix(edits::write(input, &why.node.origin, near.map(str::to_string)));
}

/// A value that the API server takes and that does not fit the controller's types.
fn unreadable(input: &Input<'_>, findings: &mut Findings, spec: &Node) {
    let Err(misfit) = input.types.fit("EnvoyProxySpec", spec, input.release, input.settings) else { return };
    let Some(span) = misfit.origin.span() else { return };
    findings.report(span, misfit.to_string()).help(
        "The API server takes it, and then the controller can read no EnvoyProxy of the whole cluster any more.",
    );
}
