//! See `image_pinned.md`.

use super::advice::{Advice, follow_release, images};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};

/// An image that stays when the controller is upgraded.
pub const RULE: Rule =
    Rule { id: "image-pinned", group: Group::Image, severity: Severity::Info, since: "0.1.0", check };

const HELP: &str = "Each release of Envoy Gateway brings the Envoy that it was tested with, and this one stays behind, \
    without its security fixes. Change it with every upgrade, or name a mirror with `imageRepository`, which follows.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for found in images(input).iter().filter(|found| found.advice == Advice::Pinned) {
        findings
            .report(found.span, "this image does not move when Envoy Gateway is upgraded")
            .help(HELP)
            .fix(follow_release(input, &found.image, found.name()));
    }
}
