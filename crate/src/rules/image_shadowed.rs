//! See `image_shadowed.md`.

use super::{Findings, Input, Rule, edits, sites};
use crate::diagnostic::{Fix, Group, Severity};
use crate::image;
use crate::resolve::{ImageDecision, Infra, Level, Shadowed};
use crate::text::Span;
use crate::value::Origin;

/// An image that is set and never pulled, because something of another level, met by merging, wins.
pub const RULE: Rule =
    Rule { id: "image-shadowed", group: Group::Image, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (infra, rendering) in input.proxies() {
        let Some(decision) = &rendering.image else { continue };
        for lost in &decision.shadowed {
            look(input, findings, infra, decision, lost);
        }
    }
}

/// That a stronger level's image loses to a weaker level's repository surprises; the other way round it may be meant.
fn look(input: &Input<'_>, findings: &mut Findings, infra: &Infra<'_>, decision: &ImageDecision, lost: &Shadowed) {
    let Some((span, winner)) = lost.origin.span().zip(decision.image.origin.span()) else { return };
    let (level, winning) = (level_of(infra, span), level_of(infra, winner));
    let contradicts_itself = level == Some(Level::Config) && winning == level;
    if !lost.by_merging && !contradicts_itself {
        return;
    }
    let severity = if level > winning { Severity::Info } else { Severity::Warning };
    let runs = decision.image.as_str().unwrap_or("");
    findings
        .report(span, format!("{} `{}` is not what `{}` pulls", lost.field, lost.value, infra.key))
        .severity(severity)
        .help(format!("{}: it runs {runs}. Set the same field at both levels, or only at one.", capital(&lost.because)))
        .related(Some(winner), "this one wins")
        .fix(same_field(input, lost));
}

/// The level that holds the bytes.
fn level_of(infra: &Infra<'_>, inner: Span) -> Option<Level> {
    let holds = |outer: Span| outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end;
    let source = infra.effective.sources.iter().find(|source| source.spec.origin.span().is_some_and(holds))?;
    Some(source.level)
}

/// The image's repository as imageRepository, in a container that does not have one.
fn same_field(input: &Input<'_>, lost: &Shadowed) -> Option<Fix> {
    let at = |origin: &Origin| *origin == lost.origin;
    let image = sites::image_texts(input).find(|image| at(&image.entry.value.origin) && !image.repository)?;
    let alone = sites::entry(image.container, "imageRepository").is_none();
    alone.then(|| edits::rewrite(image.entry, "imageRepository", image::split(image.text).name.text))?
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
