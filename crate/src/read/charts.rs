//! Values of the gateway-helm chart: where files carry them, and how they are told from others.

use super::document::{Document, Kind};
use super::file::{FileFacts, Skipped};
use crate::text::{Gather as _, Span, Str, holds};
use crate::value::{Entry, Map, Node, Origin, Value};

/// The chart that installs the controller.
pub const CHART: &str = "gateway-helm";

/// What values of the chart have and others have not. Source: values of the gateway-helm chart v1.0–v1.9.
const SIGNS: [&[&str]; 4] = [
    &["config", "envoyGateway"],
    &["deployment", "envoyGateway"],
    &["global", "images", "envoyGateway"],
    &["global", "images", "envoyProxy"],
];

/// True for a chart's name or address that ends in the chart's name: `oci://registry.example.com/charts/gateway-helm`.
pub fn is_chart(name: &str) -> bool {
    let name = name.trim_end_matches('/');
    name.rsplit('/').next() == Some(CHART)
}

/// Values of the chart in values of any chart: those themselves, or those of a chart that has it as a dependency,
/// which stand under its name or alias.
pub(super) fn values_in(root: &Node) -> Option<Node> {
    if has_signs(root) {
        return Some(root.clone());
    }
    let is_inner = |entry: &&Entry| (entry.key == CHART || has_signs(&entry.value)) && entry.value.as_map().is_some();
    let inner = root.entries().iter().find(is_inner)?;
    below(root, &inner.key, "")
}

/// The values of a dependency in those of the chart that it stands in: under its name or alias, with the global ones. What
/// says whether it is installed at all is no value of it: `enabled`, as most call it, or what `condition` names.
pub(super) fn below(root: &Node, name: &str, condition: &str) -> Option<Node> {
    let values = root.get(name).filter(|values| values.as_map().is_some());
    let global = root.as_map().and_then(|map| map.entry("global")).filter(|global| !global.value.is_null());
    let mut map: Map = values.or_else(|| global.map(|_| root)).map(|_| Map::new())?;
    for entry in values.map_or(&[][..], Node::entries) {
        let switch = |path: &str| path.trim().split_once('.').is_some_and(|(of, key)| of == name && *key == *entry.key);
        if entry.key != *"enabled" && !condition.split(',').take(DEEPEST).any(switch) {
            map.put(entry.clone());
        }
    }
    if let Some(global) = global.filter(|_| map.get("global").is_none()) {
        map.put(global.clone());
    }
    Some(Node::map(map, values.unwrap_or(root).origin.clone()))
}

fn has_signs(node: &Node) -> bool {
    SIGNS.iter().any(|path| node.at(path).is_some_and(|node| node.as_map().is_some()))
}

/// A file that is said to be values of the chart.
pub(super) fn values_file(facts: &mut FileFacts, root: Node, span: Span) {
    let told = facts.carried_at(span).filter(|told| told.dependency.is_some()).cloned();
    let values = match &told {
        Some(told) => told.values(&root),
        None if root.get(CHART).is_some_and(|values| values.as_map().is_some()) => values_in(&root),
        None => Some(root).filter(|root| root.as_map().is_some()),
    };
    match values {
        Some(values) => facts.push(facts.count, values, span, Kind::HelmValues),
        None => {
            let reason = "values of a chart, but no map".to_string();
            facts.skipped.push(Skipped { document: Some(facts.count), reason });
        }
    }
}

/// True for the Deployment of the controller: by its container's name or image.
pub(super) fn runs_controller(root: &Node) -> bool {
    let containers = root.at(&["spec", "template", "spec", "containers"]).map_or(&[][..], Node::items);
    root.str_at(&["kind"]) == Some("Deployment") && containers.iter().any(is_controller)
}

fn is_controller(container: &Node) -> bool {
    let image = container.str_at(&["image"]).unwrap_or("");
    container.str_at(&["name"]) == Some(CONTROLLER) || is_controller_image(crate::image::split(image).name.text)
}

/// The name of the controller's container. Source: gateway-helm chart v1.0–v1.9.
pub const CONTROLLER: &str = "envoy-gateway";

/// True for the name of the controller's image, in any registry that mirrors it.
pub fn is_controller_image(name: &str) -> bool {
    name == "envoyproxy/gateway" || name.ends_with("/envoyproxy/gateway")
}

/// A HelmRelease names the chart itself, or something that mostly bears the chart's or the product's name.
pub(super) fn is_release(document: &Document) -> bool {
    let chart = document.root.str_at(&["spec", "chart", "spec", "chart"]);
    match (chart, document.root.str_at(&["spec", "chartRef", "name"])) {
        (Some(chart), _) => is_chart(chart),
        (None, reference) => reference.is_some_and(is_product_name),
    }
}

fn is_product_name(name: &str) -> bool {
    (holds(name, CHART) || holds(name, "envoy-gateway")) && !holds(name, "crds")
}

/// True for a HelmChart of the chart.
pub(super) fn installs(document: &Document) -> bool {
    document.root.str_at(&["spec", "chart"]).is_some_and(is_chart)
}

/// `spec.source` and each of `spec.sources` of an Argo CD Application.
pub fn argo_sources(application: &Document) -> impl Iterator<Item = &Node> {
    let one = application.root.at(&["spec", "source"]);
    let several = application.root.at(&["spec", "sources"]).map_or(&[][..], Node::items);
    one.into_iter().chain(several)
}

