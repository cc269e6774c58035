//! See `envoy_version_skew.md`.

use super::advice::{Advice, follow_release, images, skew};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};

/// An Envoy of another minor version than the one that the release is made for.
pub const RULE: Rule =
    Rule { id: "envoy-version-skew", group: Group::Image, severity: Severity::Warning, since: "0.1.0", check };

const OLD: &str = "The controller sends configuration that this Envoy may not know, and then refuses: it keeps what it had, \
    or starts with nothing. Take the release's own Envoy, with `imageRepository` for a mirror.";
const NEW: &str = "What the controller sends may have been removed there. Take the release's own Envoy, with \
    `imageRepository` for a mirror, or upgrade Envoy Gateway first.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (image, span) in images(input, Advice::Skew) {
        let Some((theirs, ours)) = skew(input, &image) else { continue };
        let (which, help) = if theirs < ours { ("older", OLD) } else { ("newer", NEW) };
        // What is deprecated in Envoy's API stays for some releases.
        let severity = if theirs == ours + 1 { Severity::Info } else { Severity::Warning };
        let version = &input.release.version;
        findings
            .report(span, format!("Envoy 1.{theirs} is {which} than 1.{ours}, which {version} is made for"))
            .severity(severity)
            .help(help)
            .fix(follow_release(input, &image));
    }
}
