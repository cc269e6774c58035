//! See `repository_has_tag.md`.

use super::image_rejected_by_release::rejected;
use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Fix, Group, Severity};
use crate::image::{self, Split};
use crate::text::Span;

/// `imageRepository` with a tag or digest, behind which the release's own tag is put.
pub const RULE: Rule =
    Rule { id: "repository-has-tag", group: Group::Image, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for text in sites::image_texts(input).into_iter().filter(|text| text.repository) {
        let written = text.node.as_str().unwrap_or("");
        let split = image::split(written);
        let part = if split.digest.is_some() { "digest" } else { "tag" };
        if (split.tag.is_none() && split.digest.is_none()) || rejected(input, &text) || input.is_placeholder(text.node) {
            continue;
        }
        let Some(span) = text.node.origin.span() else { continue };
        let result = format!("{written}:{}", input.release.images.envoy_tag());
        findings
            .report(span, format!("imageRepository `{written}` carries a {part}, and gets the release's own tag behind it"))
            .help(format!("The image would be `{result}`, which is no image reference: the pods stay in InvalidImageName. Use `image` to pin a version, or leave the {part} out to follow the release's."))
            .fix(bare(text.node.origin.editable(), input, &split));
    }
}

/// The repository alone, where it stands on one line as it is.
fn bare(span: Option<Span>, input: &Input<'_>, split: &Split<'_>) -> Option<Fix> {
    let span = span?;
    let name = split.name.text;
    let from = input.slice(span).find(name)?;
    let quoted = input.slice(span).trim_matches(['"', '\'']);
    let rest = quoted.len() - name.len();
    let cut = span.part(from + name.len(), from + name.len() + rest);
    Some(Fix::replace(format!("write {name}, and follow the release's Envoy version"), false, cut, ""))
}
