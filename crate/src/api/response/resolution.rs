//! What `resolve` answers.

use super::report::{Diagnostic, Place};
use serde::{Serialize, Serializer, ser::SerializeMap};

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Origin {
    /// Bytes.
    Source {
        /// Which.
        place: Place,
        /// The field of the document.
        field: String,
    },
    /// A default of a release.
    Default {
        /// The release.
        release: String,
        /// Its name.
        name: String,
    },
    /// A rule applied to other origins.
    Derived {
        /// The rule.
        rule: &'static str,
        /// What it was applied to.
        from: Vec<Origin>,
    },
}

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Traced {
    /// The value.
    pub value: String,
    /// Where it came from.
    pub origin: Origin,
}

/// A choice between candidates.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decision {
    /// What runs.
    pub value: String,
    /// Where it came from.
    pub winner: Origin,
    /// Who set it: release, config, class, gateway, patch.
    pub level: &'static str,
    /// What lost, the strongest first.
    pub shadowed: Vec<Shadowed>,
}

/// A candidate that lost.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shadowed {
    /// Its text.
    pub value: String,
    /// Where it came from.
    pub origin: Origin,
    /// Who set it, as in [`Decision::level`].
    pub level: &'static str,
    /// Why it lost.
    pub because: String,
}

/// Entries by key, in the order of their keys; written as an object.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record(pub Vec<(String, Traced)>);

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// What a Gateway comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResolvedGateway {
    /// Its namespace, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// Its name.
    pub name: String,
    /// Its class.
    pub class_name: String,
    /// How its proxy is deployed.
    pub mode: &'static str,
    /// Where its objects are created, and the name that they are built from.
    pub infra: InfraName,
    /// True when the controller accepts it.
    pub accepted: bool,
    /// The containers of its pods.
    pub containers: Vec<Container>,
    /// The names of the pull secrets of its pods.
    pub pull_secrets: Vec<Traced>,
    /// Its objects.
    pub objects: Vec<Object>,
}

/// Where objects are created, and the name that they are built from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InfraName {
    /// The namespace.
    pub namespace: String,
    /// The name.
    pub name: String,
}

/// A container.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Container {
    /// Its name.
    pub name: String,
    /// Its image and why that one.
    pub image: Decision,
    /// Its pull policy.
    pub pull_policy: Traced,
}

/// A created object.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Object {
    /// Its kind.
    pub kind: String,
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: Traced,
    /// Its labels.
    pub labels: Record,
    /// Its annotations.
    pub annotations: Record,
    /// What it selects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<Record>,
    /// What the pods that it creates carry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod: Option<Pod>,
}

/// The metadata of the pods of a Deployment or DaemonSet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pod {
    /// Their labels.
    pub labels: Record,
    /// Their annotations.
    pub annotations: Record,
}

/// The answer to `resolve`.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Resolution {
    /// The release.
    pub target: String,
    /// The Gateways, in the order of the files.
    pub gateways: Vec<ResolvedGateway>,
    /// What stands in the way, and what is said about it.
    pub diagnostics: Vec<Diagnostic>,
}
