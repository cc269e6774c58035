//! See `tag_not_allowed.md`.

use super::policies::{self, Image};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::image::DEFAULT_TAG;
use crate::team::{fits, listed};

/// An image with a tag that the team does not allow.
pub const RULE: Rule =
    Rule { id: "tag-not-allowed", group: Group::Policy, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    policies::images(input, findings, "tags", look);
}

fn look(_: &Input<'_>, findings: &mut Findings, image: &Image<'_>) {
    let implied = if image.reference.digest().is_none() { Some(DEFAULT_TAG) } else { None };
    let Some(tag) = image.reference.tag().or(implied).filter(|tag| !fits(Some(image.policy), tag, true)) else { return };
    let message = format!("the tag `{tag}` of `{}` is not allowed", image.reference.name());
    let help = format!("The team's tags look like this: {}.", listed(image.policy));
    policies::say(findings, image.span, message, &help, image.policy);
}
