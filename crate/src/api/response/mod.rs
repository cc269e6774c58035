//! What a host is told: the shapes of the contract, written as one canonical JSON text.

mod rendering;
mod report;
mod resolution;

pub use rendering::{
    Ancestor, Condition, Failed, GatewayStatus, Infra, Json, LoadError, Named, ProxyStatus, RateLimit, Reference,
    Rendering,
};
pub use report::{Diagnostic, Edit, Fix, Inferred, Place, Range, Related, Report, Skipped};
pub use resolution::{
    Container, Decision, InfraName, Object, Origin, Pod, Record, Resolution, ResolvedGateway, Shadowed, Traced,
};
