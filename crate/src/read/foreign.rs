//! What is meant for Kubernetes, and what other tools keep in YAML and JSON.

use super::kind::{Known, known};
use crate::text::holds;
use crate::value::{Node, Value};

/// True for what is meant as an object. Each of the three fields alone stands in the files of other tools, too.
pub(super) fn is_object(root: &Node) -> bool {
    let has = |key| root.get(key).is_some();
    let version = root.str_at(&["apiVersion"]).unwrap_or("");
    let named = root.at(&["metadata", "name"]).is_some();
    let known_keys = ["metadata", "spec", "data", "status"];
    let is_ours = |kind: &str| matches!(known("", kind), Known::OtherGroup(_));
    version.contains('/')
        || has("apiVersion") && (has("kind") || named || version == "v1")
        || has("kind") && (has("metadata") || has("spec") || has("data"))
        || root.str_at(&["kind"]).is_some_and(is_ours)
        || named && root.entries().iter().all(|entry| known_keys.contains(&&*entry.key))
}

/// True for the document of another tool. Many are lists; one that holds objects is meant for Kubernetes.
pub(super) fn is_foreign(root: &Node) -> bool {
    match &root.value {
        Value::Map(_) => !is_object(root),
        Value::List(items) => !items.iter().any(is_object),
        _ => false,
    }
}

/// True for the settings of another program: JSON that can't be read because it holds comments.
pub(super) fn is_settings(path: &str, text: &str) -> bool {
    let is_comment = |line: &str| line.trim_start().starts_with("//");
    path.ends_with(".json") && !holds(text, "apiVersion") && text.lines().any(is_comment)
}

/// A JSON patch: a list of operations on some object.
pub(super) fn is_operations(root: &Node) -> bool {
    let first = root.items().first();
    first.is_some_and(|first| first.get("op").is_some() && first.get("path").is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Embedding, FileId};
    use crate::yaml::{Text, read_one};

    fn read(text: &str) -> Node {
        read_one(&Text::decode(text.as_bytes()), &Embedding::file(FileId(0), text.len())).root.unwrap()
    }

    #[test]
    fn objects_and_what_other_tools_write() {
        let objects = ["apiVersion: v1", "kind: EnvoyProxy", "kind: X\nspec: {}", "metadata: {name: a}"];
        objects.iter().for_each(|text| assert!(is_object(&read(text)), "{text}"));
        let others = [
            "kind: SPAN",
            "metadata: {title: a}",
            "apiVersion: 1",
            "name: a",
            "[{id: a}]",
            "metadata: x",
            "apiVersion: '2015-06-15'\na: b",
            "metadata: {name: a}\nimage: b",
        ];
        others.iter().for_each(|text| assert!(is_foreign(&read(text)), "{text}"));
        ["[{kind: EnvoyProxy}]", "text"].iter().for_each(|text| assert!(!is_foreign(&read(text)), "{text}"));
    }

    #[test]
    fn settings_have_comments_and_no_version() {
        assert!(is_settings("a/tsconfig.json", "{\n // mine\n}"));
        assert!(!is_settings("a/proxy.json", "{\n // mine\n \"apiVersion\": \"v1\"}"));
        assert!(!is_settings("a/values.json", "{\"repository\": \"oci://x\",, }"));
    }
}
