//! Charts in the repository that have the gateway-helm chart as a dependency, and their templates.

use crate::repo::{GATEWAY, PROXY, objects, repo, with};
use serde_json::json;

const CHART: &str = "== eg/Chart.yaml
apiVersion: v2
name: eg
version: 0.1.0
dependencies:
- {name: gateway-helm, repository: oci://docker.io/envoyproxy, version: v1.8.3}
";
const VALUES: &str = "== eg/values.yaml
global: {imageRegistry: registry.example.com}
gateway-helm:
  config:
    envoyGateway:
      provider: {type: Kubernetes, kubernetes: {deploy: {type: GatewayNamespace}}}
";

#[test]
fn the_version_of_the_dependency_and_its_values() {
    let found = repo(&format!("{CHART}{VALUES}{}", objects("apps")));
    assert_eq!(found.inferred("target"), ["v1.8.3 eg/Chart.yaml:5"]);
    assert_eq!(found.inferred("mode"), ["gateway-namespace eg/values.yaml:5"]);
    assert_eq!(found.image(0, "shutdown-manager"), "registry.example.com/envoyproxy/gateway:v1.8.3");
    assert_eq!(found.findings(), [""; 0]);
}

#[test]
fn an_alias_of_the_dependency() {
    let files = format!("{CHART}{VALUES}")
        .replace("gateway-helm:\n", "envoy:\n")
        .replace("gateway-helm,", "gateway-helm, alias: envoy,");
    assert_eq!(repo(&files).inferred("mode").len(), 1);
}

#[test]
fn an_application_or_a_helm_release_installs_it() {
    let application = "== app.yaml\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: eg}\nspec:\n  source: {path: eg, repoURL: x}\n  destination: {namespace: edge}\n";
    let release = "== hr.yaml\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: eg, namespace: edge}\nspec:\n  chart: {spec: {chart: ./eg, sourceRef: {kind: GitRepository, name: x}}}\n";
    for installed in [application, release] {
        let found = repo(&format!("{installed}{CHART}{VALUES}{}", objects("eg/templates")));
        assert_eq!(found.gateways(), ["edge/public"], "{installed}");
        assert_eq!(found.target(), "v1.8.3");
        assert_eq!(found.findings(), [""; 0]);
    }
}

#[test]
fn templates_are_skipped_and_named() {
    let template = "{{- range .Values.gateways }}\n---\napiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyProxy\nmetadata:\n  name: {{ .name }}\n{{- end }}\n";
    let found = repo(&format!("{CHART}{VALUES}== eg/templates/proxies.yaml\n{template}{}", objects("apps")));
    assert_eq!(found.findings(), [""; 0]);
    assert_eq!(found.skipped().len(), 2);
    assert!(found.skipped()[0].starts_with("eg/templates/proxies.yaml: a template"));
}

#[test]
fn what_a_template_may_hold_is_not_missed() {
    let template =
        "apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyProxy\nmetadata:\n  name: {{ .Values.name }}\n";
    let other = PROXY.replace("custom", "another");
    let files = format!("== t.yaml\n{template}== proxy.yaml\n{other}== gateway.yaml\n{GATEWAY}");
    assert_eq!(repo(&files).findings(), [""; 0]);
    assert_eq!(repo(&files).rules(), ["gateway-class-not-found", "parameters-not-found"]);
    let closed = with(&files, json!({"closed": true}));
    assert_eq!(closed.findings().len(), 2);
}

#[test]
fn templates_that_are_yaml_have_unknown_values() {
    let gateway = GATEWAY.replace("{name: public}", "{name: public, namespace: \"{{ .Release.Namespace }}\"}");
    let found = repo(&format!("== eg/templates/gateway.yaml\n{gateway}== eg/templates/proxy.yaml\n{PROXY}"));
    assert_eq!(found.gateways(), ["?/public"]);
    assert_eq!(found.findings(), [""; 0]);
}

#[test]
fn a_broken_document_is_one_finding() {
    let found = repo(&format!(
        "== proxies.yaml\n{PROXY}  - broken: [\n---\n{}== gateway.yaml\n{GATEWAY}",
        PROXY.replace("custom", "another")
    ));
    assert_eq!(found.findings().len(), 1, "{:?}", found.findings());
    assert!(found.findings()[0].starts_with("yaml-syntax"), "{:?}", found.findings());
}

#[test]
fn helmfile_and_the_chart_of_k3s() {
    let helmfile = "== helmfile.yaml\nreleases:\n- name: eg\n  namespace: gateways\n  chart: oci://docker.io/envoyproxy/gateway-helm\n  version: v1.9.0\n  values:\n  - eg.yaml\n  - deployment: {replicas: 2}\n== eg.yaml\nconfig: {envoyGateway: {provider: {kubernetes: {deploy: {type: GatewayNamespace}}}}}\n";
    let found = repo(helmfile);
    assert_eq!(found.inferred("target"), ["v1.9.0 helmfile.yaml:5"]);
    assert_eq!(found.inferred("mode"), ["gateway-namespace eg.yaml:1"]);
    let k3s = "== chart.yaml\napiVersion: helm.cattle.io/v1\nkind: HelmChart\nmetadata: {name: eg, namespace: kube-system}\nspec:\n  chart: oci://docker.io/envoyproxy/gateway-helm\n  version: v1.9.0\n  targetNamespace: gateways\n  valuesContent: |-\n    config: {envoyGateway: {provider: {kubernetes: {deploy: {type: GatewayNamespace}}}}}\n";
    let found = repo(k3s);
    assert_eq!(found.inferred("target"), ["v1.9.0 chart.yaml:6"]);
    assert_eq!(found.inferred("mode"), ["gateway-namespace chart.yaml:9"]);
    assert_eq!(found.inferred("namespace"), ["gateways chart.yaml:7 | of the controller"]);
}

#[test]
fn a_copy_of_the_chart_itself() {
    let chart = "== charts/gateway-helm/Chart.yaml\napiVersion: v2\nname: gateway-helm\nversion: v1.8.1\n== charts/gateway-helm/values.yaml\nconfig: {envoyGateway: {gateway: {}}}\n== charts/gateway-helm/templates/a.yaml\nkind: {{ .Values.kind }}\n";
    assert_eq!(repo(chart).inferred("target"), ["v1.8.1 charts/gateway-helm/Chart.yaml:3"]);
    let release = "== hr.yaml\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: eg, namespace: edge}\nspec:\n  chart: {spec: {chart: ./charts/gateway-helm, sourceRef: {kind: GitRepository, name: x}}}\n  values:\n    config: {envoyGateway: {provider: {kubernetes: {deploy: {type: GatewayNamespace}}}}}\n";
    let found = repo(&format!("{release}{chart}"));
    assert_eq!(found.target(), "v1.8.1");
    assert_eq!(found.inferred("mode"), ["gateway-namespace hr.yaml:7"]);
    assert_eq!(found.inferred("namespace"), ["edge hr.yaml:3 | of the controller"]);
}
