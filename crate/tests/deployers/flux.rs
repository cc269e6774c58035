//! Flux: Kustomizations, HelmReleases, OCIRepositories.

use crate::repo::{GATEWAY, PROXY, objects, repo};

fn ks(path: &str, namespace: &str) -> String {
    format!(
        "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {{name: apps, namespace: flux-system}}\nspec:\n  path: {path}\n  targetNamespace: {namespace}\n"
    )
}

const RELEASE: &str = "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: eg, namespace: gateways}
spec:
";

#[test]
fn a_kustomization_holds_a_path_with_or_without_prefix() {
    for (prefix, path) in [("", "./apps"), ("some/where/", "apps"), ("/home/me/repo/", "./apps/"), ("./", "/apps")] {
        let found = repo(&format!(
            "== {prefix}clusters/a/ks.yaml\n{}{}",
            ks(path, "network"),
            objects(&format!("{prefix}apps"))
        ));
        assert_eq!(found.gateways(), ["network/public"], "{prefix}{path}");
        let place = prefix.trim_start_matches("./");
        assert!(
            found.inferred("namespace")[0].ends_with("clusters/a/ks.yaml:6"),
            "{place}: {:?}",
            found.inferred("namespace")
        );
        assert_eq!(found.findings(), [""; 0]);
    }
}

#[test]
fn deeper_folders_are_held_too() {
    let found = repo(&format!("== ks.yaml\n{}{}", ks("./apps", "network"), objects("apps/edge/public")));
    assert_eq!(found.gateways(), ["network/public"]);
}

#[test]
fn a_folder_of_a_similar_name_is_not_held() {
    let found = repo(&format!("== ks.yaml\n{}{}", ks("./app", "network"), objects("apps")));
    assert_eq!(found.gateways(), ["?/public"]);
    assert_eq!(found.findings(), [""; 0]);
}

#[test]
fn the_kustomization_of_the_folder_decides_what_is_in() {
    let files = format!(
        "== ks.yaml\n{}== apps/kustomization.yaml\nresources: [../base]\n== base/kustomization.yaml\nresources: [gateway.yaml, proxy.yaml]\n== base/gateway.yaml\n{GATEWAY}== base/proxy.yaml\n{PROXY}",
        ks("./apps", "network")
    );
    let found = repo(&files);
    assert_eq!(found.gateways(), ["network/public"]);
    assert_eq!(found.findings(), [""; 0]);
}

#[test]
fn two_clusters_with_one_namespace_agree_and_with_two_do_not() {
    let two = |second: &str| {
        repo(&format!(
            "== a/ks.yaml\n{}== b/ks.yaml\n{}{}",
            ks("./apps", "network"),
            ks("./apps", second),
            objects("apps")
        ))
    };
    assert_eq!(two("network").gateways(), ["network/public"]);
    let unsure = two("other");
    assert_eq!(unsure.gateways(), ["?/public"]);
    assert_eq!(unsure.findings(), [""; 0]);
    assert_eq!(unsure.inferred("namespace"), [""; 0]);
}

#[test]
fn gateway_and_proxy_of_different_deployers_are_told_apart() {
    let files = format!(
        "== a.yaml\n{}== b.yaml\n{}== apps/gateway.yaml\n{GATEWAY}== infra/proxy.yaml\n{PROXY}",
        ks("./apps", "network"),
        ks("./infra", "platform")
    );
    let found = repo(&files);
    assert_eq!(found.findings(), ["parameters-not-found apps/gateway.yaml:7"]);
    assert_eq!(found.inferred("namespace"), ["network a.yaml:6", "platform b.yaml:6"]);
}

#[test]
fn a_namespace_that_is_put_in_later_is_unknown() {
    let found = repo(&format!("== ks.yaml\n{}{}", ks("./apps", "${NAMESPACE}"), objects("apps")));
    assert_eq!(found.gateways(), ["?/public"]);
    assert_eq!(found.findings(), [""; 0]);
}

#[test]
fn the_release_of_an_oci_repository() {
    let source = "== oci.yaml\napiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: eg}\nspec:\n  url: oci://docker.io/envoyproxy/gateway-helm\n  ref:\n    tag: v1.8.2\n";
    assert_eq!(repo(source).inferred("target"), ["v1.8.2 oci.yaml:7"]);
    let other = source.replace("gateway-helm", "another-chart");
    assert_eq!(repo(&other).inferred("target"), [""; 0]);
    let digest = source.replace("    tag: v1.8.2", "    tag: v1.8.2\n    digest: sha256:0123");
    assert_eq!(repo(&digest).inferred("target"), ["v1.8.2 oci.yaml:7"]);
    let pinned = digest.replace("tag: v1.8.2", "semver: ~1.8.0");
    assert_eq!(repo(&pinned).inferred("target"), [""; 0]);
    let range = source.replace("tag: v1.8.2", "semver: \"~1.7.0\"");
    assert_eq!(repo(&range).target(), "v1.7.5");
    assert_eq!(repo(&range).inferred("target"), ["v1.7.5 oci.yaml:7 | ~1.7.0: this is the newest release that fits"]);
}

