//! Objects as data: templates of what the controller builds, with conditions and holes.
//!
//! A template is YAML. A text `$name` is a hole that the builder fills; where it has nothing for it, the field is left
//! out. The words after a key say more of it:
//! - `if NAME`, `unless NAME`: the field is only there with (without) a feature of the release or a flag of the builder;
//! - `from PATH`: the user's value at this path, where there is one, instead of the one that stands here;
//! - `with PATH`: the user's items at this path take the place of those of the same name, or follow after all.
//!
//! A list item that is a map with the one key `if NAME` or `unless NAME` is its value, a list all its items. An empty
//! value is left out.

mod compile;
mod expand;

pub use compile::Templates;
pub(super) use compile::{Piece, Template};
pub(super) use expand::Fill;
