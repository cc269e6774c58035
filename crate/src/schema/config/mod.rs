//! The controller's configuration (`kind: EnvoyGateway`), which no API server looks at: whether the controller starts
//! with it, what it passes over in silence, and what it comes to.
//!
//! It is read in three steps, and what is refused at one does not reach the next: the head says which kind of document
//! it is ([`Config::head`]), the values are put into typed fields, defaults are filled in, and the fields are validated.

mod decode;
mod defaults;
mod fault;
mod forms;
mod head;
mod ignored;
mod scalar;
mod types;
mod types_schema;
mod types_text;
mod unchecked;
mod validate;
mod walk;

pub use fault::{Fault, Instead, Step};
pub use forms::Quantity;
pub use ignored::{Ignored, Why};
pub use types::Types;
pub use unchecked::{Problem, Unchecked};

use crate::release::{Release, Releases};
use crate::value::Node;
use decode::Decoder;

/// A configuration, as a release reads it.
pub struct Config<'c> {
    decoder: Decoder<'c>,
    root: &'c Node,
}

/// How the text of a configuration is to be taken.
#[derive(Clone, Copy)]
pub struct Reading<'c> {
    /// The fields that there are.
    pub types: &'c Types,
    /// True for texts that stand for something that is not known, such as `${VAR}`.
    pub is_unknown: fn(&str) -> bool,
    /// True when the text begins with `{`: then it is read as JSON.
    pub is_json: bool,
}

impl<'c> Config<'c> {
    /// The tree of a configuration, for a release.
    pub fn new(root: &'c Node, release: &'c Release, reading: Reading<'c>) -> Self {
        let Reading { types, is_unknown, is_json } = reading;
        Config { decoder: Decoder { types, release, is_unknown, is_json }, root }
    }

    /// Why it is not a document of this kind at all.
    pub fn head(&self) -> Option<Fault> {
        head::check(self.root, self.decoder.is_unknown)
    }

    /// What the controller refuses, once the head is right; it stops at the first one.
    pub fn refused(&self) -> Vec<Fault> {
        let mut decoded = self.decoder.decode(self.root);
        let root = defaults::fill(decoded.root, &self.decoder);
        decoded.faults.append(&mut validate::validate(&root, &self.decoder));
        decoded.faults
    }

    /// The keys that it passes over.
    pub fn ignored(&self) -> Vec<Ignored<'c>> {
        ignored::find(self.root, self.decoder.types, self.decoder.release)
    }

    /// Values that it takes without looking at them, and that are wrong.
    pub fn unchecked(&self, releases: &Releases) -> Vec<Unchecked> {
        unchecked::find(&self.decoder.decode(self.root).root, &self.decoder, releases)
    }

    /// What it comes to where nothing is refused: without what is passed over, with the defaults of the release.
    pub fn effective(&self) -> Node {
        defaults::fill(self.decoder.decode(self.root).root, &self.decoder)
    }
}
