//! One file at a time, with no knowledge of the others: its documents, and what is wrong with them as such.

mod carried;
mod carriers;
mod charts;
mod config_text;
mod document;
mod fault;
mod file;
mod foreign;
mod generated;
mod kind;
mod pieces;
mod placeholder;
mod template;
mod texts;

pub use carried::Carried;
pub use charts::{CONTROLLER, argo_sources, is_chart, is_controller_image};
pub use config_text::ConfigText;
pub use document::{Document, ENVOY_GROUP, GATEWAY_GROUP, Kind};
pub use fault::{KindFault, KindProblem};
pub use file::{FileFacts, NOTE, Role, Skipped, ignored, read_aside, read_file, read_told};
pub use kind::kinds_of;
pub use placeholder::has_placeholder;
pub use texts::read_texts;
