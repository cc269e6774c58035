//! Values that others point at: whatever they look like, wherever they stand, and those that are not in the files.

use crate::repo::{CLASS, GATEWAY, Repo, repo};

/// Values without anything that only gateway-helm has, one of them misspelt.
const PLAIN: &str = "global: {imageRegistry: r.example.com}\ndeployment: {replica: 3}\n";

fn gateway() -> String {
    format!("== class.yaml\n{CLASS}== gateway.yaml\n{}", GATEWAY.replace("infrastructure", "x-nothing"))
}

fn release(spec: &str) -> String {
    format!(
        "== hr.yaml\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {{name: eg, namespace: x}}\nspec:\n  {}\n",
        spec.replace('\n', "\n  ")
    )
}

const CHART: &str = "chart: {spec: {chart: gateway-helm, version: v1.9.0, sourceRef: {kind: HelmRepository, name: x}}}";

fn config_map(file: &str, namespace: &str, key: &str, values: &str) -> String {
    let values: String = values.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "== {file}\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: eg-values, namespace: {namespace}}}\ndata:\n  {key}: |\n{values}"
    )
}

/// The values are looked at, and count.
fn counts(files: &str) {
    let found = repo(&format!("{files}{}", gateway()));
    assert!(found.rules().contains(&"chart-value-ignored"), "{files}");
    assert_eq!(found.image(0, "shutdown-manager"), "r.example.com/envoyproxy/gateway:v1.9.0", "{files}");
}

#[test]
fn by_the_source_of_a_release() {
    let source = "== oci.yaml\napiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: eg, namespace: x}\nspec: {url: 'oci://docker.io/envoyproxy/gateway-helm', ref: {tag: v1.9.0}}\n";
    let values = PLAIN.replace('\n', "\n  ");
    let files =
        format!("{source}{}", release(&format!("chartRef: {{kind: OCIRepository, name: eg}}\nvalues:\n  {values}")));
    counts(&files);
    // That of another namespace is another one.
    let other = repo(&format!(
        "{}{}",
        files.replace("name: eg, namespace: x}\nspec: {url", "name: eg, namespace: other}\nspec: {url"),
        gateway()
    ));
    assert_eq!(other.inferred("values"), [""; 0]);
}

#[test]
fn of_two_sources_that_of_the_namespace() {
    let source = |namespace: &str, tag: &str| {
        format!(
            "---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {{name: eg, namespace: {namespace}}}\nspec: {{url: 'oci://docker.io/envoyproxy/gateway-helm', ref: {{tag: {tag}}}}}\n"
        )
    };
    let sources = format!("== a.yaml\n{}{}", source("other", "v1.6.0"), source("elsewhere", "v1.9.0"));
    let found =
        repo(&format!("{sources}{}", release("chartRef: {kind: OCIRepository, name: eg, namespace: elsewhere}")));
    assert_eq!(found.target(), "v1.9.0");
}

#[test]
fn by_a_config_map_or_what_it_is_made_of() {
    let from = |more: &str| release(&format!("{CHART}\nvaluesFrom: [{{kind: ConfigMap, name: eg-values{more}}}]"));
    counts(&format!("{}{}", from(""), config_map("cm.yaml", "x", "values.yaml", PLAIN)));
    counts(&format!("{}{}", from(", valuesKey: eg.yaml"), config_map("cm.yaml", "x", "eg.yaml", PLAIN)));
    let generator = "== kustomization.yaml\nnamespace: x\nresources: [hr.yaml]\nconfigMapGenerator: [{name: eg-values, files: [values.yaml=settings.yaml]}]\n";
    counts(&format!("{}{generator}== settings.yaml\n{PLAIN}", from("")));
}

const UMBRELLA: &str = "== platform/Chart.yaml\napiVersion: v2\nname: platform\nversion: 0.1.0\ndependencies:\n- {name: gateway-helm, alias: eg, version: v1.9.0, repository: 'oci://docker.io/envoyproxy', condition: 'eg.enabled, eg.install'}\n- {name: redis, version: 1.2.3, repository: 'https://x'}\n";
const INNER: &str = "global: {imageRegistry: r.example.com}\nredis: {a: b}\neg: {enabled: true, install: true, deployment: {replica: 3}}\n";

fn application(helm: &str) -> String {
    format!(
        "== apps/app.yaml\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: eg, namespace: argocd}}\nspec:\n  source:\n    repoURL: https://git.example.com/x.git\n    path: platform\n    helm: {helm}\n  destination: {{namespace: edge}}\n"
    )
}

#[test]
fn by_a_chart_that_has_the_chart_as_a_dependency() {
    let chart = "chart: {spec: {chart: ./platform, sourceRef: {kind: GitRepository, name: x}}}\n";
    counts(&format!("{UMBRELLA}{}", release(&format!("{chart}values:\n  {}", INNER.replace('\n', "\n  ")))));
    counts(&format!("{UMBRELLA}== platform/values.yaml\n{INNER}"));
    let files = format!("{UMBRELLA}== platform/prod.yaml\n{INNER}");
    counts(&format!("{files}{}", application("{valueFiles: [prod.yaml]}")));
    counts(&format!(
        "{UMBRELLA}{}",
        application(&format!("\n      values: |\n        {}", INNER.replace('\n', "\n        ")))
    ));
    let ignored = repo(&format!("{files}{}{}", application("{valueFiles: [prod.yaml]}"), gateway()));
    assert_eq!(
        ignored.rules().iter().filter(|rule| **rule == "chart-value-ignored").count(),
        1,
        "switches are no values"
    );
}

