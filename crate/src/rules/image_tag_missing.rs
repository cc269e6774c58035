//! See `image_tag_missing.md`.

use super::advice::{follow_release, lost};
use super::decisions::{Choice, choices};
use super::image_rejected_by_release::rejected;
use super::sites::{self, ImageText};
use super::{Findings, Input, Rule};
use crate::context::Dialect;
use crate::diagnostic::{Group, Severity};
use crate::image::Reference;
use crate::release::Feature;
use crate::text::{Span, Spans};
use crate::value::Origin;

/// An image without tag and digest.
pub const RULE: Rule =
    Rule { id: "image-tag-missing", group: Group::Image, severity: Severity::Warning, since: "0.1.0", check };

const HELP: &str = "Each node keeps the `latest` that it pulled first, and nothing makes sure that it fits this release \
    of Envoy Gateway. Name a version.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    let mut untagged: Vec<(ImageText, Span)> = Vec::new();
    for image in sites::image_texts(input).filter(|image| !image.repository && !rejected(input, image)) {
        let Ok(reference) = Reference::parse_normalized(image.text.to_string()) else { continue };
        let is_bare = reference.tag().is_none() && reference.digest().is_none();
        untagged.extend(image.entry.value.origin.span().filter(|_| is_bare).map(|span| (image, span)));
    }
    if untagged.is_empty() {
        return;
    }
    let (completed, lost) = (completed(input), lost(input));
    for (image, span) in untagged {
        // Beside a repository it is an error, or it loses.
        let beside = input.release.has(Feature::ImageRepository) && image.container.get("imageRepository").is_some();
        if !beside && !completed.has(span) && !lost.has(span) {
            let message = format!("`{0}` has no tag, so `{0}:latest` is pulled", image.text);
            findings.report(span, message).help(HELP).fix(follow_release(input, &image));
        }
    }
}

/// The images to which other forms of the structured dialect give a tag or digest.
fn completed(input: &Input<'_>) -> Spans<()> {
    if input.settings.dialect != Dialect::Structured {
        return Spans::default();
    }
    let put_together = |choice: &Choice<'_>| matches!(choice.decision.image.origin, Origin::Derived(_));
    let choices = choices(input).into_iter().filter(put_together);
    choices.filter_map(|choice| Some((choice.decision.image.origin.span()?, ()))).collect()
}
