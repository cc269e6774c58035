//! See `envoy_proxy_refused.md`.

use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::resolve::{Params, Refusal, Why};
use crate::text::nearest_of;

/// An EnvoyProxy that the API server takes and the controller refuses.
pub const RULE: Rule =
    Rule { id: "envoy-proxy-refused", group: Group::Controller, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    let classes = input.resolved.classes.iter().map(|class| &class.params);
    let gateways = input.resolved.gateways.iter().map(|gateway| &gateway.params);
    for params in classes.chain(gateways) {
        let Params::Refused(Refusal::Invalid { why, .. }) = params else { continue };
        let Some(span) = why.node.origin.span() else { continue };
        let word = why.node.as_str().unwrap_or("");
        // A short text says more than what it is.
        let subject = if word.is_empty() || word.contains('\n') { "this".to_string() } else { format!("`{word}`") };
        let near = (why.why == Why::PatchType).then(|| nearest_of(word, ["StrategicMerge", "JSONMerge"])).flatten();
        findings
            .report(span, format!("{subject} {}", why.why))
            .help("The API server takes it, and then the controller refuses the EnvoyProxy, and whoever uses it is not accepted.")
            .fix(edits::write(input, &why.node.origin, near.map(str::to_string)));
    }
}
