//! See `image_tag_missing.md`.

use super::image_rejected_by_release::rejected;
use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Group, Severity};
use crate::image::Reference;

/// An image without tag and digest.
pub const RULE: Rule =
    Rule { id: "image-tag-missing", group: Group::Image, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for text in sites::image_texts(input).into_iter().filter(|text| !text.repository && !rejected(input, text)) {
        let written = text.node.as_str().unwrap_or("");
        let Ok(reference) = Reference::parse_normalized(written.to_string()) else { continue };
        if input.is_placeholder(text.node) || reference.tag().is_some() || reference.digest().is_some() {
            continue;
        }
        let Some(span) = text.node.origin.span() else { continue };
        findings.report(span, format!("image `{written}` has no tag: `{written}:latest` is pulled")).help(format!(
            "Which Envoy that is changes by the day and from node to node, and may not fit {}. Name a version, or use imageRepository to follow the release's.",
            input.release.version
        ));
    }
}
