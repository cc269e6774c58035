//! What a host is told: the shapes of the contract, written as one canonical JSON text.

mod report;
mod resolution;

pub use report::{Diagnostic, Edit, Fix, Inferred, Place, Range, Related, Report, Skipped};
pub use resolution::{
    Container, Decision, InfraName, Object, Origin, Pod, Record, Resolution, ResolvedGateway, Shadowed, Statement,
    Traced,
};
