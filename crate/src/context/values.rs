//! Values of the gateway-helm chart, several layers of them as Helm lays them over one another.

use crate::value::{Map, Node};

/// Layers of values, the strongest first.
#[derive(Debug, Clone, Default)]
pub struct Values<'a> {
    layers: Vec<&'a Node>,
}

impl<'a> Values<'a> {
    /// Values of these layers, the strongest first.
    pub fn new(layers: Vec<&'a Node>) -> Self {
        Values { layers }
    }

    /// True when nothing is given.
    pub fn is_empty(&self) -> bool {
        self.layers.is_empty()
    }

    /// The value at a path; maps of several layers are merged. A null takes away what weaker layers say.
    pub fn at(&self, path: &[&str]) -> Option<Node> {
        let mut found: Option<Node> = None;
        for layer in &self.layers {
            let Some(node) = walk(layer, path) else { continue };
            if node.is_null() {
                break;
            }
            found = Some(found.map_or_else(|| node.clone(), |stronger| over(node, &stronger)));
        }
        found
    }

    /// The text at a path; an empty one counts as absent, as it does in the chart's templates.
    pub fn text(&self, path: &[&str]) -> Option<Node> {
        self.at(path).filter(|node| node.as_str().is_some_and(|text| !text.is_empty()))
    }

    /// The list at a path; an empty one counts as absent.
    pub fn list(&self, path: &[&str]) -> Option<Node> {
        self.at(path).filter(|node| !node.items().is_empty())
    }
}

/// The node at a path, or the null or plain value that ends the way there.
fn walk<'n>(root: &'n Node, path: &[&str]) -> Option<&'n Node> {
    let mut node = root;
    for key in path {
        match node.as_map() {
            Some(map) => node = map.get(key)?,
            None => return node.is_null().then_some(node),
        }
    }
    Some(node)
}

/// `stronger` laid over `weaker`, as Helm does: maps are merged, a null takes a key away, all else is replaced.
/// The reader bounds the height of trees, and so the depth of this.
pub(super) fn over(weaker: &Node, stronger: &Node) -> Node {
    let (Some(below), Some(above)) = (weaker.as_map(), stronger.as_map()) else { return stronger.clone() };
    let mut merged: Map = below.clone();
    for entry in above.entries() {
        if entry.value.is_null() {
            merged.remove(&entry.key);
            continue;
        }
        let mut entry = entry.clone();
        if let Some(old) = below.get(&entry.key) {
            entry.value = over(old, &entry.value);
        }
        merged.put(entry);
    }
    Node::map(merged, stronger.origin.clone())
}

/// `base` filled in under `user`, as the chart's templates do: what `user` leaves out or leaves empty comes from `base`.
pub(super) fn under(user: &Node, base: &Node) -> Node {
    let (Some(above), Some(below)) = (user.as_map(), base.as_map()) else { return user.clone() };
    let mut merged = above.clone();
    for entry in below.entries() {
        match above.get(&entry.key) {
            Some(own) if !is_empty(own) => {
                let value = under(own, &entry.value);
                merged.get_mut(&entry.key).into_iter().for_each(|slot| *slot = value.clone());
            }
            _ => merged.put(entry.clone()),
        }
    }
    Node::map(merged, user.origin.clone())
}

/// Empty as the template functions see it: null, false, zero, an empty text, list or map.
fn is_empty(node: &Node) -> bool {
    use crate::value::Value;
    match &node.value {
        Value::Null | Value::Bool(false) | Value::Int(0) => true,
        Value::String(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Map(map) => map.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::testing::files;
    use crate::read::FileFacts;

    const STRONG: &str = "a: {b: 1, c: null, e: {f: 2}}\nlist: []\ntext: ''\n";
    const WEAK: &str = "a: {b: 0, c: 3, d: 4, e: plain}\nlist: [x]\ntext: weak\nunder: {plain: 1}\n";

    fn layers() -> Vec<FileFacts> {
        let as_values = |text: &str| format!("config: {{envoyGateway: {{}}}}\n{text}");
        files(&[("strong.yaml", &as_values(STRONG)), ("weak.yaml", &as_values(WEAK))])
    }

    fn json(path: &[&str]) -> Option<String> {
        let facts = layers();
        let values = Values::new(facts.iter().map(|facts| &facts.documents[0].root).collect());
        values.at(path).map(|node| crate::yaml::to_json(&node))
    }

    #[test]
    fn maps_are_merged_and_all_else_is_replaced() {
        assert_eq!(json(&["a"]).as_deref(), Some(r#"{"b":1,"d":4,"e":{"f":2}}"#));
        assert_eq!(json(&["list"]).as_deref(), Some("[]"));
        assert_eq!(json(&["a", "d"]).as_deref(), Some("4"));
    }

    #[test]
    fn a_null_takes_away_what_is_below() {
        assert_eq!(json(&["a", "c"]), None);
        assert_eq!(json(&["none"]), None);
        assert_eq!(json(&["under", "plain", "deeper"]), None);
    }

    #[test]
    fn what_is_empty_counts_as_absent_for_templates() {
        let facts = layers();
        let values = Values::new(facts.iter().map(|facts| &facts.documents[0].root).collect());
        assert!(values.text(&["text"]).is_none());
        assert!(values.list(&["list"]).is_none());
    }

    #[test]
    fn defaults_fill_in_what_is_left_out_or_empty() {
        let facts = files(&[
            ("user.yaml", "config: {envoyGateway: {a: '', b: {c: 1}, d: false, e: x}}"),
            ("base.yaml", "config: {envoyGateway: {a: A, b: {c: 2, f: 3}, d: true, e: y, g: z}}"),
        ]);
        let of = |index: usize| facts[index].documents[0].root.at(&["config", "envoyGateway"]).unwrap();
        let filled = crate::yaml::to_json(&under(of(0), of(1)));
        assert_eq!(filled, r#"{"a":"A","b":{"c":1,"f":3},"d":true,"e":"x","g":"z"}"#);
    }
}
