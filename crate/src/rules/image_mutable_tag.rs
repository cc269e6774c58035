//! See `image_mutable_tag.md`.

use super::image_rejected_by_release::rejected;
use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Group, Severity};
use crate::image::{self, Reference};

/// An image whose tag will point to another image one day.
pub const RULE: Rule =
    Rule { id: "image-mutable-tag", group: Group::Image, severity: Severity::Warning, since: "0.1.0", check };

const HELP: &str = "Each node keeps the image that it pulled first, so proxies of one Gateway can run different ones. \
    Name a full version, or a digest.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for image in sites::image_texts(input).filter(|image| !image.repository && !rejected(input, image)) {
        let Ok(reference) = Reference::parse_normalized(image.text.to_string()) else { continue };
        let Some(tag) = reference.tag().filter(|_| reference.digest().is_none()) else { continue };
        let Some((moving, span)) = image::moving(Some(tag)).zip(image.entry.value.origin.span()) else { continue };
        findings.report(span, format!("`{tag}` does not pin an image: {moving}")).help(HELP);
    }
}
