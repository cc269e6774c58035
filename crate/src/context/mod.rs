//! What a deployer adds to the files: namespaces, the release, the mode, values of the Helm chart.

mod options;

pub use options::{Dialect, Install, Settings};

use crate::model_namespace::Namespace;
