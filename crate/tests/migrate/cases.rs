//! Single cases of `migrate`.

use super::{CLASS, apply, comments, migrate, request};
use gatelint::api::Engine;
use serde_json::{Value, json};

#[test]
fn an_alias_goes_with_its_definition_and_a_merge_key_is_left_to_a_person() {
    let engine = Engine::new();
    let workloads = |daemon_set: &str| {
        let head = "apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyProxy\nmetadata: {name: a, namespace: b}\nspec:\n  provider:\n    type: Kubernetes\n    kubernetes:\n";
        let deployment = "      envoyDeployment:\n        container: &c\n          repository: m.example.com/envoy\n          tag: v1\n";
        vec![format!("{head}{deployment}      envoyDaemonSet:\n        container: {daemon_set}\n")]
    };
    let alias = migrate(&engine, &workloads("*c"), "v1.9.0");
    assert_eq!((alias.edits.len(), alias.notes.len()), (2, 0));
    let merged = migrate(&engine, &workloads("{<<: *c, resources: {}}"), "v1.9.0");
    assert_eq!((merged.edits.len(), merged.notes.len()), (2, 1));
}

#[test]
fn what_can_t_be_read_is_noted() {
    let engine = Engine::new();
    let rules = |texts: &[String], options: Value| -> Vec<&str> {
        engine.migrate(&request(texts, options)).unwrap().notes.iter().map(|note| note.rule).collect()
    };
    let texts = [CLASS.to_string(), "a: {b\nc:\n".to_string()];
    assert_eq!(rules(&texts, json!({"target": "v1.9.0"})), ["yaml-syntax"]);
    let settings = json!({"path": "gatelint.yaml", "text": "rulez: {}\n"});
    assert_eq!(rules(&texts[..1], json!({"target": "v1.9.0", "config": settings})), ["gatelint-yaml-invalid"]);
}

#[test]
fn what_is_there_as_null_is_written_in_its_place() {
    let engine = Engine::new();
    let head = "apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyProxy\nmetadata: {name: a, namespace: b}\nspec:\n  provider:\n    type: Kubernetes\n    kubernetes:\n      envoyDeployment:";
    let container = "imagePullPolicy: Always, imagePullSecrets: [{name: s}]";
    let block = |rest: &str| format!("{head}\n{rest}        container: {{{container}, image: 'm.example.com/a:v1'}}\n");
    let flow = |rest: &str| format!("{head} {{{rest}, container: {{{container}, image: 'm.example.com/a:v1'}}}}\n");
    let texts = [
        block("        pod:\n        patch: ~\n"),
        block("        pod: null # why\n        patch:   # here\n"),
        block("        patch:\r\n        pod:\r\n          imagePullSecrets:\r\n          labels: {a: b}\r\n"),
        flow("pod: , patch: null"),
        flow("patch: ~, pod: {imagePullSecrets: null, labels: {a: b}}"),
        flow("pod: null, patch: ~").replace("pod:", "\"pod\":"),
    ];
    for text in texts {
        let texts = [text];
        let migration = migrate(&engine, &texts, "v1.9.0");
        let after = apply(&texts, &migration);
        let check = engine.check(&request(&after, json!({"target": "v1.9.0", "only": ["yaml", "schema"]}))).unwrap();
        let wrong: Vec<&str> = check.diagnostics.iter().map(|said| said.message.as_str()).collect();
        assert!(wrong.is_empty() && migration.notes.is_empty(), "{wrong:?} {}=>\n{}", texts[0], after[0]);
        assert!(after[0].contains("Always") && after[0].contains("imagePullSecrets"), "{}", after[0]);
        assert_eq!(comments(&texts), comments(&after));
        assert!(migrate(&engine, &after, "v1.9.0").edits.is_empty());
    }
}

#[test]
fn what_would_change_the_pods_where_levels_meet_is_left() {
    let engine = Engine::new();
    let proxy = |name: &str, container: &str| {
        format!(
            "apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyProxy\nmetadata: {{name: {name}, namespace: edge}}\nspec:\n  mergeType: StrategicMerge\n  provider:\n    type: Kubernetes\n    kubernetes:\n      envoyDeployment:\n        container:\n          {container}\n"
        )
    };
    let texts = [
        CLASS.to_string(),
        proxy("class", "repository: m.example.com/envoy\n          tag: v9"),
        proxy("own", "image: m.example.com/a:v1"),
    ];
    let migration = migrate(&engine, &texts, "v1.9.0");
    assert_eq!((migration.edits.len(), migration.notes.len()), (0, 1));
    let same = [CLASS.to_string(), texts[1].clone(), proxy("own", "imagePullPolicy: IfNotPresent")];
    let migration = migrate(&engine, &same, "v1.9.0");
    assert!(!migration.edits.is_empty() && migration.notes.is_empty());
}

#[test]
fn what_is_in_no_form_is_not_lost() {
    let proxy = "apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyProxy\nmetadata: {name: own, namespace: edge}\nspec:\n  provider:\n    type: Kubernetes\n    kubernetes:\n      envoyDeployment:\n        container:\n          imageSpec: {registry: m.example.com, repository: team/envoy, tag: v1.39.0}\n";
    let migration = migrate(&Engine::new(), &[CLASS.to_string(), proxy.to_string()], "v1.9.0");
    assert!(migration.edits.is_empty());
    assert_eq!(migration.notes[0].message, "`imageSpec` has no `registry`: it would be lost");
}
