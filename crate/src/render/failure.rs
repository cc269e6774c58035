//! What stops the controller while it creates objects.

use super::patch::PatchError;
use crate::resolve::Why;
use crate::value::Origin;
use thiserror::Error;

/// What stops the controller; nothing is applied after it.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The kind of the object that was to be built.
    pub kind: &'static str,
    /// Why.
    pub cause: Cause,
}

/// Why the controller stops.
#[derive(Debug, Clone, Error)]
pub enum Cause {
    /// The object's patch.
    #[error("{0}")]
    Patch(PatchError),
    /// A provider that is not Kubernetes.
    #[error("the provider of the EnvoyProxy is not Kubernetes")]
    Provider(Origin),
    /// A provider without a type.
    #[error("a provider without `type: Kubernetes` is not Kubernetes")]
    NoType(Origin),
    /// A length of time that is none.
    #[error("this is no length of time")]
    Duration(Origin),
    /// Changes to the bootstrap that can't be made.
    #[error("this {1}")]
    Bootstrap(Origin, Why),
    /// Metrics that go to a backend without a port.
    #[error("metrics can't be sent to a backend without a port")]
    Port(Origin),
    /// The same, on which the program crashes.
    #[error("metrics for a backend without a port crash the controller")]
    PortCrash(Origin),
    /// A certificate that is not there.
    #[error("there is no such Secret")]
    Certificate(Origin),
    /// `deploy` without a type, on which the program crashes.
    #[error("`deploy` without a type crashes the controller")]
    Mode(Origin),
    /// An HPA without a Deployment, on which the program crashes.
    #[error("an autoscaler without a Deployment crashes the controller")]
    Crash(Origin),
}

impl Failure {
    /// The controller's name for the step that it stops at; `render` where it gives none.
    pub fn step(&self) -> &'static str {
        match (&self.cause, self.kind) {
            (Cause::Crash(_) | Cause::Mode(_) | Cause::PortCrash(_), _) => "render",
            (_, "Deployment") => "deployment",
            (_, "DaemonSet") => "daemonset",
            (_, "Service") => "service",
            (_, "HorizontalPodAutoscaler") => "hpa",
            (_, "PodDisruptionBudget") => "pdb",
            _ => "render",
        }
    }

    /// What is to blame.
    pub fn origin(&self) -> &Origin {
        match &self.cause {
            Cause::Patch(error) => error.origin(),
            Cause::Provider(origin)
            | Cause::NoType(origin)
            | Cause::Duration(origin)
            | Cause::Certificate(origin)
            | Cause::Port(origin)
            | Cause::PortCrash(origin)
            | Cause::Bootstrap(origin, _)
            | Cause::Mode(origin)
            | Cause::Crash(origin) => origin,
        }
    }
}
