//! One file at a time, with no knowledge of the others: its documents, and what is wrong with them as such.

mod carriers;
mod charts;
mod config_text;
mod document;
mod file;
mod kind;
mod placeholder;
mod template;

pub use charts::{argo_sources, is_chart};
pub use config_text::ConfigText;
pub use document::{Document, ENVOY_GROUP, GATEWAY_GROUP, Kind};
pub use file::{FileFacts, KindFault, KindProblem, Role, Skipped, read_file};
pub use kind::kinds_of;
pub use placeholder::has_placeholder;
