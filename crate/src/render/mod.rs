//! The Kubernetes objects that the controller creates, patches applied.
//!
//! Source: behaviour of Envoy Gateway v1.0–v1.9 (infrastructure of the Kubernetes provider). What they look like say the
//! templates; the code fills their holes. Objects are built in the controller's order, because the labels of the pod
//! leak into what is built after it.

mod arguments;
mod containers;
mod failure;
mod kept;
mod metadata;
mod names;
mod parts;
mod patch;
mod rate_limit;
mod template;
mod types;
mod verdict;
mod workload;

pub use containers::{ENVOY, SHUTDOWN_MANAGER};
pub use failure::{Cause, Failure};
pub use kept::Kept;
pub(crate) use names::hashed_name;
pub use patch::PatchError;
pub use rate_limit::rate_limit;
pub use template::Templates;
pub use types::{Misfit, ObjectTypes, nanos};
pub use verdict::{Judge, Refusal, Right};

use crate::context::Settings;
use crate::model::{Config, Model};
use crate::release::Release;
use crate::resolve::{Bootstraps, ImageDecision, Infra, Level, Resolved};
use crate::text::Gather as _;
use crate::value::{Map, Node, Origin};
use std::cell::OnceCell;
use std::rc::Rc;
use template::{Fill, Template};

/// An object that the controller creates.
#[derive(Debug, Clone)]
pub struct Object {
    /// Its kind.
    pub kind: &'static str,
    /// All of it, after its patch.
    pub node: Node,
}

impl Object {
    /// Its name.
    pub fn name(&self) -> Option<&Node> {
        self.node.at(&["metadata", "name"])
    }

    /// True for what pods are created by.
    pub fn is_workload(&self) -> bool {
        matches!(self.kind, "Deployment" | "DaemonSet")
    }

    /// `spec` of the pods that it creates.
    pub fn pod(&self) -> Option<&Node> {
        self.node.at(&["spec", "template", "spec"])
    }

    /// The container of the proxy itself, in those pods.
    pub fn envoy(&self) -> Option<&Node> {
        let containers = self.pod()?.get("containers").map_or(&[][..], Node::items);
        containers.iter().find(|container| container.str_at(&["name"]) == Some(ENVOY))
    }
}

/// What is created for one proxy.
#[derive(Debug, Default)]
pub struct Rendering {
    /// The objects, in the order in which they are applied.
    pub objects: Vec<Object>,
    /// Why the controller stops; nothing is applied after it.
    pub failure: Option<Failure>,
    /// How the image of the envoy container was chosen, before patches.
    pub image: Option<ImageDecision>,
    /// What the API server objects to, once somebody asked: places among the objects.
    refusals: OnceCell<Vec<(usize, Refusal)>>,
}

impl Rendering {
    /// What the API server objects to in each object. `patch` gives what the user laid over one.
    pub fn refusals<'r>(
        &'r self,
        judge: Judge<'_>,
        patch: &dyn Fn(&Object) -> Option<&'r Node>,
    ) -> &'r [(usize, Refusal)] {
        self.refusals.get_or_init(|| {
            let mut all = Vec::new();
            for (at, object) in self.objects.iter().enumerate() {
                all.extend(judge.refusals(object, patch(object)).into_iter().map(|refusal| (at, refusal)));
            }
            all
        })
    }

    /// What is left of it where the controller crashes on its mode, which it looks at after the first object.
    pub fn crashed(&self, deploy: &Node) -> Self {
        let failure = Failure { kind: "ConfigMap", cause: Cause::Mode(deploy.origin.clone()) };
        let failure = if self.objects.is_empty() { self.failure.clone() } else { Some(failure) };
        Rendering { objects: self.objects.first().cloned().into_iter().gather(), failure, ..Rendering::default() }
    }
}

/// What is the same for all proxies of a release.
#[derive(Debug)]
pub struct Scene<'a> {
    templates: Rc<[Template; 2]>,
    types: &'a ObjectTypes,
    config: &'a Config,
    bootstraps: &'a Bootstraps,
    settings: &'a Settings,
    release: &'a Release,
    controller_namespace: Node,
    dns_domain: Node,
    /// The rate limit service is to use a certificate that the files do not hold.
    certificate_is_missing: bool,
}

