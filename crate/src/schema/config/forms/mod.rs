//! Forms that texts in the configuration have, as Go's libraries and Kubernetes' read them.

mod quantity;
mod url;

pub use quantity::Quantity;
pub use url::{UrlFault, check_url};
