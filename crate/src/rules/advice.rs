//! What is worth knowing of an image. An image has one advice at most: the one that matters most.

use super::decisions::choices;
use super::image_rejected_by_release::rejected;
use super::sites::{self, ImageText};
use super::{Input, edits};
use crate::diagnostic::Fix;
use crate::image::{Implicit, Reference, moving, split};
use crate::text::{Gather as _, Span, Spans};

/// What is to be said of an image, what matters most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// It is another Envoy than the release is made for.
    Skew,
    /// It has a tag beside its digest.
    Decorated,
    /// It names no registry.
    NoRegistry,
    /// It stays when the controller is upgraded.
    Pinned,
}

/// Every image of which this is to be said, and where it stands: those of containers, and those that patches put into
/// them.
pub fn images<'a>(input: &Input<'a>, wanted: Advice) -> Vec<(ImageText<'a>, Span)> {
    let mut texts: Vec<ImageText> = sites::image_texts(input).gather();
    for part in sites::parts(input) {
        for container in part.containers() {
            let proxy = part.proxy && container.str_at(&["name"]) == Some("envoy");
            texts.extend(sites::text(container, "image").map(|text| ImageText { proxy, ..text }));
        }
    }
    let mut found = Vec::new();
    for image in texts {
        let span = image.entry.value.origin.span();
        if let Some(span) = span.filter(|_| advice(input, &image, wanted) == Some(wanted)) {
            found.push((image, span));
        }
    }
    if !found.is_empty() {
        let lost = lost(input);
        found.retain(|(_, span)| !lost.has(*span));
    }
    found
}

/// The images that no proxy pulls because others win, which is said there.
pub fn lost(input: &Input<'_>) -> Spans<()> {
    let choices = choices(input);
    let pulled: Spans<()> =
        choices.iter().filter_map(|choice| Some((choice.decision.image.origin.span()?, ()))).collect();
    let mut lost = Vec::new();
    for choice in &choices {
        for shadowed in &choice.decision.shadowed {
            let span = shadowed.origin.span().filter(|span| !pulled.has(*span));
            lost.extend(span.map(|span| (span, ())));
        }
    }
    lost.into_iter().collect()
}

fn advice(input: &Input<'_>, image: &ImageText<'_>, wanted: Advice) -> Option<Advice> {
    // What is cheap comes first: all images are looked at for each advice.
    let first = image.text.split('/').next().unwrap_or("");
    let may_be = match wanted {
        // A tag in a repository is not what runs, and said there.
        Advice::Skew => image.proxy && !(image.repository && split(image.text).tag.is_some()),
        Advice::Decorated => image.text.contains('@'),
        Advice::NoRegistry => !first.contains('.') || first == image.text,
        Advice::Pinned => image.proxy && !image.repository,
    };
    if !may_be {
        return None;
    }
    let is_skew = skew(input, image).is_some_and(|(theirs, ours)| theirs != ours);
    if is_skew != (wanted == Advice::Skew) {
        return None;
    }
    let reference = Reference::parse_normalized(image.text.to_string()).ok()?;
    // Both forms in one object are an error, or one of them is lost.
    let beside = image.container.get(if image.repository { "image" } else { "imageRepository" }).is_some();
    if beside || rejected(input, image) || input.is_placeholder_text(image.text) {
        return None;
    }
    if is_skew {
        return Some(Advice::Skew);
    }
    let digest = reference.digest().is_some();
    match image.repository {
        false if digest && reference.tag().is_some() => Some(Advice::Decorated),
        // A tag in a repository is said there, and a missing or moving one at the image.
        true if reference.tag().is_some() => None,
        false if !digest && moving(reference.tag()).is_some() => None,
        _ if reference.implicit().any(|part| part == Implicit::Registry) => Some(Advice::NoRegistry),
        false if image.proxy => Some(Advice::Pinned),
        _ => None,
    }
}

/// The minor versions of an image of Envoy and of the release's own: 37 and 39.
pub fn skew(input: &Input<'_>, image: &ImageText<'_>) -> Option<(u32, u32)> {
    let is_envoy = image.proxy && name(image).rsplit('/').next() == Some("envoy");
    let theirs = split(image.text).tag.filter(|_| is_envoy)?;
    Some((minor(theirs.text)?, minor(&input.release.images.envoy)?))
}

/// The second number of the version in a tag: 39 of `distroless-v1.39.0`.
fn minor(tag: &str) -> Option<u32> {
    tag.split(['-', '_', ':']).find_map(|word| {
        let (first, rest) = word.trim_start_matches('v').split_once('.')?;
        rest.split('.').next()?.parse().ok().filter(|_| first == "1")
    })
}

/// The name of an image as it is written, without tag and digest.
fn name<'a>(image: &ImageText<'a>) -> &'a str {
    split(image.text).name.text
}

/// The same name as `imageRepository`, to which the release puts its own tag, in place of the image.
pub fn follow_release(input: &Input<'_>, image: &ImageText<'_>) -> Option<Fix> {
    let name = name(image);
    let accepted = input.release.repository_pattern().is_some_and(|pattern| pattern.accepts(name));
    // What has a name is a container in a patch.
    let alone = ["imageRepository", "name"].iter().all(|key| image.container.get(key).is_none());
    (accepted && alone && image.proxy).then(|| edits::rewrite(input, image.entry, "imageRepository", name))?
}
