//! What is worth knowing of an image. An image has one advice at most: the one that matters most.

use super::decisions::choices;
use super::image_rejected_by_release::rejected;
use super::sites::{self, ImageText};
use super::{Input, edits};
use crate::diagnostic::Fix;
use crate::image::{Implicit, Reference, moving, split};
use crate::text::{Span, Spans};

/// What is to be said of an image, what matters most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// It is another Envoy than the release is made for: its minor version and the release's.
    Skew(Minor, Minor),
    /// It has a tag beside its digest.
    Decorated,
    /// It names no registry.
    NoRegistry,
    /// It stays when the controller is upgraded.
    Pinned,
}

/// `1.39` of a version.
pub type Minor = (u32, u32);

/// An image with its advice.
pub struct Advised<'a> {
    /// The image.
    pub image: ImageText<'a>,
    /// What it says.
    pub reference: Reference,
    /// What is to be said of it.
    pub advice: Advice,
    /// Where it stands.
    pub span: Span,
}

impl Advised<'_> {
    /// Its name as it is written, without tag and digest.
    pub fn name(&self) -> &str {
        split(self.image.text).name.text
    }
}

/// Every image with advice: those of containers, and those that patches put into them.
pub fn images<'a>(input: &Input<'a>) -> Vec<Advised<'a>> {
    let mut texts: Vec<ImageText> = sites::image_texts(input).filter(|image| !rejected(input, image)).collect();
    for part in sites::parts(input) {
        for container in part.containers() {
            let proxy = part.proxy && container.str_at(&["name"]) == Some("envoy");
            let text = sites::text(container, "image").filter(|text| !input.is_placeholder_text(text.text));
            texts.extend(text.map(|text| ImageText { proxy, ..text }));
        }
    }
    if texts.is_empty() {
        return Vec::new();
    }
    let lost = lost(input);
    let mut advised = Vec::new();
    for image in texts {
        let Ok(reference) = Reference::parse_normalized(image.text.to_string()) else { continue };
        let Some(span) = image.entry.value.origin.span().filter(|span| !lost.has(*span)) else { continue };
        // Both forms in one object are an error, or one of them is lost.
        let alone = image.container.get(if image.repository { "image" } else { "imageRepository" }).is_none();
        if let Some(advice) = advice(input, &image, &reference).filter(|_| alone) {
            advised.push(Advised { image, reference, advice, span });
        }
    }
    advised
}

/// The images that are not pulled because others win, which is said there.
fn lost(input: &Input<'_>) -> Spans<()> {
    let mut lost = Vec::new();
    for choice in choices(input) {
        for shadowed in &choice.decision.shadowed {
            lost.extend(shadowed.origin.span().map(|span| (span, ())));
        }
    }
    lost.into_iter().collect()
}

fn advice(input: &Input<'_>, image: &ImageText<'_>, reference: &Reference) -> Option<Advice> {
    let is_envoy = image.proxy && reference.repository().rsplit('/').next() == Some("envoy");
    let versions = || Some((reference.tag().and_then(minor)?, minor(input.release.images.envoy.rsplit(':').next()?)?));
    let skew = versions().filter(|(theirs, ours)| is_envoy && theirs != ours);
    if let Some((theirs, ours)) = skew {
        return Some(Advice::Skew(theirs, ours));
    }
    let digest = reference.digest().is_some();
    let implied = reference.implicit().any(|part| part == Implicit::Registry);
    match image.repository {
        false if digest && reference.tag().is_some() => Some(Advice::Decorated),
        // A tag in a repository is said there, and a missing or moving one at the image.
        true if reference.tag().is_some() => None,
        false if !digest && moving(reference.tag()).is_some() => None,
        _ if implied => Some(Advice::NoRegistry),
        false if image.proxy => Some(Advice::Pinned),
        _ => None,
    }
}

/// The first two numbers of the version that a tag names: 1.39 of `distroless-v1.39.0`.
fn minor(tag: &str) -> Option<Minor> {
    tag.split(['-', '_']).find_map(|word| {
        let mut numbers = word.strip_prefix('v').unwrap_or(word).split('.').map(|number| number.parse().ok());
        Some((numbers.next()??, numbers.next()??))
    })
}

/// The same name as `imageRepository`, to which the release puts its own tag, in place of the image.
pub fn follow_release(input: &Input<'_>, image: &ImageText<'_>, name: &str) -> Option<Fix> {
    let accepted = input.release.repository_pattern().is_some_and(|pattern| pattern.accepts(name));
    let alone = sites::entry(image.container, "imageRepository").is_none();
    let direct = image.container.get("name").is_none();
    (accepted && alone && direct && image.proxy).then(|| edits::rewrite(input, image.entry, "imageRepository", name))?
}
