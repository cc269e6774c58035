//! See `image_mutable_tag.md`.

use super::image_rejected_by_release::rejected;
use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Group, Severity};
use crate::image::{self, Reference};

/// An image whose tag will point to another image one day.
pub const RULE: Rule =
    Rule { id: "image-mutable-tag", group: Group::Image, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for text in sites::image_texts(input).into_iter().filter(|text| !text.repository && !rejected(input, text)) {
        let written = text.node.as_str().unwrap_or("");
        let Ok(reference) = Reference::parse_normalized(written.to_string()) else { continue };
        let Some(tag) = reference.tag().filter(|_| reference.digest().is_none()) else { continue };
        let Some(moving) = image::moving(Some(tag)).filter(|_| !input.is_placeholder(text.node)) else { continue };
        let Some(span) = text.node.origin.span() else { continue };
        findings
            .report(span, format!("the tag `{tag}` of `{written}` moves: {moving}"))
            .help("With IfNotPresent each node keeps whatever it pulled first, so proxies of one Gateway can run different images. Name a full version, or a digest.");
    }
}
