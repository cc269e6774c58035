//! Where the values of a created object came from.

use super::places::Places;
use super::to_json;
use super::writer::Writer;
use crate::value::{Node, Value};

/// What a reader asks about, whoever wrote it: the keys of maps all of whose values count, and of single values.
const ASKED: [&str; 6] = ["labels", "matchLabels", "selector", "image", "name", "namespace"];

/// Writes the origin of every name, label, image and selector of an object, and of every other value that somebody
/// wrote, each with its JSON pointer.
pub fn write(out: &mut Writer, places: &Places<'_>, pointer: String, object: &Node) {
    // Values that are still to be looked at, each with its pointer and whether it counts.
    let mut left = vec![(pointer, object, false)];
    while let Some((pointer, node, asked)) = left.pop() {
        for entry in node.entries() {
            // The names of ports, variables and the like are nobody's question.
            let asked =
                asked || ASKED.contains(&&*entry.key) && (!entry.key.starts_with("name") || is_metadata(&pointer));
            left.push((format!("{pointer}/{}", escaped(&entry.key)), &entry.value, asked));
        }
        for (index, item) in node.items().iter().enumerate() {
            left.push((format!("{pointer}/{index}"), item, false));
        }
        let is_value = !matches!(node.value, Value::Map(_) | Value::List(_));
        if is_value && (asked || node.origin.span().is_some()) {
            out.open('{');
            out.field("pointer", &pointer);
            out.key("origin").raw(&to_json(&places.origin(&node.origin)));
            out.close('}');
        }
    }
}

/// True for the metadata of the object itself.
fn is_metadata(pointer: &str) -> bool {
    pointer.ends_with("/metadata") && !pointer.ends_with("/template/metadata")
}

/// A key as a JSON pointer has it.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
