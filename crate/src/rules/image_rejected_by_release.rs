//! See `image_rejected_by_release.md`.

use super::sites::{self, ImageText};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Fix, Group, Severity};
use crate::image::api_pattern::Pattern;
use crate::image::{Reference, nearest};

/// An image text that the target release's API server refuses by its pattern.
pub const RULE: Rule =
    Rule { id: "image-rejected-by-release", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for text in sites::image_texts(input).into_iter().filter(|text| rejected(input, text)) {
        let written = text.node.as_str().unwrap_or("");
        let Some(span) = text.node.origin.span() else { continue };
        let field = if text.repository { "imageRepository" } else { "image" };
        let release = &input.release.version;
        let help = match Reference::parse_normalized(written.to_string()) {
            Ok(_) => format!("It is a valid image reference, but the pattern of {release} for this field is narrower than that."),
            Err(error) => format!("It is no image reference either: {error}."),
        };
        let fix = nearest(written).filter(|better| accepts(input, text.repository, better)).zip(text.node.origin.editable());
        findings
            .report(span, format!("the API server of {release} refuses `{written}` as {field}"))
            .help(help)
            .fix(fix.map(|(better, span)| Fix::replace(format!("write {better}"), false, span, better)));
    }
}

/// True when the API server of the release refuses the text by its pattern.
pub(super) fn rejected(input: &Input<'_>, text: &ImageText<'_>) -> bool {
    let written = text.node.as_str().unwrap_or("");
    text.validated && !input.is_placeholder(text.node) && !accepts(input, text.repository, written)
}

fn accepts(input: &Input<'_>, repository: bool, text: &str) -> bool {
    pattern(input, repository).is_none_or(|pattern| pattern.accepts(text))
}

fn pattern(input: &Input<'_>, repository: bool) -> Option<Pattern> {
    if repository { input.release.repository_pattern() } else { input.release.image_pattern() }
}
