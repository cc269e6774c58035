//! Forms that texts in the configuration have, as Go's libraries and Kubernetes' read them.

mod base64;
mod duration;
mod quantity;
mod time;
mod url;

pub use base64::is_base64;
pub use duration::duration;
pub use quantity::Quantity;
pub use time::is_time;
pub use url::{UrlFault, check_url};
