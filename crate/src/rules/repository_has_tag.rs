//! See `repository_has_tag.md`.

use super::image_rejected_by_release::rejected;
use super::{Findings, Input, Rule, edits, sites};
use crate::diagnostic::{Group, Severity};
use crate::image;

/// `imageRepository` with a tag or digest, behind which the release's own tag is put.
pub const RULE: Rule =
    Rule { id: "repository-has-tag", group: Group::Image, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for image in sites::image_texts(input).filter(|image| image.repository && !rejected(input, image)) {
        let split = image::split(image.text);
        let part = match (&split.tag, &split.digest) {
            (None, None) => continue,
            (_, None) => "tag",
            (_, Some(_)) => "digest",
        };
        let origin = &image.entry.value.origin;
        let Some(span) = origin.span() else { continue };
        findings
            .report(span, format!("imageRepository {} has a {part} already", sites::shown(image.text)))
            .help(help(part))
            .fix(edits::write(input, origin, Some(split.name.text.to_string())));
    }
}

fn help(part: &str) -> String {
    format!(
        "Envoy Gateway puts the tag of its release behind it, and the pods stay in InvalidImageName. Use `image` to pin \
         a version, or leave the {part} out to follow the release."
    )
}
