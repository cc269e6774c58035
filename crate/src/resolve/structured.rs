//! The structured dialect: proposed forms of the image that no release knows.
//!
//! The first source that names a repository wins (`imageSpec.repository` › `repository` › `imageRepository` › `image` ›
//! the release's default); `tag`, and an `imageSpec` without a repository, act on the winner.

use super::image::{ImageProblem, Winner, plain};
use crate::image::{Reference, split};
use crate::release::Release;
use crate::value::{Node, Origin};
use crate::yaml;

/// The name of the rule that puts an image together.
const RULE: &str = "structured image";

/// The parts of an image, each with its origin.
struct Parts {
    name: Node,
    tag: Option<Node>,
    digest: Option<Node>,
    /// True when the release's own tag belongs to it unless another is given.
    own_tag: bool,
    /// The tag was given with the image itself, so another one contradicts it.
    fixed_tag: bool,
    /// `imageRepository`: only the release's tag is meant.
    release_only: bool,
}

/// The image that the container's forms give, and what contradicts.
pub(super) fn image(container: Option<&Node>, winner: Winner<'_>, release: &Release) -> (Node, Vec<ImageProblem>) {
    let mut problems = Vec::new();
    not_text(container, &mut problems);
    let get = |path: &[&str]| container.and_then(|container| container.at(path)).filter(|node| node.as_str().is_some());
    let (tag, spec_tag, spec_digest) = (get(&["tag"]), get(&["imageSpec", "tag"]), get(&["imageSpec", "digest"]));
    if tag.is_none() && spec_tag.is_none() && spec_digest.is_none() {
        let image = plain(winner, release);
        check(&image, &mut problems);
        return (image, problems);
    }
    let mut parts = parts(winner, release);
    if let (Some(tag), Some(_)) = (tag, spec_tag) {
        problem(&mut problems, tag, "`tag` beside the tag in `imageSpec`: only one of the two can be meant");
    }
    if let Some(tag) = spec_tag.or(tag) {
        let own = winner.is_some_and(|(field, _)| field.name == "imageSpec.repository") && spec_tag.is_some();
        set_tag(&mut parts, tag, own, &mut problems);
    }
    if let Some(digest) = spec_digest {
        set_digest(&mut parts, digest, &mut problems);
    }
    let image = join(parts, release);
    check(&image, &mut problems);
    (image, problems)
}

/// Forms that YAML does not read as text, such as `tag: 1.30`.
fn not_text(container: Option<&Node>, problems: &mut Vec<ImageProblem>) {
    let forms: [&[&str]; 5] =
        [&["tag"], &["repository"], &["imageSpec", "tag"], &["imageSpec", "repository"], &["imageSpec", "digest"]];
    for form in forms {
        let node = container.and_then(|container| container.at(form)).filter(|node| node.as_str().is_none());
        let Some(node) = node else { continue };
        let what = yaml::reading(node).unwrap_or_else(|| node.value.kind().to_string());
        let message = format!("`{}` is {what} here: put it in quotes", form.join("."));
        problems.push(ImageProblem { message, origin: node.origin.clone(), is_bare: true });
    }
}

fn parts(winner: Winner<'_>, release: &Release) -> Parts {
    let written = match winner {
        Some((field, node)) if field.name != "image" => {
            let release_only = field.name == "imageRepository";
            let name = node.clone();
            return Parts { name, tag: None, digest: None, own_tag: true, fixed_tag: false, release_only };
        }
        Some((_, node)) => node.clone(),
        None => plain(None, release),
    };
    let text = written.as_str().unwrap_or("");
    let split = split(text);
    let part = |text: &str| Node::string(text.to_string(), written.origin.clone());
    Parts {
        name: part(split.name.text),
        tag: split.tag.map(|tag| part(tag.text)),
        digest: split.digest.map(|digest| part(digest.text)),
        own_tag: false,
        fixed_tag: winner.is_some() && split.tag.is_some(),
        release_only: false,
    }
}

fn set_tag(parts: &mut Parts, tag: &Node, own: bool, problems: &mut Vec<ImageProblem>) {
    if parts.release_only {
        let message = "a tag beside `imageRepository`, which always gets the release's own tag: use `repository`";
        problem(problems, tag, message);
    } else if parts.fixed_tag && !own {
        problem(problems, tag, "a tag beside an `image` that has one already: only one of the two can be meant");
    }
    parts.tag = Some(tag.clone());
}

fn set_digest(parts: &mut Parts, digest: &Node, problems: &mut Vec<ImageProblem>) {
    if parts.release_only {
        let message = "a digest beside `imageRepository`, which always gets the release's own tag: use `repository`";
        problem(problems, digest, message);
    } else if parts.digest.is_some() {
        problem(problems, digest, "a digest beside an `image` that has one already: only one of the two can be meant");
    }
    if !parts.fixed_tag && matches!(parts.tag.as_ref().map(|tag| &tag.origin), Some(Origin::Default(_))) {
        // The default's tag names another image than the digest does.
        parts.tag = None;
    }
    parts.digest = Some(digest.clone());
}

fn join(parts: Parts, release: &Release) -> Node {
    let mut text = parts.name.as_str().unwrap_or("").to_string();
    let mut from = vec![parts.name.origin.clone()];
    if let Some(tag) = &parts.tag {
        text = format!("{text}:{}", tag.as_str().unwrap_or(""));
        from.push(tag.origin.clone());
    } else if parts.own_tag && parts.digest.is_none() {
        text = format!("{text}:{}", release.images.envoy_tag());
        from.push(Origin::default_of(release.index, super::image::DEFAULT_TAG));
    }
    if let Some(digest) = &parts.digest {
        text = format!("{text}@{}", digest.as_str().unwrap_or(""));
        from.push(digest.origin.clone());
    }
    from.dedup();
    Node::string(text, Origin::derived(RULE, from))
}

fn check(image: &Node, problems: &mut Vec<ImageProblem>) {
    let text = image.as_str().unwrap_or("");
    if let Err(error) = Reference::parse_normalized(text.to_string()) {
        let message = format!("the forms together give `{text}`, which is no image reference: {error}");
        problems.push(ImageProblem { message, origin: image.origin.clone(), is_bare: false });
    }
}

fn problem(problems: &mut Vec<ImageProblem>, node: &Node, message: &str) {
    problems.push(ImageProblem { message: message.to_string(), origin: node.origin.clone(), is_bare: false });
}
