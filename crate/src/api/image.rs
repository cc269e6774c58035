//! `parseImage`.

use crate::image::Reference;
use serde::Serialize;

/// The parts of a reference, or what is wrong.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum ParsedImage {
    /// The parts.
    Reference(Box<Parts>),
    /// What is wrong.
    Failed {
        /// What, and where.
        error: Failure,
    },
}

/// What is wrong with a reference.
#[derive(Debug, Serialize)]
pub struct Failure {
    message: String,
    at: usize,
}

/// The parts of a reference.
#[derive(Debug, Serialize)]
pub struct Parts {
    registry: String,
    repository: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
    normalized: String,
    familiar: String,
    implicit: Vec<&'static str>,
}

pub(super) fn parse(text: &str) -> ParsedImage {
    match Reference::parse_normalized(text.to_string()) {
        Ok(reference) => ParsedImage::Reference(Box::new(Parts {
            registry: reference.registry().to_string(),
            repository: reference.repository().to_string(),
            tag: reference.tag().map(str::to_string),
            digest: reference.digest().map(ToString::to_string),
            normalized: reference.normalized(),
            familiar: reference.familiar(),
            implicit: reference.implicit().map(|part| part.name()).collect(),
        })),
        Err(error) => ParsedImage::Failed { error: Failure { message: error.to_string(), at: error.at_utf16(text) } },
    }
}
