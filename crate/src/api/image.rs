//! `parseImage`, and the parts of an image wherever they are told.

use super::writer::Writer;
use crate::image::Reference;

/// The parts of a reference, or what is wrong with it: the canonical JSON text.
pub(super) fn parse(text: &str) -> String {
    let mut out = Writer::default();
    out.open('{');
    match Reference::parse_normalized(text.to_string()) {
        Ok(reference) => {
            parts(&mut out, &reference, reference.tag());
            out.field("normalized", &reference.normalized());
            out.field("familiar", &reference.familiar());
            out.key("implicit").open('[');
            for part in reference.implicit() {
                out.text(part.name());
            }
            out.close(']');
        }
        Err(error) => {
            out.key("error").open('{');
            out.field("message", &error.to_string());
            out.number("at", error.at_utf16(text) as u32);
            out.close('}');
        }
    }
    out.close('}');
    out.finish()
}

/// Registry, repository, tag and digest.
pub(super) fn parts(out: &mut Writer, reference: &Reference, tag: Option<&str>) {
    let digest = reference.digest().map(|digest| digest.as_ref());
    let (registry, repository) = (Some(reference.registry()), Some(reference.repository()));
    for (key, part) in [("registry", registry), ("repository", repository), ("tag", tag), ("digest", digest)] {
        if let Some(part) = part {
            out.field(key, part);
        }
    }
}
