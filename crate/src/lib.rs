//! Gatelint's policy module: what Envoy Gateway will do with its infrastructure configuration.
//!
//! A pure function of its request: no IO, no clock, no randomness, no threads, no global state.
//! Layers point one way only, from the vocabulary at the top of this list to `wasm` at its end;
//! `tests/layers.rs` enforces the order.

pub mod diagnostic;
pub mod image;
pub mod labels;
pub mod text;
pub mod value;

pub mod yaml;

pub mod release;

pub mod schema;

pub mod read;

pub mod team;

pub mod context;

pub mod model;

pub mod resolve;

pub mod render;

pub mod rules;

pub mod migrate;
pub mod upgrade;

pub mod api;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
