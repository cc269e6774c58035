//! Fields under the names that the API server has for them.

/// Where the API server names something else than the place of the value: a list and what follows one of its items (or
/// just what the name ends in), and what stands there instead.
const NAMED: [(&str, &str, &str); 20] = [
    ("accessModes", "", "accessModes"),
    ("envFrom", "", "envFrom"),
    (".namespaces", "", ".namespace"),
    ("resizePolicy", ".resourceName", "resizePolicy"),
    ("resizePolicy", ".restartPolicy", "resizePolicy"),
    ("volumeMounts", ".mountPropagation", "volumeMounts.mountPropagation"),
    ("volumeMounts", ".recursiveReadOnly", "volumeMounts.recursiveReadOnly"),
    ("", "spec.strategy.type", "spec.strategy"),
    ("", "spec.updateStrategy.type", "spec.updateStrategy"),
    ("", ".iscsi.initiatorName", ".iscsi.initiatorname"),
    ("", ".fc", ".fc.targetWWNs"),
    ("", "Template.spec.resources.requests.storage", "Template.spec.resources[storage]"),
    ("downwardAPI.items", "", "downwardAPI"),
    ("downwardAPI.items", ".resourceFieldRef.containerName", "downwardAPI.resourceFieldRef.containerName"),
    ("downwardAPI.items", ".resourceFieldRef.resource", "downwardAPI.resourceFieldRef.resource"),
    ("", ".csi.nodePublishSecretRef.name", ".csi.name"),
    ("", ".dataSource.kind", ".dataSource"),
    ("", ".dataSourceRef.kind", ".dataSourceRef"),
    ("", "spec.template.metadata.labels", "spec.template.labels"),
    ("claims", ".name", ""),
];

/// What is wrong, as far as the name of a field depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// It is required and not there.
    Missing,
    /// The syntax of labels or annotations.
    Syntax,
    /// The pod has nothing of this name.
    Unlisted,
    /// Anything else.
    Other,
}

/// Gives a field the name that the API server has for it.
pub(super) fn rename(field: &mut String, sort: Sort) {
    if let Some(rest) = field.strip_prefix("spec.loadBalancerS") {
        *field = ["spec.LoadBalancerS", rest].concat();
    }
    for (list, rest, instead) in NAMED {
        let Some(head) = field.strip_suffix(rest) else { continue };
        // Only the syntax of labels is looked at there.
        if rest.ends_with(".labels") && sort != Sort::Syntax {
            continue;
        }
        // What is not there is named by its place.
        if sort == Sort::Missing && (rest.ends_with(".kind") || rest.ends_with(".name")) {
            continue;
        }
        let number = head.strip_suffix(']').map(|head| head.trim_end_matches(|c: char| c.is_ascii_digit()));
        let of_item = number.and_then(|head| head.strip_suffix('[')).and_then(|head| head.strip_suffix(list));
        let length = match (list, of_item) {
            ("", _) => head.len(),
            // Of a claim that there is not, the item is named.
            ("claims", Some(_)) if sort == Sort::Unlisted => head.len(),
            ("claims", _) | (_, None) => continue,
            (_, Some(head)) => head.len(),
        };
        field.truncate(length);
        return field.push_str(instead);
    }
}
