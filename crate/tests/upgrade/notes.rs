//! The cases of `tests/upgrade/notes.txt`.

use super::{named, upgrade};
use gatelint::api::Engine;

const CASES: &str = include_str!("../../../tests/upgrade/notes.txt");
const NOTES: &str = include_str!("../../src/upgrade/changes.txt");

struct Case<'t> {
    id: &'t str,
    releases: [&'t str; 2],
    severity: &'t str,
    objects: Vec<(&'t str, &'t str)>,
}

fn cases() -> Vec<Case<'static>> {
    let mut cases: Vec<Case> = Vec::new();
    for line in CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix(' ') {
            Some(object) => cases.last_mut().unwrap().objects.push(object.split_once(": ").unwrap()),
            None => {
                let [id, from, to, severity] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
                cases.push(Case { id, releases: [from, to], severity, objects: Vec::new() });
            }
        }
    }
    cases
}

const CLASS: &str = "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: eg}\nspec: {controllerName: gateway.envoyproxy.io/gatewayclass-controller";
const REFERENCE: &str = ", parametersRef: {group: gateway.envoyproxy.io, kind: EnvoyProxy, name: custom, namespace: envoy-gateway-system}}\n";

/// The files that stand for an object.
fn files(kind: &str, spec: &str) -> Vec<(&'static str, String)> {
    let listeners = "listeners: [{name: http, port: 80, protocol: HTTP}]";
    let object = |api: &str, kind: &str, name: &str, spec: &str| {
        format!(
            "apiVersion: {api}\nkind: {kind}\nmetadata: {{name: {name}, namespace: envoy-gateway-system}}\nspec: {spec}\n"
        )
    };
    let gateway = |spec: &str| object("gateway.networking.k8s.io/v1", "Gateway", "public", spec);
    let config = |text: &str| {
        let inner = text.strip_prefix('{').unwrap().strip_suffix('}').unwrap();
        format!("apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyGateway\n{inner}\n")
    };
    let envoy = "gateway.envoyproxy.io/v1alpha1";
    match kind {
        "config" => vec![("config.yaml", config(spec))],
        "values" => vec![("values.yaml", spec.to_string())],
        "Class" => vec![("class.yaml", format!("{CLASS}{REFERENCE}"))],
        "GatewayClass" => vec![("class.yaml", CLASS.split("spec:").next().unwrap().to_string() + "spec: " + spec)],
        "Gateway" if spec == "{}" => files("Gateway", &format!("{{{listeners}}}")),
        "Gateway" => {
            let rest = spec.strip_prefix('{').unwrap();
            let rest = if spec.contains("listeners") { rest.to_string() } else { format!("{listeners}, {rest}") };
            vec![
                ("gateway.yaml", gateway(&format!("{{gatewayClassName: eg, {rest}"))),
                ("eg.yaml", format!("{CLASS}}}\n")),
            ]
        }
        "merged" => {
            let mut all = vec![("class.yaml", format!("{CLASS}{REFERENCE}"))];
            all.push(("proxy.yaml", object(envoy, "EnvoyProxy", "custom", "{mergeGateways: true}")));
            all.push(("gateway.yaml", gateway(&format!("{{gatewayClassName: eg, {listeners}}}"))));
            all
        }
        "gateway-namespace" => {
            let mut all = files("Gateway", "{}");
            all.extend(files(
                "config",
                "{provider: {type: Kubernetes, kubernetes: {deploy: {type: GatewayNamespace}}}}",
            ));
            all
        }
        "HelmRelease" => vec![("release.yaml", object("helm.toolkit.fluxcd.io/v2", kind, "eg", spec))],
        "EnvoyProxy" => vec![("proxy.yaml", object(envoy, "EnvoyProxy", "custom", spec))],
        kind => vec![("policy.yaml", object(envoy, kind, "policy", spec))],
    }
}

fn found(engine: &Engine, case: &Case<'_>, objects: &[(&str, String)]) -> Vec<String> {
    let files: Vec<(&str, &str)> = objects.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let changes = upgrade(engine, &files, case.releases);
    named(&changes, case.id).iter().map(|change| change["severity"].as_str().unwrap().to_string()).collect()
}

#[test]
fn every_note_is_found_where_it_matters_and_only_there() {
    let engine = Engine::new();
    let mut wrong = Vec::new();
    for case in cases() {
        let of = |other: bool| {
            let objects = case.objects.iter().filter(|(kind, _)| kind.starts_with('!') == other);
            objects.flat_map(|(kind, spec)| files(kind.trim_start_matches('!'), spec)).collect::<Vec<_>>()
        };
        let concerned = found(&engine, &case, &of(false));
        if concerned != [case.severity] {
            wrong.push(format!("{} {:?}: {concerned:?} instead of {}", case.id, case.releases, case.severity));
        }
        let mut others = of(true);
        others.push(("namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n".to_string()));
        let unconcerned = found(&engine, &case, &others);
        if !unconcerned.is_empty() {
            wrong.push(format!("{} {:?} is found where it does not matter", case.id, case.releases));
        }
    }
    println!("{} cases of notes, {} wrong", cases().len(), wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_note_has_a_case() {
    let cases = cases();
    let ids = NOTES.lines().filter(|line| !line.is_empty() && !line.starts_with([' ', '#']));
    let ids: Vec<&str> = ids.filter_map(|line| line.split(' ').next()).collect();
    let without: Vec<&&str> = ids.iter().filter(|id| !cases.iter().any(|case| case.id == **id)).collect();
    assert!(ids.len() > 90 && without.is_empty(), "{} notes, without a case: {without:?}", ids.len());
    assert!(cases.iter().all(|case| ids.contains(&case.id)));
}
