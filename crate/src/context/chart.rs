//! What the gateway-helm chart writes into the controller's configuration.
//!
//! Source: templates of the gateway-helm chart v1.0–v1.9. From v1.1 on it fills in the images of shutdown manager and
//! rate limit service; from v1.4 on it cuts images at the first `/` and the first `:` after it, to put another
//! registry in; from v1.8 on it writes an image for Envoy, which beats the one in `config.envoyGateway`.

use super::values::{Values, over, under};
use crate::release::{Feature, Release};
use crate::text::Gather as _;
use crate::value::{Map, Node, Origin};

/// The rule by which the chart puts an image together.
const RULE: &str = "image written by the gateway-helm chart";
/// What the chart's templates print for a part of an image that is not there.
const NOTHING: &str = "";
/// The chart's default image of the rate limit service stands under Docker Hub's full name.
const HUB: &str = "docker.io/";

/// The chart of a release with its values.
#[derive(Debug, Clone, Copy)]
pub struct Chart<'c> {
    values: &'c Values<'c>,
    release: &'c Release,
}

impl<'c> Chart<'c> {
    /// The chart of `release` with these values.
    pub fn new(values: &'c Values<'c>, release: &'c Release) -> Self {
        Chart { values, release }
    }

    /// The configuration that the chart writes: `config.envoyGateway` of the values, and what the chart fills in.
    pub fn config(&self) -> Node {
        let user = self.values.at(&["config", "envoyGateway"]);
        let user = over(&self.defaults(), &user.unwrap_or_else(|| Node::map(Map::new(), self.written())));
        if !self.release.has(Feature::ShutdownManagerImage) {
            return user;
        }
        under(&self.with_proxy_image(user), &self.base())
    }

    /// What the chart's own values say of `config.envoyGateway`, in every release.
    fn defaults(&self) -> Node {
        let text = |text: &'static str| Node::string(text, self.written());
        let level = self.map("default", text("info"));
        let mut map = Map::new();
        map.set("gateway", self.map("controllerName", text("gateway.envoyproxy.io/gatewayclass-controller")));
        map.set("provider", self.map("type", text("Kubernetes")));
        map.set("logging", self.map("level", level));
        Node::map(map, self.written())
    }

    /// The namespace that objects of the chart are in, where the values change it.
    pub fn namespace(&self) -> Option<Node> {
        self.values.text(&["namespaceOverride"]).filter(|_| self.release.has(Feature::ChartEnvoyProxyImage))
    }

    /// What the chart writes where `config.envoyGateway` says nothing.
    fn base(&self) -> Node {
        let mut rate_limit = Map::new();
        rate_limit.set("container", self.map("image", self.rate_limit_image()));
        if let Some(secrets) = self.pull_secrets("ratelimit") {
            rate_limit.set("pod", self.map("imagePullSecrets", secrets));
        }
        let mut kubernetes = Map::new();
        kubernetes.set("rateLimitDeployment", Node::map(rate_limit, self.written()));
        if let Some(image) = self.gateway_image() {
            kubernetes.set("shutdownManager", self.map("image", image));
        }
        let kubernetes = Node::map(kubernetes, self.written());
        let provider = self.map("kubernetes", kubernetes);
        self.map("provider", provider)
    }

    /// The image of the controller, which runs the shutdown manager, too; none where the values leave the default.
    pub fn gateway_image(&self) -> Option<Node> {
        let tag = || self.values.text(&["deployment", "envoyGateway", "image", "tag"]);
        if let Some(repository) = self.values.text(&["deployment", "envoyGateway", "image", "repository"]) {
            let tag = tag().or_else(|| self.old_tag()).unwrap_or_else(|| self.chart_version());
            return Some(self.join(&self.in_registry(repository), &tag));
        }
        match self.values.text(&["global", "images", "envoyGateway", "image"]) {
            Some(image) => self.image(image, None),
            None => self.registry().and_then(|_| self.image(self.built_in(&self.release.images.gateway), None)),
        }
    }

    /// The image of the controller, the chart's own where the values leave it.
    pub fn controller_image(&self) -> Node {
        self.gateway_image().unwrap_or_else(|| self.built_in(&self.release.images.gateway))
    }

