//! What the project needs of the machine beside Rust and Node: installed when it is missing.

pub mod chromium;
pub mod npm;
pub mod rust;
