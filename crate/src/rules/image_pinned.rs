//! See `image_pinned.md`.

use super::advice::{Advice, follow_release, images};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};

/// An image that stays when the controller is upgraded.
pub const RULE: Rule =
    Rule { id: "image-pinned", group: Group::Image, severity: Severity::Info, since: "0.1.0", check };

const HELP: &str = "The Envoy that each release brings, with its security fixes, does not get here. Change it with every \
    upgrade, or name a mirror with `imageRepository`, which follows.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (image, span) in images(input, Advice::Pinned) {
        let said = findings.report(span, "this image stays when Envoy Gateway is upgraded");
        said.help(HELP).fix(follow_release(input, &image));
    }
}
