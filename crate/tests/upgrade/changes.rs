//! What comparing two releases shows.

use super::{named, upgrade};
use gatelint::api::{Engine, InputFile, Options, Request};
use serde_json::{Value, json};

pub const CLASS: &str = "\
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: eg}
spec:
  controllerName: gateway.envoyproxy.io/gatewayclass-controller
  parametersRef: {group: gateway.envoyproxy.io, kind: EnvoyProxy, name: custom, namespace: envoy-gateway-system}
";

pub const GATEWAY: &str = "\
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: edge}
spec:
  gatewayClassName: eg
  infrastructure: {labels: {team: media}}
  listeners: [{name: http, port: 80, protocol: HTTP}]
";

const GATEWAY_NAMESPACE: &str = "\
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: EnvoyGateway
provider: {type: Kubernetes, kubernetes: {deploy: {type: GatewayNamespace}}}
";

fn proxy(spec: &str) -> String {
    let head = "apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyProxy\nmetadata: {name: custom, namespace: envoy-gateway-system}\n";
    format!("{head}spec: {spec}\n")
}

pub fn kubernetes(text: &str) -> String {
    proxy(&format!("{{provider: {{type: Kubernetes, kubernetes: {{{text}}}}}}}"))
}

/// The changes of the Gateway with an EnvoyProxy and other files.
pub fn changes(proxy: &str, more: &[(&str, &str)], releases: [&str; 2]) -> Vec<Value> {
    let mut files = vec![("class.yaml", CLASS), ("gateway.yaml", GATEWAY), ("proxy.yaml", proxy)];
    files.extend(more);
    upgrade(&Engine::new(), &files, releases)
}

/// `severity before → after` of the one change of a name whose text holds a word.
pub fn one(changes: &[Value], id: &str, word: &str) -> String {
    let found = named(changes, id);
    let found: Vec<_> = found.iter().filter(|change| change["what"].as_str().unwrap().contains(word)).collect();
    let [change] = found[..] else { panic!("{id} {word}: {} of {changes:#?}", found.len()) };
    let text = |key: &str| change[key].as_str().unwrap_or("-");
    format!("{} {} → {}", text("severity"), text("before"), text("after"))
}

#[test]
fn a_selector_that_changes_breaks_the_upgrade() {
    let found = changes(&kubernetes(""), &[], ["v1.1.4", "v1.2.0"]);
    let breaks = one(&found, "selector", "Deployment");
    assert!(breaks.starts_with("breaking ") && breaks.contains("team=media"), "{breaks}");
    assert!(named(&changes(&kubernetes(""), &[], ["v1.2.0", "v1.9.0"]), "selector").is_empty());
}

#[test]
fn objects_under_other_names_are_orphaned() {
    let files = [("config.yaml", GATEWAY_NAMESPACE)];
    let found = changes(&kubernetes(""), &files, ["v1.4.6", "v1.5.0"]);
    let names = one(&found, "names", "ServiceAccount, ConfigMap, Deployment, Service");
    assert_eq!(names, "breaking edge/envoy-edge-public-a6cc6474 → edge/public");
    let moved = changes(&kubernetes(""), &files, ["v1.3.3", "v1.4.6"]);
    assert!(one(&moved, "names", "Deployment").starts_with("breaking envoy-gateway-system/"));
    assert!(named(&changes(&kubernetes(""), &[], ["v1.0.0", "v1.9.0"]), "names").is_empty());
}

#[test]
fn labels_come_and_selectors_in_the_files_find_other_pods() {
    let policy = "\
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: public, namespace: edge}
spec: {podSelector: {matchLabels: {gateway.networking.k8s.io/gateway-name: public}}}
";
    let files = [("config.yaml", GATEWAY_NAMESPACE), ("policy.yaml", policy)];
    let found = changes(&kubernetes(""), &files, ["v1.4.6", "v1.5.0"]);
    let label = "notice - → gateway.networking.k8s.io/gateway-name=public";
    assert_eq!(one(&found, "labels", "pods of the Deployment"), label);
    let selects = named(&found, "selects");
    assert_eq!((selects.len(), &selects[0]["severity"]), (1, &"notice".into()));
    assert_eq!(selects[0]["places"][0]["path"], "policy.yaml");
    let back = changes(&kubernetes(""), &files, ["v1.5.0", "v1.4.6"]);
    assert_eq!(named(&back, "selects")[0]["severity"], "breaking");
}