    /// The image of the rate limit service.
    fn rate_limit_image(&self) -> Node {
        let own = &self.release.images.ratelimit;
        let name = if own.starts_with(HUB) { own.to_string() } else { format!("{HUB}{own}") };
        let image = self.values.text(&["global", "images", "ratelimit", "image"]);
        let tag = own.rsplit_once(':').map(|(_, tag)| self.built_in(tag));
        let image = image.unwrap_or_else(|| self.built_in(&name));
        self.image(image.clone(), tag).unwrap_or(image)
    }

    /// The images that the values give to the controller, the rate limit service and Envoy, as the chart writes them.
    pub fn images(&self) -> impl Iterator<Item = Node> {
        let rate_limit = self.release.has(Feature::ShutdownManagerImage).then(|| self.rate_limit_image());
        [self.gateway_image(), rate_limit, self.proxy_image()].into_iter().flatten()
    }

    /// The image of Envoy.
    fn proxy_image(&self) -> Option<Node> {
        let image = self.values.text(&["global", "images", "envoyProxy", "image"]);
        let tag = self.built_in(self.release.images.envoy_tag());
        self.image(image.filter(|_| self.release.has(Feature::ChartEnvoyProxyImage))?, Some(tag))
    }

    /// `envoyProxy` of the configuration with the image that the values give to Envoy put in.
    fn with_proxy_image(&self, config: Node) -> Node {
        let Some(image) = self.proxy_image() else { return config };
        let deployment = ["envoyProxy", "provider", "kubernetes", "envoyDeployment"];
        let put = |config: Node, path: &[&'static str], value: Node| {
            let path: Vec<&'static str> = deployment.into_iter().chain(path.iter().copied()).gather();
            config.put_at(&path, value)
        };
        let kind = Node::string("Kubernetes", self.written());
        let mut config = config.put_at(&["envoyProxy", "provider", "type"], kind);
        config = put(config, &["container", "image"], image);
        if let Some(policy) = self.values.text(&["global", "images", "envoyProxy", "pullPolicy"]) {
            config = put(config, &["container", "imagePullPolicy"], policy);
        }
        match self.pull_secrets("envoyProxy") {
            Some(secrets) => put(config, &["pod", "imagePullSecrets"], secrets),
            None => config,
        }
    }

    /// Global pull secrets come before those of an image.
    fn pull_secrets(&self, image: &str) -> Option<Node> {
        let global = self.values.list(&["global", "imagePullSecrets"]).filter(|_| self.cuts());
        global.or_else(|| self.values.list(&["global", "images", image, "pullSecrets"]))
    }

    /// The chart cuts images into their parts, and knows `global.imageRegistry`.
    fn cuts(&self) -> bool {
        self.release.has(Feature::ChartImageRegistry)
    }

    fn registry(&self) -> Option<Node> {
        self.values.text(&["global", "imageRegistry"]).filter(|_| self.cuts())
    }

    /// Before images were cut, `global.images.envoyGateway.tag` was read.
    fn old_tag(&self) -> Option<Node> {
        self.values.text(&["global", "images", "envoyGateway", "tag"]).filter(|_| !self.cuts())
    }

    /// A repository whose first part is replaced by the registry of the values.
    fn in_registry(&self, repository: Node) -> Node {
        let Some(registry) = self.registry() else { return repository };
        let text = repository.as_str().unwrap_or("");
        let path = text.split_once('/').map_or(NOTHING, |(_, path)| path);
        let text = format!("{}/{path}", registry.as_str().unwrap_or(""));
        Node::string(text, derived(&[&registry, &repository]))
    }

    /// An image as the chart writes it; without a `/` there is nothing to cut.
    fn image(&self, image: Node, tag: Option<Node>) -> Option<Node> {
        if !self.cuts() {
            return Some(image);
        }
        let text = image.as_str()?;
        let (first, path) = text.split_once('/').unwrap_or((text, NOTHING));
        let (name, own) = path.split_once(':').map_or((path, None), |(name, tag)| (name, Some(tag)));
        let registry = self.registry();
        let default = tag.as_ref().filter(|_| own.is_none_or(str::is_empty));
        let tag = default.and_then(Node::as_str).or(own).unwrap_or(NOTHING);
        let written = format!("{}/{name}:{tag}", registry.as_ref().and_then(Node::as_str).unwrap_or(first));
        if image.as_str() == Some(&written) {
            return Some(image);
        }
        let from: Vec<&Node> = [registry.as_ref(), Some(&image), default].into_iter().flatten().gather();
        Some(Node::string(written, derived(&from)))
    }

