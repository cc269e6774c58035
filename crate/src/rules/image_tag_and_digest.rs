//! See `image_tag_and_digest.md`.

use super::advice::{Advice, images};
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};

/// An image with a tag beside its digest.
pub const RULE: Rule =
    Rule { id: "image-tag-and-digest", group: Group::Image, severity: Severity::Info, since: "0.1.0", check };

const HELP: &str = "Nothing checks that the two belong together: whoever changes the tag alone changes nothing. Keep it \
    for people and for tools that update both, or take it out.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for found in images(input).iter().filter(|found| found.advice == Advice::Decorated) {
        let (Some(tag), Some((name, digest))) = (found.reference.tag(), found.image.text.split_once('@')) else { continue };
        let short = name.strip_suffix(tag).and_then(|name| name.strip_suffix(':')).map(|name| format!("{name}@{digest}"));
        findings
            .report(found.span, format!("the digest decides what is pulled; the tag `{tag}` is decoration"))
            .help(HELP)
            .fix(edits::write(input, &found.image.entry.value.origin, short));
    }
}