#[test]
fn a_selector_of_another_namespace_or_that_finds_nothing_is_left_alone() {
    let service = |namespace: &str, labels: &str| {
        format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: a, namespace: {namespace}}}\nspec: {{selector: {{{labels}}}}}\n"
        )
    };
    let label = "gateway.networking.k8s.io/gateway-name: public";
    let count = |text: &str| {
        let files = [("config.yaml", GATEWAY_NAMESPACE), ("service.yaml", text)];
        named(&changes(&kubernetes(""), &files, ["v1.4.6", "v1.5.0"]), "selects").len()
    };
    assert_eq!(count(&service("edge", label)), 1);
    assert_eq!(count(&service("other", label)), 0);
    assert_eq!(count(&service("edge", "app: other")), 0);
    let items = service("edge", label).replace('\n', "\n  ").replacen("apiVersion", "- apiVersion", 1);
    assert_eq!(count(&format!("apiVersion: v1\nkind: List\nitems:\n{}", items.trim_end())), 1);
}

#[test]
fn the_deployment_or_the_hpa_decides_on_replicas() {
    let scaled = kubernetes("envoyDeployment: {replicas: 2}, envoyHpa: {maxReplicas: 5}");
    assert_eq!(
        one(&changes(&scaled, &[], ["v1.8.3", "v1.9.0"]), "replicas", "no longer"),
        "notice 2 → the HPA decides"
    );
    assert_eq!(
        one(&changes(&scaled, &[], ["v1.2.8", "v1.3.0"]), "replicas", "sets back"),
        "action the HPA decides → 2"
    );
    assert!(
        named(&changes(&kubernetes("envoyDeployment: {replicas: 2}"), &[], ["v1.2.8", "v1.9.0"]), "replicas")
            .is_empty()
    );
}

#[test]
fn what_becomes_invalid_or_valid() {
    let port = kubernetes("envoyDeployment: {container: {image: 'localhost:5000/envoy:v1.35.0'}}");
    let found = changes(&port, &[], ["v1.4.6", "v1.5.0"]);
    assert!(one(&found, "becomes-invalid", "localhost:5000").starts_with("breaking"));
    assert!(one(&changes(&port, &[], ["v1.5.0", "v1.5.1"]), "becomes-valid", "localhost:5000").starts_with("notice"));
    let field = proxy("{mergeType: StrategicMerge}");
    assert!(one(&changes(&field, &[], ["v1.7.5", "v1.8.0"]), "becomes-valid", "mergeType").starts_with("notice"));
    assert!(one(&changes(&field, &[], ["v1.8.0", "v1.7.5"]), "becomes-invalid", "mergeType").starts_with("breaking"));
    let lua = "apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyGateway\nextensionApis: {disableLua: false}\n";
    let config = upgrade(&Engine::new(), &[("config.yaml", lua)], ["v1.8.3", "v1.9.0"]);
    assert_eq!(named(&config, "becomes-invalid").len(), 1, "{config:#?}");
    let values = "namespaceOverride: mine\ndeployment: {envoyGateway: {}}\n";
    let values = upgrade(&Engine::new(), &[("values.yaml", values)], ["v1.7.5", "v1.8.0"]);
    assert_eq!(named(&values, "becomes-valid").len(), 1, "{values:#?}");
}

#[test]
fn what_another_rule_still_refuses_does_not_become_valid() {
    for image in ["a b", "https://example.com/envoy:v1.35.0"] {
        let image = kubernetes(&format!("envoyDeployment: {{container: {{image: '{image}'}}}}"));
        for releases in [["v1.4.6", "v1.5.0"], ["v1.5.0", "v1.4.6"]] {
            let found = changes(&image, &[], releases);
            assert!(
                named(&found, "becomes-valid").is_empty() && named(&found, "becomes-risky").is_empty(),
                "{found:#?}"
            );
        }
    }
}

#[test]
fn going_back_undoes_changes() {
    let found = changes(&kubernetes(""), &[], ["v1.9.0", "v1.2.8"]);
    let ports = named(&found, "container-ports")[0];
    let what = ports["what"].as_str().unwrap();
    assert!(what.starts_with("going back undoes this change of v1.3.0: ports of listeners"), "{what}");
    assert_eq!(ports["todo"], "set back what was adapted to it");
    assert!(found.iter().all(|change| !change["what"].as_str().unwrap().starts_with("no longer so")));
}

#[test]
fn what_can_t_be_read_is_told_of() {
    let broken = [("broken.yaml", "a: {b\nc:\n")];
    let found = changes(&kubernetes(""), &broken, ["v1.8.3", "v1.9.0"]);
    assert!(one(&found, "unreadable", "a file can't be read: a `,` or `}`").starts_with("action"));
    assert_eq!(named(&found, "unreadable")[0]["places"][0]["path"], "broken.yaml");
    assert!(named(&changes(&kubernetes(""), &[], ["v1.8.3", "v1.9.0"]), "unreadable").is_empty());
}

#[test]
fn settings_that_are_not_followed_are_told_of() {
    let options = json!({"config": {"path": "gatelint.yaml", "text": "rulez: {}\n"}});
    let file = InputFile { path: "class.yaml".into(), text: Some(CLASS.into()), ..InputFile::default() };
    let request = Request { files: vec![file], options: Some(Options::read(options.into()).unwrap()) };
    let answer: Value =
        serde_json::from_str(&Engine::new().upgrade(&request, ["v1.8.3", "v1.9.0"], "").unwrap()).unwrap();
    let found = answer["changes"].as_array().unwrap();
    assert_eq!(named(found, "unread-settings")[0]["severity"], "action");
}

