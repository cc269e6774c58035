//! Names of created objects.

use super::Builder;
use crate::resolve::Infra;
use crate::value::{Node, Origin};
use sha2::{Digest, Sha256};

/// How much of a name stays before the hash.
const KEPT: usize = 48;

/// The name of objects that have none of their own: the Gateway's own name, or `envoy-` and the hashed key.
pub(super) fn name(infra: &Infra<'_>) -> Node {
    let base = &infra.name;
    if infra.bare_name {
        return base.clone();
    }
    let text = hashed_name(base.as_str().unwrap_or(""));
    Node::string(text, Origin::derived("hashed name", vec![base.origin.clone()]))
}

impl Builder<'_> {
    /// The name that the user gave at `path`, else that of all objects. An empty name is a name.
    pub(crate) fn name_or(&self, path: &[&str]) -> Node {
        self.kubernetes(path).filter(|node| node.as_str().is_some()).unwrap_or(&self.name).clone()
    }
}

/// `envoy-` + at most 48 characters of the key + the first eight hex digits of its SHA-256.
/// Source: Envoy Gateway v1.0–v1.9.
pub(crate) fn hashed_name(key: &str) -> String {
    let readable = key.replace('/', "-");
    let kept = match readable.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= KEPT).last() {
        Some(end) if readable.len() > KEPT => {
            readable.get(..end).map_or("", |kept| kept.strip_suffix('-').unwrap_or(kept))
        }
        _ => &readable,
    };
    let hash: String = Sha256::digest(key.as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("envoy-{kept}-{hash}")
}

#[cfg(test)]
mod tests {
    use super::hashed_name;

    #[test]
    fn names_are_hashed_and_cut() {
        assert_eq!(hashed_name("apps/web"), "envoy-apps-web-3b4e3efd");
        let long = hashed_name(&format!("apps/{}", "a".repeat(60)));
        assert_eq!(long.len(), "envoy-".len() + 48 + 1 + 8);
    }
}
