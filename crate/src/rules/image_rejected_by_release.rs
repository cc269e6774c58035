//! See `image_rejected_by_release.md`.

use super::sites::{self, ImageText};
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::image::{Reference, nearest};

/// An image text that the target release's API server refuses by its pattern.
pub const RULE: Rule =
    Rule { id: "image-rejected-by-release", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    let release = &input.release.version;
    for image in sites::image_texts(input).filter(|image| rejected(input, image)) {
        let origin = &image.entry.value.origin;
        let Some(span) = origin.span() else { continue };
        let message = format!("the API server of {release} refuses `{}` as {}", image.text, image.entry.key);
        let better = nearest(image.text).filter(|better| accepts(input, image.repository, better));
        findings.report(span, message).help(why(&image)).fix(edits::write(origin, better));
    }
}

fn why(image: &ImageText<'_>) -> String {
    match Reference::parse_normalized(image.text.to_string()) {
        Ok(reference) if image.repository && (reference.tag().is_some() || reference.digest().is_some()) => {
            "It names a repository alone: tag or digest belong into `image`.".to_string()
        }
        Ok(_) => "It is a valid image reference, but the API's pattern for this field is narrower.".to_string(),
        Err(error) => format!("It is no image reference: {error}."),
    }
}

/// True when the API server of the release refuses the text by its pattern.
pub(super) fn rejected(input: &Input<'_>, image: &ImageText<'_>) -> bool {
    image.validated && !accepts(input, image.repository, image.text)
}

fn accepts(input: &Input<'_>, repository: bool, text: &str) -> bool {
    let release = input.release;
    let pattern = if repository { release.repository_pattern() } else { release.image_pattern() };
    pattern.is_none_or(|pattern| pattern.accepts(text))
}