/// Values that an Application gives as an object or as single parameters, the weaker first. The text form is read
/// elsewhere; it counts only without an object.
pub(super) fn argo_values(source: &Node) -> impl Iterator<Item = Node> {
    let object = source.at(&["helm", "valuesObject"]).cloned();
    object.into_iter().chain(parameters(source))
}

/// `helm.parameters`: texts by dotted names, which become a tree. Lists are left out.
fn parameters(source: &Node) -> Option<Node> {
    let given = source.at(&["helm", "parameters"])?;
    let empty = Node::map(Map::new(), given.origin.clone());
    Some(given.items().iter().fold(empty, |tree, parameter| {
        let simple = |key, special: &[char]| {
            parameter.get(key).filter(|node| node.as_str().is_some_and(|text| !text.contains(special)))
        };
        let Some((name, value)) = simple("name", &['[', '\\']).zip(simple("value", &['{'])) else { return tree };
        let forced = parameter.get("forceString").and_then(Node::as_bool) == Some(true);
        let value = if forced { value.clone() } else { typed(value) };
        let path: Vec<&str> = name.as_str().unwrap_or("").split('.').take(DEEPEST).gather();
        // The name holds the whole path, so that no key can be edited alone.
        put(tree, &path, &Origin::derived("parameter", vec![name.origin.clone()]), value)
    }))
}

/// `tree` with a value put in at a path of keys, all of which have the same origin.
fn put(tree: Node, path: &[&str], key: &Origin, value: Node) -> Node {
    let Some((first, rest)) = path.split_first() else { return value };
    let mut map = tree.as_map().cloned().unwrap_or_default();
    let below = map.get(first).cloned().unwrap_or_else(|| Node::map(Map::new(), key.clone()));
    let value = put(below, rest, key, value);
    map.put(Entry { key: Str::from(first.to_string()), key_origin: key.clone(), value });
    Node::map(map, tree.origin)
}

/// A text as `helm --set` takes it. Source: Helm 3, which takes no other numbers than whole ones.
fn typed(node: &Node) -> Node {
    let text = node.as_str().unwrap_or("");
    let number = || text.parse().ok().filter(|_| text == "0" || !text.starts_with(['0', '+']));
    let value = match text {
        "true" | "false" => Value::Bool(text == "true"),
        "null" => Value::Null,
        _ => number().map_or_else(|| node.value.clone(), Value::Int),
    };
    Node::new(value, node.origin.clone())
}

/// How many parts a parameter's name has at most.
const DEEPEST: usize = 16;

/// Inline values of the charts that a kustomization renders, or that a helmfile installs.
pub(super) fn listed_values(document: &Document) -> Vec<Node> {
    let charts = document.root.get("helmCharts").map_or(&[][..], Node::items).iter();
    let inline = charts
        .filter(|chart| chart.str_at(&["name"]).is_some_and(is_chart))
        .filter_map(|chart| chart.get("valuesInline"));
    let releases = document.root.get("releases").map_or(&[][..], Node::items).iter();
    let releases = releases.filter(|release| release.str_at(&["chart"]).is_some_and(is_chart));
    let values = releases.flat_map(|release| release.get("values").map_or(&[][..], Node::items));
    inline.chain(values.filter(|values| values.as_map().is_some())).cloned().gather()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{FileFacts, read_file};
    use crate::text::{FileId, Str};

    fn read(path: &'static str, text: &str) -> FileFacts {
        read_file(FileId(0), Str::from(path), text.as_bytes(), None)
    }

    fn kinds(path: &'static str, text: &str) -> Vec<Kind> {
        read(path, text).documents.iter().map(|document| document.kind).collect()
    }

    #[test]
    fn values_are_told_by_what_only_they_have() {
        assert_eq!(kinds("x.yaml", "config: {envoyGateway: {}}"), [Kind::HelmValues, Kind::EnvoyGateway]);
        assert_eq!(kinds("x.yaml", "eg: {deployment: {envoyGateway: {}}}"), [Kind::HelmValues]);
        assert_eq!(kinds("x.yaml", "gateway-helm: {deployment: {replicas: 1}}"), [Kind::HelmValues]);
        assert_eq!(kinds("values.yaml", "replicas: 1\nimage: {tag: x}"), []);
        assert_eq!(kinds("values.yaml", "gateway-helm: true"), []);
    }

    #[test]
    fn global_values_reach_a_dependency() {
        let facts = read("values.yaml", "global: {imageRegistry: r}\ngateway-helm: {deployment: {replicas: 1}}");
        assert_eq!(facts.documents[0].root.str_at(&["global", "imageRegistry"]), Some("r"));
    }

    #[test]
    fn parameters_become_a_tree() {
        let text = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: {chart: gateway-helm, helm: {parameters: [{name: a.b, value: '1'}, {name: a.c, value: '2'}, {name: 'l[0]', value: x}, {name: d, value: '1.20'}, {name: e, value: 'true', forceString: true}, {name: f, value: 'false'}]}}}";
        let facts = read("app.yaml", text);
        assert_eq!(
            crate::yaml::to_json(&facts.documents[1].root),
            r#"{"a":{"b":1,"c":2},"d":"1.20","e":"true","f":false}"#
        );
        assert_eq!(facts.documents[1].outer, Some(0));
    }

    #[test]
    fn names_of_the_chart_and_of_the_controllers_image() {
        assert!(is_chart("gateway-helm") && is_chart("oci://docker.io/envoyproxy/gateway-helm/"));
        assert!(!is_chart("gateway-crds-helm") && !is_chart("x-gateway-helm"));
        assert!(is_controller_image("docker.io/envoyproxy/gateway") && !is_controller_image("x/gateway"));
    }
}
