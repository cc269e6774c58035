//! What the API of each release takes, and what its controller takes as its configuration.

pub mod config;
