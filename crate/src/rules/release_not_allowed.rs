//! See `release_not_allowed.md`.

use super::{Findings, Input, Rule, policies};
use crate::diagnostic::{Group, Severity};
use crate::team::{fits, listed};

/// A target that is no release that the team allows.
pub const RULE: Rule =
    Rule { id: "release-not-allowed", group: Group::Policy, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    let Some(allowed) = input.team.and_then(|team| team.root.at(&["policies", "releases"])) else { return };
    let release = &input.release.version;
    // Who asks for several releases wants to know, and does not install them.
    let Some(span) = input.found_target.or(allowed.origin.span()).filter(|_| input.only_target) else { return };
    if !fits(Some(allowed), release, true) {
        let message = format!("{release} is no release that the team allows");
        policies::say(findings, span, message, &format!("Allowed are: {}.", listed(allowed)), allowed);
    }
}