impl<'a> Scene<'a> {
    /// For a release, with what the files say of the cluster.
    pub fn new(
        templates: &Templates,
        types: &'a ObjectTypes,
        model: &Model<'_>,
        resolved: &'a Resolved<'_>,
        settings: &'a Settings,
        release: &'a Release,
    ) -> Self {
        let certificate = ["rateLimit", "backend", "redis", "tls", "certificateRef"];
        let certificate = resolved.config.root().and_then(|root| root.at(&certificate));
        let controller_namespace = model.context.controller_namespace(release);
        let home = model.context.namespace_named(&controller_namespace);
        let is_missing = certificate.is_some_and(|reference| !model.has_secret(reference, &home));
        Scene {
            templates: templates.of(release),
            types,
            config: &resolved.config,
            bootstraps: &resolved.bootstraps,
            settings,
            release,
            controller_namespace,
            dns_domain: model.context.dns_domain(),
            certificate_is_missing: is_missing,
        }
    }

    /// The object of a kind that the controller builds for a proxy.
    fn object(&self, kind: &'static str, fill: &Fill<'_>) -> Object {
        self.object_of(kind, fill, true)
    }

    /// The object of a kind of a proxy or of the rate limit service.
    fn object_of(&self, kind: &'static str, fill: &Fill<'_>, of_proxy: bool) -> Object {
        let [proxy, rate_limit] = &*self.templates;
        let template = if of_proxy { proxy } else { rate_limit };
        let empty = || Node::map(Map::new(), self.built_in("object"));
        let node = template.object(kind).and_then(|piece| fill.expand(piece));
        Object { kind, node: node.unwrap_or_else(empty) }
    }

    /// The origin of what is built in.
    fn built_in(&self, name: &'static str) -> Origin {
        Origin::default_of(self.release.index, name)
    }

    /// A text that is built in.
    fn text(&self, text: &'static str, name: &'static str) -> Node {
        Node::string(text, self.built_in(name))
    }
}

/// What building the objects of a proxy takes.
pub(crate) struct Builder<'a> {
    pub scene: &'a Scene<'a>,
    pub infra: &'a Infra<'a>,
    /// The name of objects that have none of their own.
    pub name: Node,
    /// Infrastructure and owner labels; the pod's labels come in as soon as a pod is built.
    pub labels: Map,
    /// How the envoy image was chosen.
    pub image: Option<ImageDecision>,
}

/// Builds the objects of one proxy; none without a listener that is served.
pub fn render(infra: &Infra<'_>, scene: &Scene<'_>) -> Rendering {
    let mut builder = Builder { scene, infra, name: names::name(infra), labels: infra.labels.clone(), image: None };
    let mut rendering = Rendering::default();
    for build in STEPS.iter().filter(|_| !infra.ports.is_empty()) {
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

type Built = Result<Option<Object>, Failure>;
type Step = fn(&mut Builder<'_>) -> Built;

/// The controller's order.
const STEPS: [Step; 7] = [
    parts::service_account,
    parts::config_map,
    workload::deployment,
    workload::daemon_set,
    parts::service,
    parts::horizontal_pod_autoscaler,
    parts::pod_disruption_budget,
];

impl Builder<'_> {
    /// A value at a path of the effective spec.
    pub(crate) fn spec(&self, path: &[&str]) -> Option<&Node> {
        self.infra.effective.spec.as_ref()?.at(path)
    }

    /// The type of the provider where it is not Kubernetes, or the provider where it has none: nobody asks the config's
    /// default spec for one.
    pub(crate) fn other_provider(&self) -> Option<&Node> {
        let is_open = |node: &Node| self.scene.settings.is_placeholder(node);
        let provider = self.spec(&["provider"])?;
        match provider.get("type") {
            Some(kind) => Some(kind).filter(|kind| kind.as_str() != Some("Kubernetes") && !is_open(kind)),
            None => {
                let is_used = self.infra.effective.source(Level::Config).is_some_and(|source| source.used);
                Some(provider).filter(|_| is_used && !is_open(provider))
            }
        }
    }

    /// A value at a path of the effective spec below `provider.kubernetes`.
    pub(crate) fn kubernetes(&self, path: &[&str]) -> Option<&Node> {
        if self.other_provider().is_some() {
            return None;
        }
        self.spec(&["provider", "kubernetes"])?.at(path)
    }
}
