//! The release: from where, which one, and what contradicts.

use crate::repo::{repo, with};
use serde_json::json;

fn argo(name: &str, version: &str) -> String {
    format!(
        "== {name}.yaml\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: eg}}\nspec:\n  source: {{chart: gateway-helm, repoURL: docker.io/envoyproxy, targetRevision: '{version}'}}\n"
    )
}

#[test]
fn versions_as_people_write_them() {
    for (written, release, note) in [
        ("v1.9.0", "v1.9.0", ""),
        ("1.9.0", "v1.9.0", ""),
        ("1.8.x", "v1.8.3", "1.8.x: this is the newest release that fits"),
        ("~1.7", "v1.7.5", "~1.7: this is the newest release that fits"),
        (">=1.6.0 <1.8.0", "v1.7.5", ">=1.6.0 <1.8.0: this is the newest release that fits"),
        ("*", "v1.9.0", "*: this is the newest release that fits"),
        ("v1.9.0-rc.1", "v1.9.0", "v1.9.0-rc.1: a preview of this release"),
        ("v0.0.0-latest", "v1.9.0", "v0.0.0-latest: taken for the newest release that is known here"),
        ("v1.7.99", "v1.7.5", "v1.7.99: not known here; this is the nearest release before it"),
        ("v9.0.0", "v1.9.0", "v9.0.0: not known here; this is the nearest release before it"),
        (">=9.0", "v1.9.0", ">=9.0: no release that fits is known here; this is the nearest before"),
        ("v0.6.0", "v1.0.0", "v0.6.0: not known here; this is the nearest release before it"),
    ] {
        let found = repo(&argo("app", written));
        assert_eq!(found.target(), release, "{written}");
        let said = format!("{release} app.yaml:5");
        let said = if note.is_empty() { said } else { format!("{said} | {note}") };
        assert_eq!(found.inferred("target"), [said]);
    }
}

#[test]
fn what_says_nothing() {
    for written in ["HEAD", "${VERSION}", "main-chart", ""] {
        let found = repo(&argo("app", written));
        assert_eq!(found.target(), "v1.9.0", "{written}");
        assert_eq!(found.inferred("target"), [""; 0], "{written}");
    }
}

#[test]
fn an_option_wins() {
    let found = with(&argo("app", "v1.8.0"), json!({"target": "v1.6.0"}));
    assert_eq!(found.target(), "v1.6.0");
    assert_eq!(found.inferred("target"), [""; 0]);
}

#[test]
fn of_several_the_first_by_path_whatever_the_order() {
    let said = ["v1.8.0 dev/app.yaml:5 | prod/app.yaml says v1.7.0"];
    let (dev, prod) = (argo("dev/app", "v1.8.0"), argo("prod/app", "v1.7.0"));
    assert_eq!(repo(&format!("{dev}{prod}")).inferred("target"), said);
    assert_eq!(repo(&format!("{prod}{dev}")).inferred("target"), said);
}

#[test]
fn the_chart_goes_before_the_image() {
    let deployment = "== deployment.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: envoy-gateway}\nspec:\n  template:\n    spec:\n      containers:\n      - {name: envoy-gateway, image: \"docker.io/envoyproxy/gateway:v1.7.1\"}\n";
    assert_eq!(repo(deployment).inferred("target"), ["v1.7.1 deployment.yaml:8"]);
    let both = repo(&format!("{deployment}{}", argo("app", "v1.8.0")));
    assert_eq!(both.inferred("target"), ["v1.8.0 app.yaml:5 | deployment.yaml says v1.7.1"]);
    let other = deployment.replace("envoy-gateway", "web").replace("envoyproxy/gateway", "example/web");
    assert_eq!(repo(&other).inferred("target"), [""; 0]);
}

#[test]
fn the_image_in_values() {
    for (values, target) in [
        ("deployment: {envoyGateway: {image: {repository: r/gateway, tag: v1.8.0}}}", "v1.8.0 values.yaml:1"),
        (
            "global: {images: {envoyGateway: {image: \"registry.example.com:5000/gateway:v1.7.0\"}}}",
            "v1.7.0 values.yaml:1",
        ),
        ("global: {images: {envoyGateway: {image: \"r/gateway:v1.6.0@sha256:0000\"}}}", "v1.6.0 values.yaml:1"),
    ] {
        assert_eq!(repo(&format!("== values.yaml\n{values}\n")).inferred("target"), [target]);
    }
    let unknown = "== values.yaml\nglobal: {images: {envoyGateway: {image: \"r/gateway:${TAG}\"}}}\n";
    assert_eq!(repo(unknown).inferred("target"), [""; 0]);
}

#[test]
fn the_chart_of_the_crds_is_the_weakest() {
    let crds = "== crds.yaml\napiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: crds}\nspec:\n  url: oci://docker.io/envoyproxy/gateway-crds-helm\n  ref: {tag: v1.8.0}\n";
    assert_eq!(repo(crds).target(), "v1.8.0");
    assert_eq!(repo(&format!("{crds}{}", argo("z", "v1.9.0"))).target(), "v1.9.0");
}
