//! The values of the chart that count, layer by layer.

use super::install::Installation;
use crate::read::{Document, FileFacts, Kind, Role};
use crate::text::Gather as _;
use crate::value::{Map, Node, Origin};

/// Layers of values, the strongest first.
#[derive(Debug, Clone, Default)]
pub struct Layers<'a> {
    /// Those of the files.
    pub known: Vec<&'a Document>,
    /// Those of which only their existence is known, as values with a placeholder; each with the number of stronger ones
    /// that are known.
    pub hidden: Vec<(usize, Node)>,
}

impl<'a> Layers<'a> {
    /// Adds weaker layers; one that is named twice counts where it is stronger.
    pub fn extend(&mut self, more: Vec<&'a Document>) {
        for one in more {
            if self.known.len() < MOST && !self.known.iter().any(|known| std::ptr::eq(*known, one)) {
                self.known.push(one);
            }
        }
    }

    /// Adds a weaker layer that is not in the files: it may say anything, and above all, the mode. `path`: the only value
    /// that it has, with dots.
    pub fn hide(&mut self, name: &str, path: Option<&str>, origin: &Origin) {
        let path = path.filter(|path| !path.contains(['[', '\\', '"', '\''])).unwrap_or(MODE);
        let path: Vec<String> = path.split('.').take(DEEPEST).map(str::to_string).gather();
        let text = Node::string(["${", name, "}"].concat(), origin.clone());
        if self.hidden.len() < MOST {
            self.hidden.push((self.known.len(), Node::map(Map::new(), origin.clone()).put_at(&path, text)));
        }
    }

    /// All of them as values, those that are hidden where they are asked for.
    pub fn values(&self, with_hidden: bool) -> Vec<&Node> {
        let mut values: Vec<&Node> = self.known.iter().map(|document| &document.root).gather();
        for (place, hidden) in self.hidden.iter().rev().filter(|_| with_hidden) {
            values.insert((*place).min(values.len()), hidden);
        }
        values
    }
}

/// Where the mode stands in values.
const MODE: &str = "config.envoyGateway.provider.kubernetes.deploy.type";

/// How many parts of a path count.
const DEEPEST: usize = 16;

/// The values that count, the strongest first: files that are said to be values, then those of the installation; where
/// there are none, a values file that nothing refers to.
pub fn layers<'a>(files: &'a [FileFacts], installation: Option<&Installation<'a>>) -> Layers<'a> {
    let said = files.iter().rev().filter(|facts| facts.said && facts.role == Some(Role::Values));
    let mut layers = Layers::default();
    layers.extend(said.flat_map(|facts| &facts.documents).filter(|one| is_values(one)).gather());
    if let Some(Installation { values, .. }) = installation {
        let stronger = layers.known.len();
        layers.hidden.extend(values.hidden.iter().map(|(place, hidden)| (place + stronger, hidden.clone())));
        layers.extend(values.known.clone());
    }
    if layers.known.is_empty() && layers.hidden.is_empty() {
        layers.extend(loose(files).into_iter().gather());
    }
    layers
}

/// How many layers count, so that the cost stays bounded.
const MOST: usize = 64;

/// Of several values files: one that configures the controller, then one called values.yaml, then by path.
fn loose(files: &[FileFacts]) -> Option<&Document> {
    let all = files.iter().flat_map(|facts| facts.documents.iter().map(move |document| (facts, document)));
    let loose = all.filter(|(facts, document)| is_values(document) && !document.partial && is_loose(facts, document));
    let order = |(facts, document): &(&FileFacts, &Document)| {
        let configures = document.root.at(&["config", "envoyGateway"]).is_some();
        let usual = facts.path.rsplit(['/', '\\']).next() == Some("values.yaml");
        (!configures, !usual, facts.path.clone())
    };
    loose.min_by_key(order).map(|(_, document)| document)
}

fn is_loose(facts: &FileFacts, document: &Document) -> bool {
    let outer = document.outer.and_then(|outer| facts.documents.get(outer));
    outer.is_none_or(|outer| outer.kind == Kind::ConfigMap)
}

fn is_values(document: &Document) -> bool {
    document.kind == Kind::HelmValues
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::testing::files;

    fn paths(facts: &[FileFacts]) -> Vec<&str> {
        layers(facts, None).known.into_iter().map(|values| &*facts[values.file.0 as usize].path).collect()
    }

    #[test]
    fn of_loose_files_the_one_that_configures() {
        let (with, without) = ("config: {envoyGateway: {}}", "deployment: {envoyGateway: {}}");
        assert_eq!(paths(&files(&[("a.yaml", without), ("values.yaml", without)])), ["values.yaml"]);
        assert_eq!(paths(&files(&[("b.yaml", with), ("values.yaml", without)])), ["b.yaml"]);
        assert_eq!(paths(&files(&[("b.yaml", with), ("a.yaml", with)])), ["a.yaml"]);
    }

    #[test]
    fn files_that_are_said_to_be_values_go_first_the_last_one_before_others() {
        let mut facts = files(&[
            ("a.yaml", "config: {envoyGateway: {}}"),
            ("b.yaml", "deployment: {envoyGateway: {}}"),
            ("c.yaml", "config: {envoyGateway: {}}"),
        ]);
        for file in &mut facts[..2] {
            (file.role, file.said) = (Some(Role::Values), true);
        }
        assert_eq!(paths(&facts), ["b.yaml", "a.yaml"]);
    }
}
