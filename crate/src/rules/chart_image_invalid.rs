//! See `chart_image_invalid.md`.

use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Group, Severity};
use crate::image::Reference;
use crate::release::Feature;

/// Values of which the chart makes an image that is none.
pub const RULE: Rule =
    Rule { id: "chart-image-invalid", group: Group::Image, severity: Severity::Error, since: "0.1.0", check };

const CUT: &str = "It cuts an image at its first `/` and the `:` behind that: write registry, path and tag.";
const JOINED: &str = "It joins repository and tag with a `:`: neither may hold what belongs to the other.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    let cuts = input.release.has(Feature::ChartImageRegistry);
    for image in input.model.context.chart_images(input.release) {
        let Some((text, span)) = image.as_str().zip(image.origin.span()) else { continue };
        if !input.is_placeholder_text(text) && Reference::parse_normalized(text.to_string()).is_err() {
            findings
                .report(span, format!("the gateway-helm chart makes {} of this, which is no image", sites::shown(text)))
                .help(if cuts { CUT } else { JOINED });
        }
    }
}
