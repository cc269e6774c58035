//! See `image_syntax.md`.

use super::image_rejected_by_release::rejected;
use super::sites::{self, ImageText};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::image::{self, Reference, ReferenceError};

/// An image text that is no image reference, though nothing refuses it before the kubelet.
pub const RULE: Rule =
    Rule { id: "image-syntax", group: Group::Image, severity: Severity::Error, since: "0.1.0", check };

const HELP: &str = "Nothing looks at it before the kubelet, which then can't read it: the pods stay in InvalidImageName.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for image in sites::image_texts(input).filter(|image| !rejected(input, image)) {
        let what = if image.repository { "image repository" } else { "image reference" };
        if let Some(error) = unreadable(&image) {
            sites::not_an_image(input, findings, &image.entry.value, &error, [what, HELP]);
        }
    }
}

/// What is wrong, unless `digest-invalid` or `repository-has-tag` says so.
fn unreadable(image: &ImageText<'_>) -> Option<ReferenceError> {
    let split = image::split(image.text);
    if image.repository && (split.tag.is_some() || split.digest.is_some()) {
        return None;
    }
    let error = Reference::parse_normalized(image.text.to_string()).err()?;
    (!sites::wrong_in_digest(image.text, &error)).then_some(error)
}
