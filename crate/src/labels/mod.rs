//! Label keys and values, names, and label selectors, as Kubernetes reads them.
//!
//! ```text
//! label key    = [ prefix "/" ] name         annotation keys are the same, but upper case is allowed in the prefix, too
//! prefix       = subdomain                   at most 253 characters
//! name         = edge [ { edge | "-" | "_" | "." } edge ]    at most 63 characters; edge = letter | digit
//! label value  = [ name ]
//! subdomain    = label { "." label }         at most 253 characters; its labels may be as long as that
//! label        = low [ { low | "-" } low ]   low = lower-case letter | digit; on its own at most 63 characters
//! ```
//!
//! The functions of this module decide about plain text and know nothing of YAML. An error says what is wrong first,
//! from the left, and at which byte; [`nearest`] offers what was obviously meant.

pub mod keys;
mod maps;
mod names;
mod repair;
pub mod selector;
mod syntax;
#[cfg(test)]
mod tests;

pub use maps::{ANNOTATIONS_MAX, EntryError, Place, annotations_size, check_annotations, check_labels};
pub use names::{
    annotation_key, dns_label, dns1035_label, env_var_name, generate_name, label_key, label_value, namespace_name,
    object_name, port_name, relaxed_env_var_name, subdomain, wildcard_subdomain,
};
pub use repair::nearest;
pub use syntax::{Fault, SyntaxError};
