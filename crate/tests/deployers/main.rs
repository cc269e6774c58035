//! Repositories as people have them: what is found out of them, and that nothing is missed that is there.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

mod argo;
mod charts;
mod examples;
mod flux;
mod kustomize;
mod named;
mod others;
mod repo;
mod targets;
mod values;
