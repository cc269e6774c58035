//! Image references, as container runtimes read them.
//!
//! The grammar is that of the distribution project, which the kubelet follows, too:
//!
//! ```text
//! reference  = name [ ":" tag ] [ "@" digest ]
//! name       = [ registry "/" ] path
//! registry   = host [ ":" digit+ ]
//! host       = label { "." label }  |  "[" ( hex digit | ":" )+ "]"
//! label      = alnum [ { alnum | "-" } alnum ]             upper case is allowed
//! path       = component { "/" component }                 at most 255 characters
//! component  = word { separator word }
//! word       = ( "a"…"z" | digit )+
//! separator  = "."  |  "_"  |  "__"  |  "-"+
//! tag        = ( alnum | "_" ) { alnum | "_" | "." | "-" }  at most 128 characters
//! digest     = "sha256:" 64 hex  |  "sha384:" 96 hex  |  "sha512:" 128 hex      lower case
//! ```
//!
//! There are two readings. The *bare* one ([`Reference::parse`]) takes the grammar as it stands: the first component
//! is the registry wherever it can be one. The *normalised* one ([`Reference::parse_normalized`]) is that of people
//! and runtimes: the first component is a registry only when it looks like one (`localhost`, a dot, a colon or upper
//! case in it), else the registry is `docker.io`, where a path of one component gets the namespace `library`; and 64
//! hexadecimal digits alone are refused, because they look like an image id.

pub mod api_pattern;
mod digest;
mod error;
mod parse;
mod repair;
mod tag;
#[cfg(test)]
mod tests;

pub use error::{Fault, ReferenceError};
pub use oci_spec::image::Digest;
pub use parse::{Split, split};
pub use repair::nearest;
pub use tag::{Moving, moving};

use crate::text::Str;
use std::ops::Range;

/// The registry of references that name none.
pub const DEFAULT_REGISTRY: &str = "docker.io";
/// An older name of the default registry; it is normalised away.
const LEGACY_REGISTRY: &str = "index.docker.io";
/// The namespace, on the default registry, of paths that have none.
const DEFAULT_NAMESPACE: &str = "library";
/// The tag that is pulled where neither tag nor digest is written.
pub const DEFAULT_TAG: &str = "latest";

/// A valid image reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    text: Str,
    written: Written,
    registry: Str,
    repository: Str,
    digest: Option<Digest>,
    implied_registry: bool,
    implied_namespace: bool,
}

/// Where the parts stand in the text, as bytes; none for a part that was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The registry with its port.
    pub registry: Option<Range<usize>>,
    /// What stands between the registry and the last component of the path.
    pub namespace: Option<Range<usize>>,
    /// The last component of the path.
    pub name: Range<usize>,
    /// The tag without its colon.
    pub tag: Option<Range<usize>>,
    /// The digest without its `@`.
    pub digest: Option<Range<usize>>,
}

/// A part that was not written and has a value all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Implicit {
    /// The registry, `docker.io`.
    Registry,
    /// The namespace, `library`.
    Namespace,
    /// The tag, `latest`.
    Tag,
}

impl Implicit {
    /// The name of the part.
    pub fn name(self) -> &'static str {
        match self {
            Implicit::Registry => "registry",
            Implicit::Namespace => "namespace",
            Implicit::Tag => "tag",
        }
    }
}

impl Reference {
    /// Reads a reference as people and runtimes do; registry and namespace get their defaults.
    ///
    /// # Errors
    /// What is wrong first, from the left, and at which byte.
    pub fn parse_normalized(text: impl Into<Str>) -> Result<Self, ReferenceError> {
        parse::parse(text.into(), parse::Reading::Normalized)
    }

    /// Reads a reference by the bare grammar: no defaults, and the first component is the registry if it can be.
    ///
    /// # Errors
    /// What is wrong first, from the left, and at which byte.
    pub fn parse(text: impl Into<Str>) -> Result<Self, ReferenceError> {
        parse::parse(text.into(), parse::Reading::Bare)
    }

    /// The reference as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Which parts were written, and where.
    pub fn written(&self) -> &Written {
        &self.written
    }

    /// The registry with its port. Empty in the bare reading without one, and in the one normalised case where the
    /// first component looks like a registry but can only be a part of the path (`a_b.c/d`).
    pub fn registry(&self) -> &str {
        &self.registry
    }

    /// The path within the registry.
    pub fn repository(&self) -> &str {
        &self.repository
    }

    /// The tag, if one was written.
    pub fn tag(&self) -> Option<&str> {
        self.written.tag.clone().and_then(|range| self.text.get(range))
    }

    /// The digest, if one was written.
    pub fn digest(&self) -> Option<&Digest> {
        self.digest.as_ref()
    }

    /// The parts that were not written and have a value all the same. With a digest no tag is needed, so none is
    /// implied.
    pub fn implicit(&self) -> impl Iterator<Item = Implicit> {
        let untagged = self.written.tag.is_none() && self.digest.is_none();
        [
            (self.implied_registry, Implicit::Registry),
            (self.implied_namespace, Implicit::Namespace),
            (untagged, Implicit::Tag),
        ]
        .into_iter()
        .filter_map(|(implied, part)| implied.then_some(part))
    }

    /// Registry and repository, without tag and digest.
    pub fn name(&self) -> String {
        join(&self.registry, &self.repository)
    }

    /// The full form, in which registry and namespace are always there (the tag is not made up).
    pub fn normalized(&self) -> String {
        self.with_suffix(self.name())
    }

    /// The short form: without the default registry, and there without the default namespace.
    pub fn familiar(&self) -> String {
        if *self.registry != *DEFAULT_REGISTRY {
            return self.normalized();
        }
        let official = self.repository.split_once('/').filter(|(namespace, _)| *namespace == DEFAULT_NAMESPACE);
        let short = official.map(|(_, name)| name).filter(|name| !name.contains('/'));
        self.with_suffix(short.unwrap_or(&self.repository).to_owned())
    }

    fn with_suffix(&self, mut name: String) -> String {
        if let Some(tag) = self.tag() {
            name.push(':');
            name.push_str(tag);
        }
        if let Some(digest) = &self.digest {
            name.push('@');
            name.push_str(digest.as_ref());
        }
        name
    }
}

/// `registry/path`, or the path alone.
fn join(registry: &str, path: &str) -> String {
    if registry.is_empty() { path.to_owned() } else { [registry, "/", path].concat() }
}
