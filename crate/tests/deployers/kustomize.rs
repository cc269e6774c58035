//! Kustomize by itself: namespaces, bases and overlays, components, patches.

use crate::repo::{CLASS, GATEWAY, PROXY, objects, repo};

const LISTED: &str = "resources: [class.yaml, proxy.yaml, gateway.yaml]\n";

#[test]
fn the_namespace_of_a_kustomization_beside_or_above() {
    for (kustomization, folder) in [
        ("== apps/kustomization.yaml\nnamespace: network\n", "apps"),
        ("== apps/kustomization.yml\nnamespace: network\n", "apps"),
        ("== apps/Kustomization\nnamespace: network\n", "apps"),
        ("== kustomization.yaml\nnamespace: network\nresources: [apps]\n== apps/kustomization.yaml\n", "apps"),
        ("== kustomization.yaml\nnamespace: network\nresources: [apps/edge/gateway.yaml]\n", "apps/edge"),
    ] {
        let listed =
            if kustomization.matches("== ").count() == 2 || !kustomization.contains("resources") { LISTED } else { "" };
        let found = repo(&format!("{kustomization}{listed}{}", objects(folder)));
        assert_eq!(found.gateways(), ["network/public"], "{kustomization}");
        assert_eq!(found.findings(), [""; 0]);
    }
}

#[test]
fn a_kustomization_puts_its_namespace_over_a_written_one() {
    let gateway = GATEWAY.replace("{name: public}", "{name: public, namespace: a}");
    let proxy = PROXY.replace("{name: custom}", "{name: custom, namespace: b}");
    let files = format!(
        "== kustomization.yaml\nnamespace: network\n{LISTED}== class.yaml\n{CLASS}== proxy.yaml\n{proxy}== gateway.yaml\n{gateway}"
    );
    let found = repo(&files);
    assert_eq!(found.gateways(), ["network/public"]);
    assert_eq!(found.findings(), [""; 0]);
}

#[test]
fn the_outermost_namespace_is_last() {
    let files = format!(
        "== overlays/prod/kustomization.yaml\nnamespace: prod\nresources: [../../base]\n== base/kustomization.yaml\nnamespace: base\n{LISTED}{}",
        objects("base")
    );
    let found = repo(&files);
    assert_eq!(found.gateways(), ["prod/public"]);
    assert_eq!(found.inferred("namespace"), ["prod overlays/prod/kustomization.yaml:1"]);
}

#[test]
fn overlays_that_differ_leave_it_unknown() {
    let files = format!(
        "== prod/kustomization.yaml\nnamespace: prod\nresources: [../base]\n== dev/kustomization.yaml\nnamespace: dev\nresources: [../base]\n== base/kustomization.yaml\n{LISTED}{}",
        objects("base")
    );
    let found = repo(&files);
    assert_eq!(found.gateways(), ["?/public"]);
    assert_eq!(found.findings(), [""; 0]);
}

#[test]
fn components_and_old_bases_count() {
    for list in ["components", "bases"] {
        let files = format!(
            "== prod/kustomization.yaml\nnamespace: prod\n{list}: [../part]\n== part/kustomization.yaml\napiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n{LISTED}{}",
            objects("part")
        );
        assert_eq!(repo(&files).gateways(), ["prod/public"], "{list}");
    }
}

#[test]
fn circles_and_missing_files_do_no_harm() {
    let files = format!(
        "== a/kustomization.yaml\nnamespace: a\nresources: [../b, ./, ../../../.., none.yaml, https://example.com/x.yaml, 1]\n== b/kustomization.yaml\nresources: [../a, gateway.yaml]\n== b/gateway.yaml\n{GATEWAY}"
    );
    // Kustomize refuses a circle: nothing is known of it.
    assert_eq!(repo(&files).gateways(), ["?/public"]);
}

#[test]
fn patches_are_parts_of_objects() {
    let patch = "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: public}\nspec: {gatewayClassName: other}\n";
    let files = format!(
        "== kustomization.yaml\nnamespace: network\n{LISTED}patches:\n- path: patch.yaml\n- path: operations.yaml\n  target: {{kind: Gateway}}\n- patch: |-\n    apiVersion: gateway.envoyproxy.io/v1alpha1\n    kind: EnvoyProxy\n    metadata: {{name: custom}}\n    spec: {{logging: {{level: {{default: debug}}}}}}\n== class.yaml\n{CLASS}== proxy.yaml\n{PROXY}== gateway.yaml\n{GATEWAY}== patch.yaml\n{patch}== operations.yaml\n- {{op: add, path: /metadata/labels, value: {{a: b}}}}\n"
    );
    let found = repo(&files);
    assert_eq!(found.gateways(), ["network/public"]);
    assert_eq!(found.findings(), [""; 0]);
    assert_eq!(found.skipped(), ["operations.yaml: operations of a patch: they are no object"]);
}

