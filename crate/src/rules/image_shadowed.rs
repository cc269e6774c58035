//! See `image_shadowed.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::resolve::Shadowed;
use crate::value::Node;

/// An image that is set and never pulled, because something of another level, met by merging, wins.
pub const RULE: Rule =
    Rule { id: "image-shadowed", group: Group::Image, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, rendering) in input.proxies() {
        let Some(decision) = &rendering.image else { continue };
        for lost in decision.shadowed.iter().filter(|lost| lost.by_merging || contradicts_itself(input, lost)) {
            report(findings, lost, &decision.image, &infra.key);
        }
    }
}

/// Both forms in the default spec of the config, which nobody validates.
fn contradicts_itself(input: &Input<'_>, lost: &Shadowed) -> bool {
    let default = input.model.config.default_spec().and_then(|spec| spec.origin.span());
    let (Some(outer), Some(inner)) = (default, lost.origin.span()) else { return false };
    lost.because.contains("wins over") && outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}

fn report(findings: &mut Findings, lost: &Shadowed, runs: &Node, key: &str) {
    let Some(span) = lost.origin.span() else { return };
    findings
        .report(span, format!("{} `{}` is never pulled", lost.field, lost.value))
        .help(format!(
            "{}: `{key}` runs {}. Set the same field at both levels, or only at one.",
            capital(&lost.because),
            runs.as_str().unwrap_or("")
        ))
        .related(runs.origin.span(), "this one wins");
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
