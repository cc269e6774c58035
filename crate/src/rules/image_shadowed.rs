//! See `image_shadowed.md`.

use super::decisions::{Choice, choices};
use super::{Findings, Input, Rule, edits, sites};
use crate::context::Dialect;
use crate::diagnostic::{Fix, Group, Severity};
use crate::image;
use crate::resolve::{Level, Shadowed};
use crate::text::Span;

/// An image that is set and never pulled, because something that it meets, mostly by merging, wins.
pub const RULE: Rule =
    Rule { id: "image-shadowed", group: Group::Image, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for choice in choices(input) {
        let Some(winner) = choice.decision.image.origin.span() else { continue };
        choice.decision.shadowed.iter().for_each(|lost| look(input, findings, &choice, winner, lost));
    }
}

fn look(input: &Input<'_>, findings: &mut Findings, choice: &Choice<'_>, winner: Span, lost: &Shadowed) {
    let Some((span, severity)) = lost.origin.span().zip(severity(input, choice, winner, lost)) else { return };
    findings
        .report(span, format!("{} `{}` is not what {} pulls", lost.field, lost.value, choice.who))
        .severity(severity)
        .help(help(input, winner, lost))
        .related(Some(winner), "this one wins")
        .fix(same_field(input, winner, span).filter(|_| severity == Severity::Warning));
}

/// That a stronger level's image loses to a weaker level's repository surprises; the other way round it may be meant.
fn severity(input: &Input<'_>, choice: &Choice<'_>, winner: Span, lost: &Shadowed) -> Option<Severity> {
    let (level, winning) = (level_of(choice, lost.origin.span()?)?, level_of(choice, winner)?);
    // In one object: nobody validates the config's, and the structured forms; the rest the API server refuses.
    let in_one_object = level == Level::Config || input.settings.dialect == Dialect::Structured;
    match level.cmp(&winning) {
        std::cmp::Ordering::Equal if in_one_object => Some(Severity::Warning),
        std::cmp::Ordering::Less if lost.by_merging => Some(Severity::Warning),
        std::cmp::Ordering::Greater if lost.by_merging => Some(Severity::Info),
        _ => None,
    }
}

/// The level that holds the bytes.
fn level_of(choice: &Choice<'_>, inner: Span) -> Option<Level> {
    let holds = |outer: Span| outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end;
    let mut sources = choice.effective.sources.iter();
    sources.find(|source| source.spec.origin.span().is_some_and(holds)).map(|source| source.level)
}

fn help(input: &Input<'_>, winner: Span, lost: &Shadowed) -> String {
    let wins = input.slice(winner).trim_matches(['"', '\'']);
    let what = if lost.by_merging { "Set the same field at both levels, or only at one." } else { "Keep one of them." };
    format!("`{wins}` runs: {}. {what}", lost.because)
}

/// The image's repository as imageRepository, where another imageRepository wins.
fn same_field(input: &Input<'_>, winner: Span, lost: Span) -> Option<Fix> {
    let at = |span: Span| sites::image_texts(input).find(|image| image.entry.value.origin.span() == Some(span));
    let image = at(lost).filter(|image| !image.repository)?;
    let alone = sites::entry(image.container, "imageRepository").is_none();
    let name = image::split(image.text).name.text;
    let mends = alone && at(winner).is_some_and(|winner| winner.repository);
    mends.then(|| edits::rewrite(input, image.entry, "imageRepository", name))?
}