#[test]
fn a_gateway_that_loses_its_pods_is_told_of() {
    let broken = GATEWAY.replace(
        "labels: {team: media}",
        "parametersRef: {group: gateway.envoyproxy.io, kind: EnvoyProxy, name: gone}",
    );
    let files = [("class.yaml", CLASS), ("gateway.yaml", &*broken), ("proxy.yaml", &*kubernetes(""))];
    let found = upgrade(&Engine::new(), &files, ["v1.2.8", "v1.3.0"]);
    assert!(one(&found, "proxy-gone", "no longer created").starts_with("breaking"));
    let back = upgrade(&Engine::new(), &files, ["v1.3.0", "v1.2.8"]);
    assert!(one(&back, "proxy-created", "").starts_with("action"));
}

#[test]
fn the_rate_limit_service_is_compared_too() {
    let limits = "apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyGateway\nrateLimit: {backend: {type: Redis, redis: {url: 'redis:6379'}}}\n";
    let found = changes(&kubernetes(""), &[("config.yaml", limits)], ["v1.7.5", "v1.8.0"]);
    let of_limits = |change: &&Value| change["object"] == "rate limit service" && change["id"] == "image-moves";
    assert_eq!(found.iter().filter(of_limits).count(), 1);
}

#[test]
fn what_the_releases_say() {
    let found = changes(&kubernetes(""), &[], ["v1.7.5", "v1.8.0"]);
    assert_eq!(one(&found, "end-of-life", "v1.8.0 is past"), "action 2026-08-05 → 2026-11-08");
    assert_eq!(one(&found, "gateway-api", ""), "action v1.4.1 → v1.5.1");
    let found = changes(&kubernetes(""), &[], ["v1.8.3", "v1.9.0"]);
    assert_eq!(one(&found, "end-of-life", "until 2027-02-14"), "notice 2026-11-08 → 2027-02-14");
    assert_eq!(one(&found, "kubernetes", "v1.32"), "action v1.32 v1.33 v1.34 v1.35 → v1.33 v1.34 v1.35 v1.36");
    let back = changes(&kubernetes(""), &[], ["v1.9.0", "v1.8.3"]);
    assert_eq!(one(&back, "downgrade", ""), "action v1.9.0 → v1.8.3");
    let cluster = |found: &[Value]| named(found, "kubernetes")[0]["todo"].as_str().unwrap().starts_with("upgrade the");
    assert!(cluster(&found) && cluster(&changes(&kubernetes(""), &[], ["v1.0.0", "v1.9.0"])));
    assert!(!cluster(&back) && !cluster(&changes(&kubernetes(""), &[], ["v1.9.0", "v1.0.0"])));
}

#[test]
fn gateways_of_which_nothing_is_known_are_named() {
    let other = GATEWAY.replace("public", "unknown").replace("Name: eg", "Name: other");
    let refused = "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: none}\nspec: {controllerName: example.com/c}\n";
    let strange = GATEWAY.replace("public", "strange").replace("Name: eg", "Name: none");
    let more = [("other.yaml", &*other), ("class2.yaml", refused), ("strange.yaml", &*strange)];
    let found = changes(&kubernetes(""), &more, ["v1.8.0", "v1.9.0"]);
    let [change] = &named(&found, "not-compared")[..] else { panic!("{found:#?}") };
    assert_eq!(change["what"], "this Gateway is not compared: its class is not in these files");
    assert_eq!(change["object"], "Gateway edge/unknown");
    let found = changes(&proxy("{provider: {type: Host}}"), &[], ["v1.8.0", "v1.9.0"]);
    assert_eq!(named(&found, "not-compared").len(), 1, "{found:#?}");
}

#[test]
fn every_pair_of_releases_is_answered_and_the_same_release_changes_nothing() {
    let engine = Engine::new();
    let releases = engine.releases();
    let scaled = kubernetes("envoyHpa: {maxReplicas: 5}, envoyPDB: {minAvailable: 1}");
    let files = [
        ("class.yaml", CLASS),
        ("gateway.yaml", GATEWAY),
        ("proxy.yaml", &*scaled),
        ("config.yaml", GATEWAY_NAMESPACE),
    ];
    for from in &releases {
        for to in &releases {
            let found = upgrade(&engine, &files, [from, to]);
            assert!(!found.is_empty(), "{from} {to}");
            let open = |change: &Value| {
                change["id"] == "end-of-life" || change["what"].as_str().unwrap().ends_with("is open to that")
            };
            assert!(from != to || found.iter().all(open), "{from}: {found:#?}");
        }
    }
    println!("{} pairs of releases", releases.len() * releases.len());
}
