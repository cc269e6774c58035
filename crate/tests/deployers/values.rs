//! Values of the chart: which ones count, and what the chart writes of them.

use crate::repo::{CLASS, GATEWAY, Repo, repo, with};
use serde_json::json;

fn release(values: &str) -> String {
    let values = values.lines().map(|line| format!("    {line}\n")).collect::<String>();
    format!(
        "== hr.yaml\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {{name: eg, namespace: envoy-gateway-system}}\nspec:\n  chart: {{spec: {{chart: gateway-helm}}}}\n  values:\n{values}"
    )
}

fn gateway() -> String {
    format!("== class.yaml\n{CLASS}== gateway.yaml\n{}", GATEWAY.replace("infrastructure", "x-nothing"))
}

fn images(values: &str, target: &str) -> (String, String) {
    let found = with(&format!("{}{}", release(values), gateway()), json!({"target": target}));
    (found.image(0, "shutdown-manager").to_string(), found.image(0, "envoy").to_string())
}

#[test]
fn the_shutdown_manager_runs_the_controllers_image() {
    for (values, target, image) in [
        ("deployment: {replicas: 1}", "v1.9.0", "docker.io/envoyproxy/gateway:v1.9.0"),
        ("global: {imageRegistry: r.example.com}", "v1.9.0", "r.example.com/envoyproxy/gateway:v1.9.0"),
        ("global: {imageRegistry: r.example.com}", "v1.3.0", "docker.io/envoyproxy/gateway:v1.3.0"),
        ("global: {images: {envoyGateway: {image: 'r:5000/a/gateway:x'}}}", "v1.9.0", "r:5000/a/gateway:x"),
        (
            "global: {imageRegistry: m, images: {envoyGateway: {image: 'r:5000/a/gateway:x'}}}",
            "v1.9.0",
            "m/a/gateway:x",
        ),
        ("global: {images: {envoyGateway: {image: 'gateway:x'}}}", "v1.3.0", "gateway:x"),
        ("deployment: {envoyGateway: {image: {repository: r/gateway}}}", "v1.9.0", "r/gateway:v1.9.0"),
        ("deployment: {envoyGateway: {image: {repository: r/gateway, tag: t}}}", "v1.9.0", "r/gateway:t"),
        (
            "global: {imageRegistry: m}\ndeployment: {envoyGateway: {image: {repository: r/gateway, tag: t}}}",
            "v1.9.0",
            "m/gateway:t",
        ),
        ("config: {envoyGateway: {provider: {kubernetes: {shutdownManager: {image: own}}}}}", "v1.9.0", "own"),
        (
            "config: {envoyGateway: {provider: {kubernetes: {shutdownManager: {image: ''}}}}}\nglobal: {imageRegistry: m}",
            "v1.9.0",
            "m/envoyproxy/gateway:v1.9.0",
        ),
    ] {
        assert_eq!(images(values, target).0, image, "{values} {target}");
    }
}

#[test]
fn the_chart_gives_envoy_an_image() {
    let default = "docker.io/envoyproxy/envoy:distroless-v1.39.0";
    assert_eq!(images("global: {images: {envoyProxy: {image: 'r/envoy:x'}}}", "v1.9.0").1, "r/envoy:x");
    assert_eq!(images("global: {images: {envoyProxy: {image: 'r/envoy'}}}", "v1.9.0").1, "r/envoy:distroless-v1.39.0");
    assert_eq!(
        images("global: {images: {envoyProxy: {image: 'r/envoy:x'}}, imageRegistry: m}", "v1.9.0").1,
        "m/envoy:x"
    );
    assert_eq!(images("global: {imageRegistry: m}", "v1.9.0").1, default);
    assert_ne!(images("global: {images: {envoyProxy: {image: 'r/envoy:x'}}}", "v1.7.0").1, "r/envoy:x");
    // It beats what the configuration itself says.
    let both = "global: {images: {envoyProxy: {image: 'r/envoy:x'}}}\nconfig: {envoyGateway: {envoyProxy: {provider: {type: Kubernetes, kubernetes: {envoyDeployment: {container: {image: 'r/envoy:y'}, pod: {labels: {a: b}}}}}}}}";
    let found = with(&format!("{}{}", release(both), gateway()), json!({"target": "v1.9.0"}));
    assert_eq!(found.image(0, "envoy"), "r/envoy:x");
    assert!(found.gateway(0)["objects"].to_string().contains("\"a\""), "labels of the configuration stay");
}

fn pulled(values: &str) -> Vec<String> {
    let found = with(&format!("{}{}", release(values), gateway()), json!({"target": "v1.9.0"}));
    let secrets = found.gateway(0)["pullSecrets"].as_array().unwrap().iter();
    secrets.map(|secret| secret["value"].as_str().unwrap().to_string()).collect()
}