#[test]
fn old_lists_of_patches_are_known() {
    let files = format!(
        "== kustomization.yaml\n{LISTED}patchesStrategicMerge: [patch.yaml]\npatchesJson6902: [{{path: operations.json, target: {{kind: Gateway, name: public}}}}]\n{}== patch.yaml\n{GATEWAY}== operations.json\n[{{\"op\": \"remove\", \"path\": \"/spec/infrastructure\"}}]\n",
        objects(".")
    );
    let found = repo(&files);
    assert_eq!(found.gateways(), ["?/public"]);
    assert_eq!(found.findings(), [""; 0]);
}

#[test]
fn what_is_wrong_inside_a_patch_is_said_at_its_place() {
    let files = format!(
        "== kustomization.yaml\nresources: [proxy.yaml]\npatches:\n- patch: |-\n    apiVersion: gateway.envoyproxy.io/v1alpha1\n    kind: EnvoyProxy\n    metadata: {{name: custom}}\n    spec: {{provider: {{type: Kubernetes, kubernetes: {{envoyDeployment: {{container: {{image: \"Not An Image\"}}}}}}}}}}\n== proxy.yaml\n{PROXY}"
    );
    let found = repo(&files);
    assert_eq!(found.findings().len(), 1, "{:?}", found.findings());
    assert!(found.findings()[0].ends_with("kustomization.yaml:7"), "{:?}", found.findings());
}

#[test]
fn a_changed_name_is_not_missed() {
    let files = format!(
        "== kustomization.yaml\nnamePrefix: prod-\n{LISTED}{}",
        objects(".").replace("kind: EnvoyProxy, name: custom", "kind: EnvoyProxy, name: prod-custom")
    );
    let found = repo(&files);
    assert_eq!(found.findings(), [""; 0]);
}

#[test]
fn a_generated_config_map_configures_the_controller() {
    let files = "== kustomization.yaml\nconfigMapGenerator:\n- name: envoy-gateway-config\n  files: [envoy-gateway.yaml=config.yaml]\n== config.yaml\napiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyGateway\nprovider: {type: Kubernetes, kubernetes: {deploy: {type: GatewayNamespace}}}\n";
    assert_eq!(repo(files).inferred("mode"), ["gateway-namespace config.yaml:3"]);
}

#[test]
fn a_chart_that_kustomize_renders() {
    let files = "== kustomization.yaml\nnamespace: gateways\nhelmCharts:\n- name: gateway-helm\n  repo: oci://docker.io/envoyproxy\n  version: v1.7.2\n  releaseName: eg\n  valuesFile: eg.yaml\n  valuesInline:\n    deployment: {replicas: 2}\n== eg.yaml\nconfig:\n  envoyGateway: {provider: {type: Kubernetes, kubernetes: {deploy: {type: GatewayNamespace}}}}\n";
    let found = repo(files);
    assert_eq!(found.inferred("target"), ["v1.7.2 kustomization.yaml:5"]);
    assert_eq!(found.inferred("mode"), ["gateway-namespace eg.yaml:2"]);
    assert_eq!(found.inferred("values").len(), 2);
    assert_eq!(found.findings(), [""; 0]);
}

#[test]
fn deployers_change_names_too() {
    let proxy = "parametersRef: {group: gateway.envoyproxy.io, kind: EnvoyProxy, name: prod-custom}";
    let gateway =
        GATEWAY.replace("parametersRef: {group: gateway.envoyproxy.io, kind: EnvoyProxy, name: custom}", proxy);
    let files =
        format!("== k/kustomization.yaml\nresources: [all.yaml]\n== k/all.yaml\n{CLASS}---\n{PROXY}---\n{gateway}");
    let flux = "== ks.yaml\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: g, namespace: flux-system}\nspec: {path: ./k, targetNamespace: prod, namePrefix: prod-, sourceRef: {kind: GitRepository, name: flux-system}}\n";
    let argo = "== app.yaml\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: g, namespace: argocd}\nspec:\n  source: {repoURL: x, path: k, kustomize: {namePrefix: prod-, namespace: prod}}\n";
    for deployer in [flux, argo] {
        assert_eq!(repo(&format!("{deployer}{files}")).findings(), [""; 0], "{deployer}");
    }
    assert!(!repo(&files).findings().is_empty());
}

#[test]
fn names_elsewhere_hide_nothing() {
    let files = format!(
        "== k/kustomization.yaml\nnamePrefix: zz-\nresources: [cm.yaml]\n== k/cm.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\n== g/all.yaml\n{CLASS}---\n{}",
        GATEWAY.replace("gatewayClassName: eg", "gatewayClassName: egg")
    );
    assert!(repo(&files).findings().iter().any(|said| said.starts_with("gateway-class-not-found")));
}
