//! The objects of the rate limit service.

use super::metadata::overlay;
use super::{Cause, Failure, Fill, Object, Rendering, Scene, patch};
use crate::context::Settings;
use crate::labels::keys;
use crate::release::Feature;
use crate::text::{Gather as _, Str};
use crate::value::{Map, Node, Origin};

const NAME: &str = "envoy-ratelimit";

const LABELS: [(&str, &str); 3] =
    [(keys::APP_NAME, NAME), (keys::APP_COMPONENT, "ratelimit"), (keys::APP_MANAGED_BY, "envoy-gateway")];

const PROMETHEUS: [(&str, &str); 3] =
    [("prometheus.io/path", "/metrics"), ("prometheus.io/port", "19001"), ("prometheus.io/scrape", "true")];

/// Builds the objects of the rate limit service; none where the configuration does not ask for one.
pub fn rate_limit(scene: &Scene<'_>) -> Option<Rendering> {
    let wanted = scene.config.root()?.get("rateLimit")?;
    let builder = Builder { scene, wanted };
    let mut rendering = Rendering::default();
    if let Err(failure) = builder.build(&mut rendering.objects) {
        rendering.failure = Some(failure);
    }
    Some(rendering)
}

struct Builder<'b> {
    scene: &'b Scene<'b>,
    /// `rateLimit` of the configuration.
    wanted: &'b Node,
}

