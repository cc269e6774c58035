//! Argo CD: Applications, several sources, ApplicationSets.

use crate::repo::{GATEWAY, PROXY, objects, repo};

fn application(source: &str, namespace: &str) -> String {
    format!(
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: app, namespace: argocd}}\nspec:\n  source: {source}\n  destination: {{namespace: {namespace}}}\n"
    )
}

#[test]
fn the_destination_of_what_a_path_holds() {
    let found = repo(&format!(
        "== apps/app.yaml\n{}{}",
        application("{repoURL: x, path: gateways}", "edge"),
        objects("gateways")
    ));
    assert_eq!(found.gateways(), ["edge/public"]);
    assert_eq!(found.inferred("namespace"), ["edge apps/app.yaml:6"]);
    assert_eq!(found.findings(), [""; 0]);
}

#[test]
fn a_written_namespace_stays() {
    let written = GATEWAY.replace("{name: public}", "{name: public, namespace: mine}");
    let found = repo(&format!("== app.yaml\n{}== g/gateway.yaml\n{written}", application("{path: g}", "edge")));
    assert_eq!(found.gateways(), ["mine/public"]);
    assert_eq!(found.inferred("namespace"), [""; 0]);
}

#[test]
fn a_kustomization_in_the_path_goes_before_the_destination() {
    let files = format!(
        "== app.yaml\n{}== g/kustomization.yaml\nnamespace: network\nresources: [class.yaml, proxy.yaml, gateway.yaml]\n{}",
        application("{path: g}", "edge"),
        objects("g")
    );
    assert_eq!(repo(&files).gateways(), ["network/public"]);
    let asked = files.replace("{path: g}", "{path: g, kustomize: {namespace: asked}}");
    assert_eq!(repo(&asked).gateways(), ["asked/public"]);
}

#[test]
fn an_application_of_applications_does_not_reach_below() {
    let files = format!("== root.yaml\n{}{}", application("{path: apps}", "argocd"), objects("apps/gateways"));
    let found = repo(&files);
    assert_eq!(found.gateways(), ["?/public"]);
    let recursive = files
        .replace("{path: apps}", "{path: apps, directory: {recurse: true}}")
        .replace("namespace: argocd}\n", "namespace: edge}\n");
    assert_eq!(
        repo(&recursive.replace("name: app, namespace: edge", "name: app, namespace: argocd")).gateways(),
        ["edge/public"]
    );
}

#[test]
fn two_applications_of_one_folder_leave_it_unknown() {
    let files = format!(
        "== a.yaml\n{}== b.yaml\n{}{}",
        application("{path: g}", "dev"),
        application("{path: g}", "prod"),
        objects("g")
    );
    let found = repo(&files);
    assert_eq!(found.gateways(), ["?/public"]);
    assert_eq!(found.findings(), [""; 0]);
}

#[test]
fn the_chart_with_values_as_text_object_and_parameters() {
    for values in [
        "values: |\n        config: {envoyGateway: {provider: {type: Kubernetes, kubernetes: {deploy: {type: GatewayNamespace}}}}}",
        "valuesObject:\n        config: {envoyGateway: {provider: {type: Kubernetes, kubernetes: {deploy: {type: GatewayNamespace}}}}}",
        "parameters:\n      - {name: config.envoyGateway.provider.kubernetes.deploy.type, value: GatewayNamespace}",
    ] {
        let files = format!(
            "== app.yaml\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: eg}}\nspec:\n  destination: {{namespace: gateways}}\n  source:\n    repoURL: docker.io/envoyproxy\n    chart: gateway-helm\n    targetRevision: 1.8.1\n    helm:\n      {values}\n"
        );
        let found = repo(&files);
        assert_eq!(found.inferred("target"), ["v1.8.1 app.yaml:9"]);
        assert_eq!(found.inferred("mode"), ["gateway-namespace app.yaml:12"], "{values}");
        assert_eq!(found.findings(), [""; 0]);
    }
}

