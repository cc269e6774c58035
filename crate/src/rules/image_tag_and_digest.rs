//! See `image_tag_and_digest.md`.

use super::advice::{Advice, images};
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::image::split;

/// An image with a tag beside its digest.
pub const RULE: Rule =
    Rule { id: "image-tag-and-digest", group: Group::Image, severity: Severity::Info, since: "0.1.0", check };

const HELP: &str = "Nothing checks that the two belong together: a changed tag alone changes nothing. Keep it for people \
    and for tools that update both, or take it out.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (image, span) in images(input, Advice::Decorated) {
        let short = split(image.text).digest.map(|digest| [split(image.text).name.text, "@", digest.text].concat());
        let fix = edits::write(input, &image.entry.value.origin, short);
        findings.report(span, "the digest decides what is pulled, and the tag is decoration").help(HELP).fix(fix);
    }
}