impl Builder<'_> {
    fn build(&self, objects: &mut Vec<Object>) -> Result<(), Failure> {
        if let Some(reference) = self.certificate().filter(|_| self.scene.certificate_is_missing) {
            return Err(Failure { kind: "", cause: Cause::Certificate(reference.origin.clone()) });
        }
        let release = self.scene.release;
        let owned = release.has(Feature::RateLimitOwnerReferences);
        let labelled = release.has(Feature::RateLimitAccountLabels);
        let labels = || if labelled { self.labels() } else { Map::new() };
        let name = || self.scene.text(NAME, "rate limit service");
        objects.push(self.object("ServiceAccount", None, name(), labels(), Some(("v1", "ServiceAccount"))));
        let by_deployment = Some(("apps/v1", "Deployment"));
        if self.prometheus() {
            let name = self.scene.text("statsd-exporter-config", "rate limit service");
            objects.push(self.object("ConfigMap", None, name, self.labels(), by_deployment.filter(|_| owned)));
        }
        let named = |user: Option<&Node>| user.and_then(|user| user.get("name")).cloned().unwrap_or_else(name);
        let deployment = self.user("rateLimitDeployment");
        let object = self.object("Deployment", deployment, named(deployment), self.labels(), by_deployment);
        objects.push(self.patched(object, deployment)?);
        objects.push(self.object("Service", None, name(), self.labels(), Some(("v1", "Service"))));
        let scaled = [
            ("HorizontalPodAutoscaler", "rateLimitHpa", Feature::RateLimitHpa),
            ("PodDisruptionBudget", "rateLimitPDB", Feature::RateLimitPdb),
        ];
        for (kind, field, feature) in scaled {
            let user = self.user(field).filter(|_| release.has(feature));
            if user.is_some() {
                let object = self.object(kind, user, named(user), self.labels(), by_deployment.filter(|_| owned));
                objects.push(self.patched(object, user)?);
            }
        }
        Ok(())
    }

    /// A part of `provider.kubernetes`.
    fn user(&self, field: &str) -> Option<&Node> {
        self.scene.config.root()?.at(&["provider", "kubernetes", field])
    }

    fn patched(&self, object: Object, user: Option<&Node>) -> Result<Object, Failure> {
        patch::apply(object, user.and_then(|user| user.get("patch")), self.scene)
    }

    fn redis(&self) -> Option<&Node> {
        self.wanted.at(&["backend", "redis"])
    }

    fn certificate(&self) -> Option<&Node> {
        self.redis()?.at(&["tls", "certificateRef"])
    }

    fn tracing(&self) -> Option<&Node> {
        let url = |tracing: &&Node| tracing.str_at(&["provider", "url"]).is_some_and(|url| !url.is_empty());
        self.wanted.at(&["telemetry", "tracing"]).filter(url)
    }

    fn prometheus(&self) -> bool {
        self.wanted.at(&["telemetry", "metrics", "prometheus", "disable"]).and_then(Node::as_bool) != Some(true)
    }

    fn labels(&self) -> Map {
        self.scene.texts(&LABELS, "labels of the rate limit service")
    }

    fn object(
        &self,
        kind: &'static str,
        user: Option<&Node>,
        name: Node,
        labels: Map,
        owner: Option<(&'static str, &'static str)>,
    ) -> Object {
        let owner = owner.map(|(version, kind)| (version, kind, self.scene.text("envoy-gateway", "owner reference")));
        let namespace = self.scene.controller_namespace.clone();
        let metadata = self.scene.metadata(name, namespace.clone(), labels, Map::new(), owner);
        let flags = self.flags(user);
        let mut fill = Fill::new(user, &flags);
        fill.put("metadata", metadata);
        fill.put("labels", self.scene.built_map(self.labels()));
        fill.put("selector", self.scene.match_labels(self.labels()));
        fill.put("namespace", namespace);
        match kind {
            "Deployment" => self.deployment_holes(&mut fill, user),
            "HorizontalPodAutoscaler" => fill.put("target", self.deployment_name()),
            _ => {}
        }
        self.scene.object_of(kind, &fill, kind != "Deployment" && user.is_some())
    }

    fn deployment_name(&self) -> Node {
        let name = self.user("rateLimitDeployment").and_then(|user| user.get("name"));
        name.cloned().unwrap_or_else(|| self.scene.text(NAME, "rate limit service"))
    }

    fn flags(&self, user: Option<&Node>) -> Vec<&'static str> {
        let given = |field| user.is_some_and(|user| user.get(field).is_some());
        let bounded_above = given("maxUnavailable") && !given("minAvailable");
        let owns = self.scene.release.has(Feature::RateLimitHpaOwnsReplicas);
        let all = [
            ("prometheus", self.prometheus()),
            ("redis", self.redis().is_some()),
            ("redis-tls", self.redis().is_some_and(|redis| redis.get("tls").is_some())),
            ("redis-certificate", self.certificate().is_some()),
            ("tracing", self.tracing().is_some()),
            ("scaled", owns && self.user("rateLimitHpa").is_some()),
            ("bounded-above", bounded_above),
            ("bounded-below", !bounded_above),
        ];
        all.into_iter().filter(|(_, up)| *up).map(|(flag, _)| flag).gather()
    }

    fn deployment_holes(&self, fill: &mut Fill<'_>, user: Option<&Node>) {
        let redis = self.redis();
        let by_reference = redis.and_then(|redis| redis.get("urlRef"));
        let by_reference = by_reference.filter(|_| self.scene.release.has(Feature::RedisUrlReference));
        let url = redis.and_then(|redis| redis.get("url")).filter(|_| by_reference.is_none());
        let image = user.and_then(|user| user.at(&["container", "image"])).cloned();
        let default = || {
            let image = Str::copied(&self.scene.release.images.ratelimit);
            Node::string(image, self.scene.built_in("rate limit image"))
        };
        fill.put("pod", self.pod_metadata(user));
        fill.put("image", image.unwrap_or_else(default));
        fill.put_some("redisUrl", url.cloned());
        fill.put_some("redisUrlFrom", by_reference.cloned());
        fill.put_some("redisCertificate", self.certificate().and_then(|reference| reference.get("name")).cloned());
        fill.put_some("samplingRate", self.tracing().map(sampling_rate));
        fill.put_some("traceEndpoint", self.tracing().and_then(|tracing| trace_endpoint(tracing, self.scene.settings)));
    }

    /// The service's own labels win over the pod's, the pod's annotations over the service's.
    fn pod_metadata(&self, user: Option<&Node>) -> Node {
        let own = |field| user.and_then(|user| user.at(&["pod", field])).map_or(&[][..], Node::entries);
        let prometheus = if self.prometheus() { PROMETHEUS.as_slice() } else { &[] };
        let annotations = overlay(self.scene.texts(prometheus, "annotations for Prometheus"), own("annotations"));
        let labels = overlay(overlay(self.labels(), own("labels")), self.labels().entries());
        let mut metadata = Map::new();
        if !annotations.is_empty() {
            metadata.set("annotations", self.scene.built_map(annotations));
        }
        metadata.set("labels", self.scene.built_map(labels));
        self.scene.built_map(metadata)
    }
}

/// A share of 1 with one digit, from a percentage.
fn sampling_rate(tracing: &Node) -> Node {
    let written = tracing.get("samplingRate");
    // Only what a deployment tool fills in is a text here.
    if let Some(text) = written.filter(|node| node.as_str().is_some()) {
        return text.clone();
    }
    let percent = written.and_then(Node::as_int).unwrap_or(100);
    // How Go rounds the number that is nearest to a half: it depends on the bits of that number.
    let up = percent % 10 > 5 || matches!(percent % 100, 5 | 45 | 55 | 65 | 75);
    let tenths = percent / 10 + i64::from(up);
    let from = written.map(|node| node.origin.clone()).into_iter().gather();
    Node::string(format!("{}.{}", tenths / 10, tenths % 10), Origin::derived("sampling rate", from))
}

/// The URL, with a scheme; what a deployment tool fills in may have one.
fn trace_endpoint(tracing: &Node, settings: &Settings) -> Option<Node> {
    let url = tracing.at(&["provider", "url"])?;
    let text = url.as_str()?;
    if text.starts_with("http://") || settings.is_placeholder_text(text) {
        return Some(url.clone());
    }
    Some(Node::string(format!("http://{text}"), Origin::derived("trace endpoint", vec![url.origin.clone()])))
}