#[test]
fn an_object_beats_a_text() {
    let files = "== app.yaml\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: eg}\nspec:\n  source:\n    chart: gateway-helm\n    repoURL: docker.io/envoyproxy\n    helm:\n      valuesObject: {config: {envoyGateway: {provider: {kubernetes: {deploy: {type: ControllerNamespace}}}}}}\n      values: |\n        config: {envoyGateway: {provider: {kubernetes: {deploy: {type: GatewayNamespace}}}}}\n";
    assert_eq!(repo(files).inferred("mode"), ["controller-namespace app.yaml:9"]);
}

#[test]
fn values_files_of_another_source() {
    let files = "== apps/eg.yaml\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: eg}\nspec:\n  sources:\n  - chart: gateway-helm\n    repoURL: docker.io/envoyproxy\n    targetRevision: v1.9.0\n    helm:\n      valueFiles: [$values/envoy/base.yaml, $values/envoy/prod.yaml]\n  - repoURL: https://git.example.com/values.git\n    ref: values\n== envoy/base.yaml\nconfig: {envoyGateway: {provider: {type: Kubernetes, kubernetes: {deploy: {type: ControllerNamespace}}}}}\n== envoy/prod.yaml\nconfig: {envoyGateway: {provider: {kubernetes: {deploy: {type: GatewayNamespace}}}}}\n";
    let found = repo(files);
    assert_eq!(found.inferred("mode"), ["gateway-namespace envoy/prod.yaml:1"]);
    assert_eq!(found.inferred("values").len(), 2);
    assert_eq!(found.findings(), [""; 0]);
    assert_eq!(found.skipped(), [""; 0]);
}

#[test]
fn an_application_set_makes_applications_of_a_template() {
    let files = format!(
        "== set.yaml\napiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {{name: apps}}\nspec:\n  generators: [{{clusters: {{}}}}]\n  template:\n    metadata: {{name: 'g-{{{{name}}}}'}}\n    spec:\n      source: {{path: g}}\n      destination: {{namespace: edge}}\n{}",
        objects("g")
    );
    assert_eq!(repo(&files).gateways(), ["edge/public"]);
    let templated = files.replace("namespace: edge", "namespace: '{{namespace}}'");
    let found = repo(&templated);
    assert_eq!(found.gateways(), ["?/public"]);
    assert_eq!(found.findings(), [""; 0]);
}

#[test]
fn a_gateway_here_and_a_proxy_there() {
    let files = format!(
        "== a.yaml\n{}== b.yaml\n{}== g/gateway.yaml\n{GATEWAY}== p/proxy.yaml\n{PROXY}",
        application("{path: g}", "edge"),
        application("{path: p}", "platform")
    );
    assert_eq!(repo(&files).findings(), ["parameters-not-found g/gateway.yaml:7"]);
    let same = files.replace("platform", "edge");
    assert_eq!(repo(&same).findings(), [""; 0]);
}

#[test]
fn the_root_of_another_repository_is_not_this_one() {
    let here = application("{repoURL: mine, path: g}", "edge");
    let there = application("{repoURL: other, path: ., directory: {recurse: true}}", "elsewhere");
    let files = format!("== apps/a.yaml\n{here}== apps/b.yaml\n{there}{}", objects("g"));
    assert_eq!(repo(&files).gateways(), ["edge/public"]);
    let chart =
        application("{repoURL: 'oci://docker.io/envoyproxy/gateway-helm', path: ., targetRevision: 1.8.0}", "eg");
    let found = repo(&format!("== apps/a.yaml\n{chart}{}", objects(".")));
    assert_eq!(found.gateways(), ["?/public"]);
    assert_eq!(found.target(), "v1.8.0");
}

#[test]
fn of_some_files_of_a_folder_none_is_known_to_be_there_twice() {
    let application = |more: &str| application(&format!("{{path: g, repoURL: x{more}}}"), "edge");
    let objects = |name: &str| format!("== g/{name}.yaml\n{}---\n{PROXY}---\n{GATEWAY}", crate::repo::CLASS);
    let files = format!("{}{}", objects("a"), objects("b"));
    let twice =
        |more: &str| repo(&format!("== app.yaml\n{}{files}", application(more))).rules().contains(&"object-duplicate");
    assert!(twice(""));
    assert!(!twice(", directory: {exclude: b.yaml}"));
}