#[test]
fn values_named_twice_count_once() {
    let own = "== platform/values.yaml\neg: {config: {envoyGateway: {logging: {level: {default: info}}}}}\n";
    let found = repo(&format!("{UMBRELLA}{own}{}{}", application("{valueFiles: [values.yaml]}"), gateway()));
    assert_eq!(found.inferred("values"), ["platform/values.yaml platform/values.yaml:1"]);
}

const NAMESPACED: &str = "config: {envoyGateway: {provider: {kubernetes: {deploy: {type: GatewayNamespace}}}}}\n";
const CENTRAL: &str = "config: {envoyGateway: {provider: {kubernetes: {deploy: {type: ControllerNamespace}}}}}\n";

fn mode(found: &Repo) -> Vec<String> {
    found.inferred("mode")
}

#[test]
fn of_a_config_map_the_key_that_is_named() {
    let map = format!("{}  values.yaml: |\n    {CENTRAL}", config_map("cm.yaml", "x", "prod-values.yaml", NAMESPACED));
    let from = |more: &str| release(&format!("{CHART}\nvaluesFrom: [{{kind: ConfigMap, name: eg-values{more}}}]"));
    assert_eq!(mode(&repo(&format!("{map}{}", from("")))), ["controller-namespace cm.yaml:8"]);
    assert_eq!(
        mode(&repo(&format!("{map}{}", from(", valuesKey: prod-values.yaml")))),
        ["gateway-namespace cm.yaml:6"]
    );
    let other = config_map("a.yaml", "other", "values.yaml", NAMESPACED);
    assert_eq!(mode(&repo(&format!("{other}{map}{}", from("")))), ["controller-namespace cm.yaml:8"]);
}

#[test]
fn a_patch_of_a_release_names_others() {
    let base = release(&format!("{CHART}\nvaluesFrom: [{{kind: ConfigMap, name: base}}]"));
    let patch = "== kustomization.yaml\nresources: [hr.yaml, cm.yaml]\npatches: [{path: patch.yaml}]\n== patch.yaml\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: eg, namespace: x}\nspec:\n  valuesFrom: [{kind: ConfigMap, name: eg-values}]\n  values: {deployment: {replica: 3}}\n";
    let found = repo(&format!("{base}{patch}{}", config_map("cm.yaml", "x", "values.yaml", NAMESPACED)));
    assert_eq!(mode(&found), ["gateway-namespace cm.yaml:6"]);
    assert_eq!(found.findings(), ["chart-value-ignored patch.yaml:6"]);
}

#[test]
fn values_files_of_a_release_replace_those_of_the_chart() {
    let files =
        format!("{UMBRELLA}== platform/values.yaml\neg:\n  {CENTRAL}== platform/prod.yaml\neg:\n  {NAMESPACED}");
    let release = release(
        "chart: {spec: {chart: ./platform, valuesFiles: [platform/prod.yaml], sourceRef: {kind: GitRepository, name: x}}}",
    );
    assert_eq!(mode(&repo(&format!("{files}{release}"))), ["gateway-namespace platform/prod.yaml:2"]);
}

#[test]
fn values_that_are_not_in_the_files_leave_the_mode_unknown() {
    for from in [
        "{kind: Secret, name: s}",
        "{kind: ConfigMap, name: none}",
        "{kind: ConfigMap, name: eg-values, valuesKey: values.yaml, targetPath: config.envoyGateway.provider.kubernetes.deploy.type}",
    ] {
        let from = release(&format!("{CHART}\nvaluesFrom: [{{kind: ConfigMap, name: eg-values}}, {from}]"));
        let files = format!("{from}{}", config_map("cm.yaml", "x", "values.yaml", NAMESPACED));
        assert_eq!(mode(&repo(&files)), [""; 0], "{files}");
        // What stands in the release itself goes before all of these.
        let said = files.replace("  valuesFrom:", &format!("  values:\n    {CENTRAL}  valuesFrom:"));
        assert_eq!(mode(&repo(&said)).len(), 1, "{said}");
    }
}

#[test]
fn texts_of_an_application_set_are_templates() {
    for text in
        ["deployment:\n  replicas: {{values.replicas}}\n", "{{- if .ha }}\nconfig: {envoyGateway: {}}\n{{- end }}\n"]
    {
        let text = text.replace('\n', "\n            ");
        let found = repo(&format!(
            "== set.yaml\napiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {{name: eg}}\nspec:\n  template:\n    metadata: {{name: '{{{{name}}}}'}}\n    spec:\n      source:\n        repoURL: docker.io/envoyproxy\n        chart: gateway-helm\n        targetRevision: v1.9.0\n        helm:\n          values: |\n            {text}\n      destination: {{namespace: eg}}\n"
        ));
        assert_eq!(found.findings(), [""; 0]);
        assert_eq!(found.skipped(), ["set.yaml: a template: it becomes YAML when a tool fills it in"]);
    }
}
