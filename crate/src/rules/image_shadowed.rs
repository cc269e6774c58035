//! See `image_shadowed.md`.

use super::advice::is_alone;
use super::decisions::{Choice, choices};
use super::sites::{self, ImageText};
use super::{Findings, Input, Rule, edits};
use crate::context::Dialect;
use crate::diagnostic::{Fix, Group, Severity};
use crate::image;
use crate::resolve::{Level, Shadowed};
use crate::text::{Gather as _, Span, Spans};

/// An image that is set and never pulled, because something that it meets, mostly by merging, wins.
pub const RULE: Rule =
    Rule { id: "image-shadowed", group: Group::Image, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    let choices = choices(input);
    let losers = choices.iter().flat_map(|choice| {
        let winner = choice.decision.image.origin.span();
        choice.decision.shadowed.iter().filter_map(move |lost| Loser::new(input, choice, winner?, lost))
    });
    let losers: Vec<Loser> = losers.gather();
    if losers.is_empty() {
        return;
    }
    let texts: Texts = sites::image_texts(input).filter_map(|it| Some((it.entry.value.origin.span()?, it))).collect();
    for loser in losers {
        let (lost, who) = (loser.lost, &loser.choice.who);
        findings
            .report(loser.span, format!("{} `{}` is not what {who} pulls", lost.field, lost.value))
            .severity(loser.severity)
            .help(help(input, loser.winner, lost))
            .related(Some(loser.winner), "this one wins")
            .fix(same_field(input, &texts, &loser));
    }
}

/// The texts that name an image, by their places.
type Texts<'a> = Spans<ImageText<'a>>;

/// What is to be reported.
struct Loser<'c> {
    choice: &'c Choice<'c>,
    lost: &'c Shadowed,
    span: Span,
    winner: Span,
    severity: Severity,
}

impl<'c> Loser<'c> {
    fn new(input: &Input<'_>, choice: &'c Choice<'c>, winner: Span, lost: &'c Shadowed) -> Option<Self> {
        // An empty text names no image that could be missed.
        let severity = severity(input, choice, winner, lost).filter(|_| !lost.value.is_empty())?;
        Some(Loser { choice, lost, span: lost.origin.span()?, winner, severity })
    }
}

/// That a stronger level's image loses to a weaker level's repository surprises; the other way round it may be meant.
fn severity(input: &Input<'_>, choice: &Choice<'_>, winner: Span, lost: &Shadowed) -> Option<Severity> {
    let level_at = |span| Some(choice.effective.source_at(span)?.level);
    let (level, winning) = (level_at(lost.origin.span()?)?, level_at(winner)?);
    // In one object: nobody validates the config's, and the structured forms; the rest the API server refuses.
    let in_one_object = level == Level::Config || input.settings.dialect == Dialect::Structured;
    match level.cmp(&winning) {
        std::cmp::Ordering::Equal if in_one_object => Some(Severity::Warning),
        std::cmp::Ordering::Less if lost.by_merging => Some(Severity::Warning),
        std::cmp::Ordering::Greater if lost.by_merging => Some(Severity::Info),
        _ => None,
    }
}

fn help(input: &Input<'_>, winner: Span, lost: &Shadowed) -> String {
    let wins = input.slice(winner).trim_matches(['"', '\'']);
    let what = if lost.by_merging { "Set the same field at both levels, or only at one." } else { "Keep one of them." };
    format!("`{wins}` runs: {}. {what}", lost.because)
}

/// The image's repository as imageRepository, where a weaker level's imageRepository wins.
fn same_field(input: &Input<'_>, texts: &Texts<'_>, loser: &Loser<'_>) -> Option<Fix> {
    let (image, winner) = (texts.get(loser.span)?, texts.get(loser.winner)?);
    let mends = loser.severity == Severity::Warning && is_alone(image) && !image.repository && winner.repository;
    let name = image::split(image.text).name.text;
    mends.then(|| edits::rewrite(input, image.entry, "imageRepository", name))?
}
