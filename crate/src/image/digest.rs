//! Digests: the type and its reading are `oci_spec`'s; distribution's narrower choice and the words are added here.

use super::error::fault;
use super::{Digest, Fault, ReferenceError};
use crate::text::Piece;
use oci_spec::image::DigestAlgorithm;

/// Reads a digest of one of the three algorithms that runtimes know; `oci_spec` lets any other name pass.
///
/// # Errors
/// What is wrong, and at which byte of the text that the piece is of.
pub(super) fn parse(piece: Piece) -> Result<Digest, ReferenceError> {
    match Digest::try_from(piece.text) {
        Ok(digest) if digest.algorithm().digest_hexlen().is_some() => Ok(digest),
        _ => Err(explain(piece)),
    }
}

/// What is wrong with a digest that was refused.
fn explain(piece: Piece) -> ReferenceError {
    let Some((algorithm, encoded)) = piece.split_once(':') else { return fault(piece, 0, Fault::NoDigest) };
    let Some(expected) = DigestAlgorithm::from(algorithm.text).digest_hexlen() else {
        return fault(algorithm, 0, Fault::Algorithm);
    };
    match encoded.text.char_indices().find(|(_, c)| !matches!(c, '0'..='9' | 'a'..='f')) {
        Some((at, ':')) => fault(encoded, at, Fault::TagAfterDigest),
        Some((at, 'A'..='F')) => fault(encoded, at, Fault::DigestUpperCase),
        Some((at, c)) => fault(encoded, at, Fault::DigestCharacter(c)),
        None => {
            let (expected, found) = (expected as usize, encoded.text.len());
            fault(encoded, expected.min(found), Fault::DigestLength { expected, found })
        }
    }
}
