//! What a host is told: the shapes of the contract, written as one canonical JSON text.

use crate::diagnostic::{Group, Severity};
use crate::text::Position;
use serde::{Serialize, Serializer, ser::SerializeMap};

/// A range in a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Place {
    /// The file.
    pub path: String,
    /// The range.
    pub range: Range,
}

/// From a position to one after the last character.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Range {
    /// The first character.
    pub start: Position,
    /// After the last character.
    pub end: Position,
}

/// A replacement.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Edit {
    /// The file.
    pub path: String,
    /// What goes.
    pub range: Range,
    /// What comes.
    pub new_text: String,
}

/// Edits that mend a finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// True when nothing that was meant can change.
    pub safe: bool,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// Another place that matters.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Related {
    /// The file.
    pub path: String,
    /// The range.
    pub range: Range,
    /// Why it matters.
    pub message: String,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diagnostic {
    /// The rule.
    pub rule: &'static str,
    /// Who objects.
    pub group: Group,
    /// How bad it is.
    pub severity: Severity,
    /// The file.
    pub path: String,
    /// The range.
    pub range: Range,
    /// What is wrong.
    pub message: String,
    /// Why it matters and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The field, as the API server spells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Every other field that the API server would name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<String>,
    /// The object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// The targets that it holds for, when there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub releases: Option<Vec<String>>,
    /// Other places.
    pub related: Vec<Related>,
    /// Fixes, the best first.
    pub fixes: Vec<Fix>,
    /// Where its rule is explained.
    pub docs: String,
}

/// Something that was not looked at.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Skipped {
    /// The file.
    pub path: String,
    /// Which document of it, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<usize>,
    /// Why.
    pub reason: String,
}

/// Something that was found out rather than given.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inferred {
    /// What it is: target, namespace, mode, config, values.
    pub what: &'static str,
    /// Its value.
    pub value: String,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Place>,
    /// What else is to be said: that a range was resolved, that other files say otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The answer to `check`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The releases that were looked at.
    pub targets: Vec<String>,
    /// How many files.
    pub files: usize,
    /// How many documents.
    pub documents: usize,
    /// What was not looked at.
    pub skipped: Vec<Skipped>,
    /// What was found out.
    pub inferred: Vec<Inferred>,
    /// The findings, by place.
    pub diagnostics: Vec<Diagnostic>,
}

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
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resolution {
    /// The release.
    pub target: String,
    /// The Gateways, in the order of the files.
    pub gateways: Vec<ResolvedGateway>,
    /// What stands in the way, and what is said about it.
    pub diagnostics: Vec<Diagnostic>,
}
