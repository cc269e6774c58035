//! See `image_syntax.md`.

use super::image_rejected_by_release::rejected;
use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Fix, Group, Severity};
use crate::image::{self, Reference};

/// An image text that is no image reference, though nothing refuses it before the kubelet.
pub const RULE: Rule =
    Rule { id: "image-syntax", group: Group::Image, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for text in sites::image_texts(input) {
        let written = text.node.as_str().unwrap_or("");
        let carries_more = text.repository && has_tag_or_digest(written);
        if carries_more || rejected(input, &text) || input.is_placeholder(text.node) {
            continue;
        }
        let Err(error) = Reference::parse_normalized(written.to_string()) else { continue };
        if sites::wrong_in_digest(written, &error) {
            continue;
        }
        let what = if text.repository { "image repository" } else { "image reference" };
        let Some(span) = text.node.origin.span() else { continue };
        let fix = image::nearest(written).zip(text.node.origin.editable());
        findings
            .report(span, format!("`{written}` is not a valid {what}: {error}"))
            .help("The API server takes it, and then the kubelet can't parse it: the pods stay in InvalidImageName.")
            .fix(fix.map(|(better, span)| Fix::replace(format!("write {better}"), false, span, better)));
    }
}

/// True for a repository that carries a tag or digest; `repository-has-tag` says so.
fn has_tag_or_digest(text: &str) -> bool {
    let split = image::split(text);
    split.tag.is_some() || split.digest.is_some()
}
