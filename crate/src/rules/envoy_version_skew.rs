//! See `envoy_version_skew.md`.

use super::advice::{Advice, follow_release, images};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};

/// An Envoy of another minor version than the one that the release is made for.
pub const RULE: Rule =
    Rule { id: "envoy-version-skew", group: Group::Image, severity: Severity::Warning, since: "0.1.0", check };

const OLD: &str = "The controller sends configuration that this Envoy may not know; it then refuses it and keeps the last \
    one, or has none. Take the release's own Envoy, with `imageRepository` for a mirror.";
const NEW: &str = "The controller was not tested with it: what it sends may have been removed there. Take the release's \
    own Envoy, with `imageRepository` for a mirror, or upgrade Envoy Gateway first.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for found in images(input) {
        let Advice::Skew(theirs, ours) = found.advice else { continue };
        let (which, help) = if theirs < ours { ("older", OLD) } else { ("newer", NEW) };
        // A deprecated part of Envoy's API stays for some releases.
        let near = theirs.0 == ours.0 && theirs.1 == ours.1 + 1;
        let version = &input.release.version;
        findings
            .report(found.span, format!("Envoy {}.{} is {which} than {}.{}, which {version} is made for", theirs.0, theirs.1, ours.0, ours.1))
            .severity(if near { Severity::Info } else { Severity::Warning })
            .help(help)
            .fix(follow_release(input, &found.image, found.name()));
    }
}
