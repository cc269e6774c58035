//! What `resolve` answers.

use super::report::{Diagnostic, Place};
use crate::api::json::{Json, Writer, object};

/// Where a value came from.
#[derive(Debug, Clone, PartialEq)]
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

object! {
    /// A value and where it came from.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Traced {
        /// The value.
        pub value: String,
        /// Where it came from.
        pub origin: Origin,
    }
}

object! {
    /// A choice between candidates.
    #[derive(Debug, Clone, PartialEq)]
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
}

object! {
    /// A candidate that lost.
    #[derive(Debug, Clone, PartialEq)]
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
}

/// Entries by key, in the order of their keys; written as an object.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record(pub Vec<(String, Traced)>);

impl Json for Record {
    fn write(&self, out: &mut Writer) {
        out.open('{');
        self.0.iter().for_each(|(key, value)| value.write(out.key(key)));
        out.close('}');
    }
}

impl Json for Origin {
    fn write(&self, out: &mut Writer) {
        match self {
            Origin::Source { place, field } => out.object(&["kind", "place", "field"], &[&"source", place, field]),
            Origin::Default { release, name } => {
                out.object(&["kind", "release", "name"], &[&"default", release, name]);
            }
            Origin::Derived { rule, from } => out.object(&["kind", "rule", "from"], &[&"derived", rule, from]),
        }
    }
}

object! {
    /// What a Gateway comes to.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ResolvedGateway {
        /// Its namespace, where it is known.
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
        /// The statements of Gateway API's conformance tests, where they are asked for.
        pub conformance: Option<Vec<Statement>>,
    }
}

object! {
    /// Where objects are created, and the name that they are built from.
    #[derive(Debug, Clone, PartialEq)]
    pub struct InfraName {
        /// The namespace.
        pub namespace: String,
        /// The name.
        pub name: String,
    }
}

object! {
    /// A container.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Container {
        /// Its name.
        pub name: String,
        /// Its image and why that one.
        pub image: Decision,
        /// Its pull policy.
        pub pull_policy: Traced,
    }
}

object! {
    /// A created object.
    #[derive(Debug, Clone, PartialEq)]
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
        pub selector: Option<Record>,
        /// What the pods that it creates carry.
        pub pod: Option<Pod>,
    }
}

object! {
    /// The metadata of the pods of a Deployment or DaemonSet.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Pod {
        /// Their labels.
        pub labels: Record,
        /// Their annotations.
        pub annotations: Record,
    }
}

object! {
    /// The answer to `resolve`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Resolution {
        /// The release.
        pub target: String,
        /// The Gateways, in the order of the files.
        pub gateways: Vec<ResolvedGateway>,
        /// What stands in the way, and what is said about it.
        pub diagnostics: Vec<Diagnostic>,
    }
}

object! {
    /// A statement of a conformance test.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Statement {
        /// What is to be so.
        pub statement: String,
        /// Whether it is.
        pub holds: bool,
        /// Why it is not.
        pub because: Option<String>,
        /// What would make it so.
        pub todo: Option<&'static str>,
    }
}
