//! See `image_and_repository_set.md`.

use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Edit, Fix, Group, Severity};
use crate::release::Feature;
use crate::text::Span;
use crate::value::{Entry, Node};

/// One container with both `image` and `imageRepository`.
pub const RULE: Rule =
    Rule { id: "image-and-repository-set", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    if !input.release.has(Feature::ImageRepository) {
        return;
    }
    for site in sites::proxy_specs(input).filter(|site| site.validated) {
        for container in sites::containers(site.spec) {
            let (Some(image), Some(repository)) = (entry(container, "image"), entry(container, "imageRepository")) else { continue };
            let Some(span) = image.key_origin.span() else { continue };
            findings
                .report(span, "`image` and `imageRepository` are both set, and only one may be")
                .help("The API server refuses the object. Keep imageRepository to follow the release's own Envoy version, or image to pin one.")
                .related(repository.key_origin.span(), "the other one")
                .fix(remove(input, image, "remove image, and follow the release's Envoy version"))
                .fix(remove(input, repository, "remove imageRepository, and pin the image"));
        }
    }
}

fn entry<'n>(container: &'n Node, key: &str) -> Option<&'n Entry> {
    container.as_map()?.entry(key).filter(|entry| !entry.value.is_null())
}

/// Takes the whole line of an entry out; none where it shares its line with others.
fn remove(input: &Input<'_>, entry: &Entry, title: &str) -> Option<Fix> {
    let (key, value) = (entry.key_origin.editable()?, entry.value.origin.editable()?);
    let text = input.text(key.file);
    let line = text.get(..key.start as usize)?.rfind('\n').map_or(0, |at| at + 1);
    let end = text.get(value.end as usize..)?.find('\n').map(|at| value.end as usize + at + 1)?;
    let alone = text.get(line..key.start as usize)?.trim().is_empty() && text.get(value.end as usize..end)?.trim().is_empty();
    let span = Span::new(key.file, line as u32, end as u32);
    alone.then(|| Fix { title: title.to_string(), safe: false, edits: vec![Edit { span, text: String::new() }] })
}
