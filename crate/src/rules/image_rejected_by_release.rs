//! See `image_rejected_by_release.md`.

use super::sites::{self, ImageText};
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::image::api_pattern::Pattern;
use crate::image::{Reference, nearest, split};

/// An image text that the target release's API server refuses by its pattern.
pub const RULE: Rule =
    Rule { id: "image-rejected-by-release", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for image in sites::image_texts(input).filter(|image| rejected(input, image)) {
        let origin = &image.entry.value.origin;
        let Some(span) = origin.span() else { continue };
        let message = format!("the API server refuses {} as {}", sites::shown(image.text), image.entry.key);
        let better = better(&image).filter(|better| accepts(input, image.repository, better));
        findings.report(span, message).help(why(input, &image)).fix(edits::write(input, origin, better));
    }
}

fn why(input: &Input<'_>, image: &ImageText<'_>) -> String {
    let narrow = input.release.image_pattern() == Some(Pattern::ImageWithoutPort) && Pattern::Image.accepts(image.text);
    match Reference::parse_normalized(image.text.to_string()) {
        Ok(reference) if image.repository && (reference.tag().is_some() || reference.digest().is_some()) => {
            "This field names a repository alone; a tag or digest belongs into `image`.".to_string()
        }
        Ok(_) if narrow && !image.repository => {
            "v1.5.0 alone has no room for the port of a registry here. Upgrade, or use imageRepository.".to_string()
        }
        Ok(_) => "It is a valid image reference, but the API's pattern for this field is narrower.".to_string(),
        Err(error) => format!("It is no image reference: {error}."),
    }
}

/// The repository alone, or what was obviously meant.
fn better(image: &ImageText<'_>) -> Option<String> {
    let split = split(image.text);
    let too_much = image.repository && (split.tag.is_some() || split.digest.is_some());
    if too_much { Some(split.name.text.to_string()) } else { nearest(image.text) }
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
