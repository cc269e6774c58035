//! What comparing two releases shows of images.

use super::changes::{CLASS, GATEWAY, changes, kubernetes, one};
use super::{named, upgrade};
use gatelint::api::Engine;
use serde_json::Value;

#[test]
fn images_move_with_the_release_or_stay_behind() {
    let default = changes(&kubernetes(""), &[], ["v1.7.5", "v1.9.0"]);
    let moved = "notice docker.io/envoyproxy/envoy:distroless-v1.37.5 → docker.io/envoyproxy/envoy:distroless-v1.39.0";
    assert_eq!(one(&default, "image-moves", "of envoy"), moved);
    assert_eq!(named(&default, "image-moves")[0]["object"], "Gateway edge/public");
    let repository = kubernetes("envoyDeployment: {container: {imageRepository: m.example.com/envoy}}");
    let repository = changes(&repository, &[], ["v1.7.5", "v1.9.0"]);
    let moved = "action m.example.com/envoy:distroless-v1.37.5 → m.example.com/envoy:distroless-v1.39.0";
    assert_eq!(one(&repository, "image-moves", "of envoy"), moved);
    let pinned = kubernetes("envoyDeployment: {container: {image: 'm.example.com/envoy:v1.37.5'}}");
    let pinned = changes(&pinned, &[], ["v1.7.5", "v1.9.0"]);
    let stays = "action m.example.com/envoy:v1.37.5 → m.example.com/envoy:v1.37.5";
    assert_eq!(one(&pinned, "image-pinned", "docker.io/envoyproxy/envoy:distroless-v1.39.0"), stays);
    let unknown = kubernetes("envoyDeployment: {container: {image: '${IMAGE}'}}");
    assert!(named(&changes(&unknown, &[], ["v1.7.5", "v1.9.0"]), "image-pinned").is_empty());
}

/// The changes of two Gateways, one of which has an image of its own.
fn pinned_and_free(image: &str, releases: [&str; 2]) -> Vec<Value> {
    let class = CLASS.split("  parametersRef").next().unwrap();
    let pinned = GATEWAY.replace(
        "labels: {team: media}",
        "parametersRef: {group: gateway.envoyproxy.io, kind: EnvoyProxy, name: custom}",
    );
    let free = GATEWAY.replace("name: public", "name: free");
    let proxy = kubernetes(&format!("envoyDeployment: {{container: {{image: '{image}'}}}}"));
    let proxy = proxy.replace("namespace: envoy-gateway-system", "namespace: edge");
    let files = [("class.yaml", class), ("pinned.yaml", &*pinned), ("free.yaml", &*free), ("proxy.yaml", &*proxy)];
    upgrade(&Engine::new(), &files, releases)
}

#[test]
fn advisories_about_envoy_are_told_of_those_that_lack_the_fix() {
    let told = |image: &str, releases| {
        let found = pinned_and_free(image, releases);
        let [change] = named(&found, "CVE-2026-47774")[..] else { return String::new() };
        let places = change["places"].as_array().unwrap().iter().map(|place| place["path"].as_str().unwrap());
        format!("{} {}", change["severity"].as_str().unwrap(), places.collect::<Vec<_>>().join(" "))
    };
    let upgrade = ["v1.7.0", "v1.9.0"];
    assert_eq!(told("m.example.com/envoy:distroless-v1.37.1", upgrade), "action proxy.yaml");
    assert_eq!(told("m.example.com/envoy:distroless-v1.39.0", upgrade), "notice free.yaml");
    assert_eq!(told("m.example.com/envoy:distroless-v1.37.1", ["v1.9.0", "v1.7.0"]), "action proxy.yaml free.yaml");
    assert_eq!(told("m.example.com/envoy:distroless-v1.39.0", ["v1.9.0", "v1.7.0"]), "action free.yaml");
    assert_eq!(told("m.example.com/envoy:distroless-v1.39.0", ["v1.8.3", "v1.9.0"]), "");
}

#[test]
fn an_envoy_that_the_newer_release_does_not_touch_is_not_called_fixed() {
    let reference = "parametersRef: {group: gateway.envoyproxy.io, kind: EnvoyProxy, name: gone}";
    let broken = GATEWAY.replace("labels: {team: media}", reference);
    let files = [("class.yaml", CLASS), ("gateway.yaml", &*broken), ("proxy.yaml", &*kubernetes(""))];
    let found = upgrade(&Engine::new(), &files, ["v1.2.0", "v1.3.3"]);
    assert!(one(&found, "CVE-2025-30157", "is open to that").starts_with("action"));
}
