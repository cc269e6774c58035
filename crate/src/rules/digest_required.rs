//! See `digest_required.md`.

use super::policies::{self, Image};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};

/// An image without a digest, where the team demands one.
pub const RULE: Rule =
    Rule { id: "digest-required", group: Group::Policy, severity: Severity::Error, since: "0.1.0", check };

const HELP: &str = "The team wants images that can't move. Write `image` with the digest of what was tested; a repository gets the release's tag, and never a digest.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    policies::images(input, findings, "requireDigest", look);
}

fn look(_: &Input<'_>, findings: &mut Findings, image: &Image<'_>) {
    if image.policy.as_bool() == Some(true) && image.reference.digest().is_none() {
        let message = format!("`{}` has no digest", image.reference.normalized());
        policies::say(findings, image.span, message, HELP, image.policy);
    }
}
