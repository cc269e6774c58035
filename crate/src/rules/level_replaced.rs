//! See `level_replaced.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::release::Feature;

/// An EnvoyProxy or default spec that another one replaces whole.
pub const RULE: Rule =
    Rule { id: "level-replaced", group: Group::Controller, severity: Severity::Info, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, _) in input.proxies() {
        let mut sources = infra.effective.sources.iter();
        let Some(winner) = sources.next().filter(|winner| winner.used) else { continue };
        for lost in sources.filter(|lost| !lost.used && !lost.spec.entries().is_empty()) {
            let place = winner.proxy.and_then(|proxy| proxy.document.name_origin().span());
            let Some(span) = place else { continue };
            let help = match input.release.has(Feature::MergeType) {
                true => "Nothing of it is left, not even what is not said here. Set `mergeType` here where both are meant.",
                false => "Nothing of it is left, not even what is not said here. Repeat here what is meant to stay.",
            };
            findings
                .report(span, format!("{} replaces {} whole", winner.level.words(), lost.level.words()))
                .help(help)
                .related(lost.spec.origin.span(), "what is replaced");
        }
    }
}
