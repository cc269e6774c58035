//! See `digest_invalid.md`.

use super::image_rejected_by_release::rejected;
use super::{Findings, Input, Rule, edits, sites};
use crate::diagnostic::{Group, Severity};
use crate::image::{self, Reference};

/// An image whose digest is none.
pub const RULE: Rule =
    Rule { id: "digest-invalid", group: Group::Image, severity: Severity::Error, since: "0.1.0", check };

const HELP: &str = "Nothing looks at it before the kubelet, which then can't pull the image: the pods stay in \
    InvalidImageName. Copy the whole digest from the registry.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for image in sites::image_texts(input).filter(|image| !image.repository && !rejected(input, image)) {
        let Err(error) = Reference::parse_normalized(image.text.to_string()) else { continue };
        let origin = &image.entry.value.origin;
        let Some(span) = origin.span().filter(|_| sites::wrong_in_digest(image.text, &error)) else { continue };
        findings
            .report(span, format!("the digest of {} is not valid: {error}", sites::shown(image.text)))
            .help(HELP)
            .fix(edits::write(input, origin, image::nearest(image.text)));
    }
}
