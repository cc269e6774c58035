//! See `digest_invalid.md`.

use super::image_rejected_by_release::rejected;
use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Group, Severity};
use crate::image::Reference;

/// An image whose digest is none.
pub const RULE: Rule =
    Rule { id: "digest-invalid", group: Group::Image, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for text in sites::image_texts(input).into_iter().filter(|text| !text.repository && !rejected(input, text)) {
        let written = text.node.as_str().unwrap_or("");
        let Err(error) = Reference::parse_normalized(written.to_string()) else { continue };
        if !sites::wrong_in_digest(written, &error) || input.is_placeholder(text.node) {
            continue;
        }
        let Some(span) = text.node.origin.span() else { continue };
        findings
            .report(span, format!("the digest of `{written}` is not valid: {error}"))
            .help("The API server takes it, and then the kubelet can't pull it. Copy the whole digest: sha256: and 64 hexadecimal digits in lower case.");
    }
}
