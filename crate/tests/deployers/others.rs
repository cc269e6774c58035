//! Lists, JSON, encrypted values, placeholders, and what nobody says.

use crate::repo::{CLASS, GATEWAY, PROXY, objects, repo, with};
use serde_json::json;

#[test]
fn without_any_deployer_namespaces_are_unknown_and_match() {
    let found = repo(&objects("apps"));
    assert_eq!(found.gateways(), ["?/public"]);
    assert_eq!(found.findings(), [""; 0]);
    assert_eq!(found.inferred("namespace"), [""; 0]);
    let said = with(&objects("apps"), json!({"namespace": "mine"}));
    assert_eq!(said.gateways(), ["mine/public"]);
    assert_eq!(said.findings(), [""; 0]);
}

#[test]
fn what_is_found_out_goes_before_the_option() {
    let files =
        format!("== apps/kustomization.yaml\nnamespace: network\nresources: [gateway.yaml]\n{}", objects("apps"));
    let found = with(&files, json!({"namespace": "mine"}));
    assert_eq!(found.gateways(), ["network/public"]);
}

#[test]
fn an_unknown_namespace_matches_a_known_one() {
    let written = PROXY.replace("{name: custom}", "{name: custom, namespace: network}");
    let found = repo(&format!("== gateway.yaml\n{GATEWAY}== proxy.yaml\n{written}"));
    assert_eq!(found.findings(), [""; 0]);
    let class = CLASS.replace("gatewayclass-controller}", "gatewayclass-controller, parametersRef: {group: gateway.envoyproxy.io, kind: EnvoyProxy, name: custom, namespace: \"${NS}\"}}");
    let found = repo(&format!("== class.yaml\n{class}== proxy.yaml\n{written}"));
    assert_eq!(found.findings(), [""; 0]);
}

#[test]
fn a_list_of_objects() {
    let item = |text: &str| format!("- {}", text.trim_end().replace('\n', "\n  ")) + "\n";
    let files =
        format!("== all.yaml\napiVersion: v1\nkind: List\nitems:\n{}{}{}", item(CLASS), item(PROXY), item(GATEWAY));
    let found = repo(&files);
    assert_eq!(found.gateways(), ["?/public"]);
    assert_eq!(found.findings(), [""; 0]);
}

#[test]
fn json_files() {
    let gateway = json!({"apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway", "metadata": {"name": "public"}, "spec": {"gatewayClassName": "eg", "listeners": []}});
    let files = format!(
        "== apps/kustomization.yaml\nnamespace: network\nresources: [gateway.json]\n== apps/gateway.json\n{gateway}\n"
    );
    assert_eq!(repo(&files).gateways(), ["network/public"]);
}

#[test]
fn encrypted_values_are_unknown() {
    let map = "== cm.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: envoy-gateway-config}\ndata:\n  envoy-gateway.yaml: ENC[AES256_GCM,data:abc,iv:def,tag:ghi,type:str]\nsops: {version: 3.9.0}\n";
    let found = repo(&format!("{map}{}", objects("apps")));
    assert_eq!(found.findings(), [""; 0]);
    assert_eq!(found.inferred("config"), [""; 0]);
    let release = "== hr.yaml\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: eg, namespace: \"ENC[AES256_GCM,data:abc]\"}\nspec:\n  chart: {spec: {chart: gateway-helm, version: \"ENC[AES256_GCM,data:abc]\"}}\n";
    let found = repo(release);
    assert_eq!((found.inferred("target").len(), found.inferred("namespace").len()), (0, 0));
}

#[test]
fn placeholders_as_text_where_that_is_asked_for() {
    let gateway = GATEWAY.replace("{name: public}", "{name: public, namespace: \"${NS}\"}");
    let proxy = PROXY.replace("{name: custom}", "{name: custom, namespace: other}");
    let files = format!("== gateway.yaml\n{gateway}== proxy.yaml\n{proxy}");
    assert_eq!(repo(&files).findings(), [""; 0]);
    let literal = with(&files, json!({"placeholders": "literal"}));
    assert_eq!(literal.findings(), ["invalid-metadata gateway.yaml:3", "parameters-not-found gateway.yaml:7"]);
}

#[test]
fn windows_paths() {
    let files = format!(
        "== apps\\kustomization.yaml\nnamespace: network\nresources: [gateway.yaml]\n== apps\\gateway.yaml\n{GATEWAY}"
    );
    assert_eq!(repo(&files).gateways(), ["network/public"]);
}

#[test]
fn all_in_one_file() {
    let files = format!(
        "== all.yaml\napiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {{name: eg, namespace: eg}}\nspec: {{url: oci://docker.io/envoyproxy/gateway-helm, ref: {{tag: v1.9.0}}}}\n---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {{name: eg, namespace: eg}}\nspec:\n  chartRef: {{kind: OCIRepository, name: eg}}\n  values: {{config: {{envoyGateway: {{provider: {{kubernetes: {{deploy: {{type: GatewayNamespace}}}}}}}}}}}}\n---\n{CLASS}---\n{PROXY}---\n{GATEWAY}"
    );
    let found = repo(&files);
    assert_eq!(found.target(), "v1.9.0");
    assert_eq!(found.inferred("mode"), ["gateway-namespace all.yaml:11"]);
    assert_eq!(found.findings(), [""; 0]);
}
