//! The repositories under `examples/`.

use crate::repo::{Repo, of};
use serde_json::json;
use std::path::{Path, PathBuf};

fn example(name: &str) -> Repo {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples").canonicalize().unwrap();
    let mut files = Vec::new();
    collect(&root, &root.join(name), &mut files);
    files.sort();
    assert!(files.len() > 2, "{name} has files");
    of(files, json!({}))
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            let name = path.strip_prefix(root.parent().unwrap()).unwrap().to_str().unwrap().to_string();
            files.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn plain_manifests() {
    let repo = example("plain");
    assert_eq!(repo.findings(), [""; 0]);
    assert_eq!(repo.inferred("target"), ["v1.9.0 examples/plain/controller/deployment.yaml:21"]);
    assert_eq!(repo.inferred("mode"), ["controller-namespace examples/plain/controller/config.yaml:21"]);
    assert_eq!(repo.inferred("config"), ["ConfigMap envoy-gateway-config examples/plain/controller/config.yaml:9"]);
    assert_eq!(repo.gateways(), ["edge/internal", "edge/public"]);
    assert_eq!(repo.image(1, "envoy"), "registry.example.com/envoyproxy/envoy:distroless-v1.39.0");
    assert_eq!(repo.image(1, "shutdown-manager"), "registry.example.com/envoyproxy/gateway:v1.9.0");
    assert_eq!(repo.gateway(1)["infra"]["namespace"], "envoy-gateway-system");
}

#[test]
fn flux() {
    let repo = example("flux");
    assert_eq!(repo.findings(), [""; 0]);
    assert_eq!(repo.inferred("target"), ["v1.9.0 examples/flux/infrastructure/envoy-gateway/ocirepository.yaml:14"]);
    assert_eq!(repo.inferred("namespace"), ["network examples/flux/clusters/production/gateways.yaml:16"]);
    assert_eq!(
        repo.inferred("mode"),
        ["gateway-namespace examples/flux/infrastructure/envoy-gateway/helmrelease.yaml:30"]
    );
    assert_eq!(repo.gateways(), ["network/internal", "network/public"]);
    assert_eq!(repo.gateway(0)["infra"], json!({"namespace": "network", "name": "internal"}));
    assert_eq!(repo.image(1, "envoy"), "registry.example.com/envoyproxy/envoy:distroless-v1.39.0");
    assert_eq!(repo.image(1, "shutdown-manager"), "registry.example.com/envoyproxy/gateway:v1.9.0");
}

#[test]
fn argo_cd() {
    let repo = example("argo");
    assert_eq!(repo.findings(), [""; 0]);
    assert_eq!(repo.inferred("target"), ["v1.9.0 examples/argo/applications/envoy-gateway.yaml:12"]);
    assert_eq!(repo.inferred("namespace"), ["shop examples/argo/applications/gateways.yaml:14"]);
    assert_eq!(repo.gateways(), ["shop/internal", "shop/public"]);
    for gateway in 0..2 {
        assert_eq!(repo.image(gateway, "envoy"), "registry.example.com/envoyproxy/envoy:distroless-v1.39.0");
        assert_eq!(repo.image(gateway, "shutdown-manager"), "registry.example.com/envoyproxy/gateway:v1.9.0");
    }
    assert_eq!(repo.gateway(0)["pullSecrets"][0]["value"], "registry-example-com");
}

#[test]
fn all_of_them_at_once_stay_apart() {
    let repo = example("");
    assert_eq!(repo.gateways().len(), 6);
    assert_eq!(repo.findings(), [""; 0]);
    let namespaces = repo.inferred("namespace");
    assert!(namespaces.iter().any(|said| said.starts_with("network ")), "{namespaces:?}");
    assert!(namespaces.iter().any(|said| said.starts_with("shop ")), "{namespaces:?}");
    let mut gateways = repo.gateways();
    gateways.dedup();
    assert_eq!(gateways.len(), 6, "no object stands in two of them");
}
