//! The Kubernetes objects that the controller creates for one proxy, patches applied.
//!
//! Source: behaviour of Envoy Gateway v1.0–v1.9 (proxy infrastructure of the Kubernetes provider). Objects are built in
//! the controller's order, because the labels of the pod leak into what is built after it.

mod containers;
mod metadata;
mod names;
mod objects;
mod patch;
mod workload;

pub use containers::{ENVOY, SHUTDOWN_MANAGER};
pub use patch::{PatchError, PatchFailure};

use crate::context::Settings;
use crate::model::Config;
use crate::release::Release;
use crate::resolve::{ImageDecision, Infra};
use crate::value::{Map, Node, Origin};

/// An object that the controller creates.
#[derive(Debug, Clone)]
pub struct Object {
    /// Its kind.
    pub kind: &'static str,
    /// All of it, after its patch.
    pub node: Node,
}

/// What is created for one proxy.
#[derive(Debug, Default)]
pub struct Rendering {
    /// The objects, in the order in which they are applied.
    pub objects: Vec<Object>,
    /// Why the controller stops; nothing is applied after it.
    pub failure: Option<PatchFailure>,
    /// How the image of the envoy container was chosen, before patches.
    pub image: Option<ImageDecision>,
}

/// What building objects takes.
pub(crate) struct Builder<'a> {
    pub infra: &'a Infra<'a>,
    pub config: &'a Config,
    pub settings: &'a Settings,
    pub release: &'a Release,
    /// Infrastructure and owner labels; the pod's labels come in as soon as a pod is built.
    pub labels: Map,
    /// How the envoy image was chosen.
    pub image: Option<ImageDecision>,
}

/// Builds the objects of one proxy.
pub fn render(infra: &Infra<'_>, config: &Config, settings: &Settings, release: &Release) -> Rendering {
    let mut builder = Builder { infra, config, settings, release, labels: infra.labels.clone(), image: None };
    let mut rendering = Rendering::default();
    for build in STEPS {
        match build(&mut builder) {
            Ok(Some(object)) => rendering.objects.push(object),
            Ok(None) => {}
            Err(failure) => {
                rendering.failure = Some(failure);
                break;
            }
        }
    }
    rendering.image = builder.image.take();
    rendering
}

type Step = fn(&mut Builder<'_>) -> Result<Option<Object>, PatchFailure>;

/// The controller's order.
const STEPS: [Step; 7] = [
    objects::service_account,
    objects::config_map,
    workload::deployment,
    workload::daemon_set,
    objects::service,
    objects::horizontal_pod_autoscaler,
    objects::pod_disruption_budget,
];

impl Builder<'_> {
    /// A value at a path of the effective spec below `provider.kubernetes`.
    pub(crate) fn kubernetes(&self, path: &[&str]) -> Option<&Node> {
        self.infra.effective.spec.as_ref()?.at(&["provider", "kubernetes"])?.at(path)
    }

    /// The origin of what is built in.
    pub(crate) fn built_in(&self, name: &'static str) -> Origin {
        Origin::default_of(self.release.index, name)
    }

    /// A text that is built in.
    pub(crate) fn text(&self, text: &'static str, name: &'static str) -> Node {
        Node::string(text, self.built_in(name))
    }
}
