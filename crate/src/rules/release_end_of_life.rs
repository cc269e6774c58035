//! See `release_end_of_life.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::read::Kind;

/// A release that is no longer maintained.
pub const RULE: Rule =
    Rule { id: "release-end-of-life", group: Group::Upgrade, severity: Severity::Info, since: "0.1.0", check };

const KINDS: [Kind; 4] = [Kind::EnvoyProxy, Kind::Gateway, Kind::GatewayClass, Kind::EnvoyGateway];

fn check(input: &Input<'_>, findings: &mut Findings) {
    let (release, releases) = (input.release, input.releases);
    let day = input.settings.day.as_deref().unwrap_or(releases.day());
    if &*release.end_of_life >= day {
        return;
    }
    // At what names the release. Where only the caller does, at the first document that is meant for it; who asks for
    // several knows that some are old.
    let named = input.model.context.target(releases).filter(|target| target.release == release.index);
    let named = named.and_then(|target| target.inferred.from);
    let first = || input.documents.iter().find(|document| input.only_target && KINDS.contains(&document.kind));
    let Some(span) = named.or_else(|| first()?.name_origin().span()) else { return };
    findings
        .report(span, format!("{} is no longer maintained since {}", release.version, release.end_of_life))
        .severity(if named.is_some() { Severity::Warning } else { Severity::Info })
        .help("Security fixes of Envoy and of Envoy Gateway no longer reach it. Plan the upgrade, one minor release at a time.");
}
