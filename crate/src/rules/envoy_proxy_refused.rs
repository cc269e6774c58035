//! See `envoy_proxy_refused.md`.

use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::resolve::{Invalid, Params, Refusal};
use crate::text::nearest_of;

/// An EnvoyProxy that the API server takes and the controller refuses.
pub const RULE: Rule =
    Rule { id: "envoy-proxy-refused", group: Group::Controller, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    let classes = input.resolved.classes.iter().map(|class| &class.params);
    let gateways = input.resolved.gateways.iter().map(|gateway| &gateway.params);
    for params in classes.chain(gateways) {
        let Params::Refused(Refusal::Invalid { why: Invalid::PatchType(node), .. }) = params else { continue };
        let Some(span) = node.origin.span() else { continue };
        let word = node.as_str().unwrap_or("");
        let near = nearest_of(word, ["StrategicMerge", "JSONMerge"]).map(str::to_string);
        findings
            .report(span, format!("`{word}` is no type of patch: StrategicMerge and JSONMerge are"))
            .help("The API server takes it, and then the controller refuses the EnvoyProxy, and whoever uses it is not accepted.")
            .fix(edits::write(input, &node.origin, near));
    }
}