#[test]
fn an_oci_repository_under_any_address_counts_by_the_release_that_uses_it() {
    let files = format!(
        "== oci.yaml\napiVersion: source.toolkit.fluxcd.io/v1beta2\nkind: OCIRepository\nmetadata: {{name: eg}}\nspec:\n  url: oci://registry.example.com/mirror/eg\n  ref: {{tag: 1.8.0}}\n== hr.yaml\n{RELEASE}  chartRef: {{kind: OCIRepository, name: eg}}\n  values:\n    config:\n      envoyGateway: {{provider: {{type: Kubernetes, kubernetes: {{deploy: {{type: GatewayNamespace}}}}}}}}\n"
    );
    let found = repo(&files);
    assert_eq!(found.inferred("target"), ["v1.8.0 oci.yaml:6"]);
    assert_eq!(found.inferred("mode"), ["gateway-namespace hr.yaml:8"]);
    assert_eq!(found.inferred("config"), ["HelmRelease eg hr.yaml:8"]);
}

#[test]
fn a_helm_release_with_the_chart_of_a_repository() {
    let files = format!(
        "== hr.yaml\n{RELEASE}  chart:\n    spec: {{chart: gateway-helm, version: 1.6.3, sourceRef: {{kind: HelmRepository, name: eg}}}}\n== class.yaml\n{}== gateway.yaml\n{}",
        crate::repo::CLASS,
        GATEWAY.replace("{name: public}", "{name: public, namespace: apps}").replace("infrastructure", "x-nothing")
    );
    let found = repo(&files);
    assert_eq!(found.inferred("target"), ["v1.6.3 hr.yaml:6"]);
    assert_eq!(found.gateway(0)["infra"]["namespace"], "gateways");
    assert_eq!(found.inferred("namespace"), ["gateways hr.yaml:3 | of the controller"]);
}

#[test]
fn the_target_namespace_of_a_helm_release_is_the_controllers() {
    let files = format!(
        "== hr.yaml\n{RELEASE}  targetNamespace: platform\n  chart: {{spec: {{chart: gateway-helm}}}}\n== gateway.yaml\n{}== class.yaml\n{}",
        GATEWAY.replace("infrastructure", "x-nothing"),
        crate::repo::CLASS
    );
    assert_eq!(repo(&files).gateway(0)["infra"]["namespace"], "platform");
    let said = crate::repo::with(&files, serde_json::json!({"controllerNamespace": "mine"}));
    assert_eq!(said.gateway(0)["infra"]["namespace"], "mine");
}

#[test]
fn a_patch_of_an_overlay_says_the_version_of_its_cluster() {
    let oci = |tag: &str| {
        format!(
            "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {{name: eg}}\nspec:\n  url: oci://docker.io/envoyproxy/gateway-helm\n  ref: {{tag: {tag}}}\n"
        )
    };
    let files = format!(
        "== base/kustomization.yaml\nresources: [oci.yaml]\n== base/oci.yaml\n{}== prod/kustomization.yaml\nresources: [../base]\npatches: [{{path: version.yaml}}]\n== prod/version.yaml\n{}",
        oci("v1.8.0"),
        oci("v1.9.0").replace("  url: oci://docker.io/envoyproxy/gateway-helm\n", "")
    );
    let with_release = format!(
        "{files}== base/hr.yaml\n{RELEASE}  chartRef: {{kind: OCIRepository, name: eg}}\n  values: {{deployment: {{envoyGateway: {{}}}}}}\n"
    );
    assert_eq!(repo(&with_release).inferred("target"), ["v1.9.0 prod/version.yaml:5 | base/oci.yaml says v1.8.0"]);
}

#[test]
fn the_root_of_the_repository() {
    let root = |source: &str| format!("{}  sourceRef: {{kind: GitRepository, name: {source}}}\n", ks("./", "network"));
    let mine = format!("== ks.yaml\n{}{}", root("flux-system"), objects("apps"));
    assert_eq!(repo(&mine).gateways(), ["network/public"]);
    let other = format!("{mine}== other.yaml\n{}", root("an-app"));
    assert_eq!(repo(&other).gateways(), ["?/public"]);
}

#[test]
fn anchors_and_aliases() {
    let text = "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps, namespace: &namespace network}\nspec:\n  path: ./apps\n  targetNamespace: *namespace\n";
    let found = repo(&format!("== ks.yaml\n{text}{}", objects("apps")));
    assert_eq!(found.inferred("namespace"), ["network ks.yaml:6"]);
}

#[test]
fn a_kustomization_that_takes_its_namespace_from_kustomize() {
    // The parent applies ks.yaml into a namespace; the HelmRelease below goes where ks.yaml says.
    let files = format!(
        "== apps/network/kustomization.yaml\nnamespace: network\nresources: [eg/ks.yaml]\n== apps/network/eg/ks.yaml\n{}== apps/network/eg/app/kustomization.yaml\nresources: [hr.yaml]\n== apps/network/eg/app/hr.yaml\n{}  chart: {{spec: {{chart: gateway-helm}}}}\n{}",
        ks("./apps/network/eg/app", "network"),
        RELEASE.replace(", namespace: gateways", ""),
        objects("apps/network/eg/gateways")
    );
    let found = repo(&files);
    assert_eq!(found.inferred("namespace")[0], "network apps/network/eg/ks.yaml:6 | of the controller");
    assert_eq!(found.gateways(), ["network/public"]);
}