    fn join(&self, repository: &Node, tag: &Node) -> Node {
        let text = format!("{}:{}", repository.as_str().unwrap_or(""), tag.as_str().unwrap_or(""));
        Node::string(text, derived(&[repository, tag]))
    }

    fn chart_version(&self) -> Node {
        self.built_in(&self.release.version)
    }

    fn built_in(&self, text: &str) -> Node {
        Node::string(text.to_string(), Origin::default_of(self.release.index, "image of the chart"))
    }

    fn map(&self, key: &'static str, value: Node) -> Node {
        let mut map = Map::new();
        map.set(key, value);
        Node::map(map, self.written())
    }

    fn written(&self) -> Origin {
        Origin::default_of(self.release.index, "configuration of the chart")
    }
}

fn derived(from: &[&Node]) -> Origin {
    Origin::derived(RULE, from.iter().map(|node| node.origin.clone()).gather())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::testing::files;
    use crate::release::Releases;

    /// The JSON of what the chart of a release writes with these values.
    fn written(values: &str, release: &str) -> String {
        let facts = files(&[("values.yaml", &format!("deployment: {{envoyGateway: {{}}}}\n{values}"))]);
        let values = Values::new(vec![&facts[0].documents[0].root]);
        let releases = Releases::builtin();
        crate::yaml::to_json(&Chart::new(&values, releases.find(release).unwrap()).config())
    }

    #[test]
    fn the_first_charts_write_their_own_values_with_yours_over_them() {
        let values =
            "config: {envoyGateway: {a: b, provider: {type: Custom}, gateway: null}}\nglobal: {imageRegistry: r}";
        let mine = r#"{"a":"b","logging":{"level":{"default":"info"}},"provider":{"type":"Custom"}}"#;
        assert_eq!(written(values, "v1.0.2"), mine);
        let own = written("global: {imageRegistry: r}", "v1.0.2");
        assert!(own.contains(r#""provider":{"type":"Kubernetes"}"#) && !own.contains("shutdownManager"), "{own}");
    }

    #[test]
    fn the_rate_limit_service_gets_image_and_pull_secrets() {
        let own = written("", "v1.9.0");
        assert!(own.contains(r#""image":"docker.io/envoyproxy/ratelimit:"#), "{own}");
        assert!(!own.contains("shutdownManager"), "{own}");
        let values = "global: {imageRegistry: r, imagePullSecrets: [{name: s}], images: {ratelimit: {image: a/rl:x}}}";
        let other = written(values, "v1.9.0");
        assert!(
            other.contains(
                r#""rateLimitDeployment":{"container":{"image":"r/rl:x"},"pod":{"imagePullSecrets":[{"name":"s"}]}}"#
            ),
            "{other}"
        );
    }

    #[test]
    fn what_an_image_comes_to_where_parts_are_missing() {
        let image = |values: &str| {
            let facts = files(&[("values.yaml", values)]);
            let values = Values::new(vec![&facts[0].documents[0].root]);
            let releases = Releases::builtin();
            let image = Chart::new(&values, releases.newest()).gateway_image();
            image.map(|image| image.as_str().unwrap_or("").to_string())
        };
        let repository =
            "global: {imageRegistry: r}\ndeployment: {envoyGateway: {image: {repository: gateway, tag: t}}}";
        assert_eq!(image(repository).as_deref(), Some("r/:t"));
        assert_eq!(image("global: {images: {envoyGateway: {image: r/gateway}}}").as_deref(), Some("r/gateway:"));
        assert_eq!(image("global: {images: {envoyGateway: {image: gateway:t}}}").as_deref(), Some("gateway:t/:"));
    }

    #[test]
    fn the_pull_policy_goes_where_no_release_looks() {
        let values = "global: {images: {envoyProxy: {image: r/envoy:x, pullPolicy: Always}}}";
        assert!(written(values, "v1.9.0").contains(r#""container":{"image":"r/envoy:x","imagePullPolicy":"Always"}"#));
        assert!(!written(values, "v1.7.5").contains("envoyProxy"));
    }
}