#[test]
fn pull_secrets_come_with_the_image_of_envoy() {
    assert_eq!(pulled("global: {images: {envoyProxy: {image: 'r/envoy:x', pullSecrets: [{name: a}]}}}"), ["a"]);
    assert_eq!(
        pulled(
            "global: {imagePullSecrets: [{name: g}], images: {envoyProxy: {image: 'r/envoy:x', pullSecrets: [{name: a}]}}}"
        ),
        ["g"]
    );
    assert_eq!(pulled("global: {imagePullSecrets: [{name: g}]}"), [""; 0]);
}

#[test]
fn origins_lead_to_the_values() {
    let found = with(
        &format!("{}{}", release("global: {imageRegistry: r.example.com}"), gateway()),
        json!({"target": "v1.9.0"}),
    );
    let containers = found.gateway(0)["containers"].as_array().unwrap();
    let shutdown = containers.iter().find(|one| one["name"] == "shutdown-manager").unwrap();
    let origin = &shutdown["image"]["winner"];
    assert_eq!(origin["kind"], "derived");
    assert!(origin.to_string().contains("hr.yaml"), "{origin}");
}

fn mode(found: &Repo) -> Vec<String> {
    found.inferred("mode")
}

const NAMESPACED: &str = "config: {envoyGateway: {provider: {kubernetes: {deploy: {type: GatewayNamespace}}}}}\n";
const CENTRAL: &str = "config: {envoyGateway: {provider: {kubernetes: {deploy: {type: ControllerNamespace}}}}}\n";

#[test]
fn a_values_file_that_is_named_or_looks_so() {
    assert_eq!(mode(&repo(&format!("== a/values.yaml\n{NAMESPACED}"))), ["gateway-namespace a/values.yaml:1"]);
    assert_eq!(mode(&repo(&format!("== eg.yml\n{NAMESPACED}"))), ["gateway-namespace eg.yml:1"]);
    let other = repo("== values.yaml\nreplicas: 2\n");
    assert_eq!((other.inferred("values").len(), other.skipped().len()), (0, 1));
}

#[test]
fn of_several_values_files_one_counts_and_the_others_are_named() {
    let files = format!("== values-dev.yaml\n{NAMESPACED}== values.yaml\n{CENTRAL}");
    let found = repo(&files);
    assert_eq!(mode(&found), ["controller-namespace values.yaml:1"]);
    assert_eq!(found.inferred("config"), ["values.yaml values.yaml:1 | not the one in values-dev.yaml"]);
}

#[test]
fn values_from_config_maps() {
    let release = "== hr.yaml\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: eg, namespace: x}\nspec:\n  chart: {spec: {chart: gateway-helm}}\n  valuesFrom: [{kind: ConfigMap, name: eg-values}]\n";
    let map = "== cm.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: eg-values, namespace: x}\ndata:\n  values.yaml: |\n    config:\n      envoyGateway: {provider: {kubernetes: {deploy: {type: GatewayNamespace}}}}\n";
    assert_eq!(mode(&repo(&format!("{release}{map}"))), ["gateway-namespace cm.yaml:7"]);
    let generated = format!(
        "== kustomization.yaml\nconfigMapGenerator: [{{name: eg-values, files: [values.yaml=eg.yaml]}}]\n== eg.yaml\n{NAMESPACED}"
    );
    assert_eq!(mode(&repo(&format!("{release}{generated}"))), ["gateway-namespace eg.yaml:1"]);
}

#[test]
fn a_config_map_goes_before_values() {
    let map = "== z.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: envoy-gateway-config, namespace: eg}\ndata:\n  envoy-gateway.yaml: |\n    apiVersion: gateway.envoyproxy.io/v1alpha1\n    kind: EnvoyGateway\n    provider: {kubernetes: {deploy: {type: ControllerNamespace}}}\n";
    let found = repo(&format!("{}{map}", release(NAMESPACED)));
    assert_eq!(mode(&found), ["controller-namespace z.yaml:8"]);
    assert_eq!(found.inferred("config"), ["ConfigMap envoy-gateway-config z.yaml:6 | not the one in hr.yaml"]);
}

#[test]
fn the_namespace_and_the_domain_that_values_name() {
    let found = with(
        &format!("{}{}", release("namespaceOverride: elsewhere\ndeployment: {envoyGateway: {}}"), gateway()),
        json!({"target": "v1.9.0"}),
    );
    assert_eq!(found.gateway(0)["infra"]["namespace"], "elsewhere");
    let old = with(
        &format!("{}{}", release("namespaceOverride: elsewhere\ndeployment: {envoyGateway: {}}"), gateway()),
        json!({"target": "v1.7.0"}),
    );
    assert_eq!(old.gateway(0)["infra"]["namespace"], "envoy-gateway-system");
}
