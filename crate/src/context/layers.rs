//! The values of the chart that count, layer by layer.

use super::install::Installation;
use crate::read::{Document, FileFacts, Kind, Role};
use crate::text::Gather as _;

/// The values that count, the strongest first: files that are said to be values, then those of the installation, else a
/// values file that nothing refers to.
pub fn layers<'a>(files: &'a [FileFacts], installation: Option<&Installation<'a>>) -> Vec<&'a Document> {
    let said = files.iter().rev().filter(|facts| facts.said && facts.role == Some(Role::Values));
    let mut layers: Vec<&Document> = said.flat_map(|facts| &facts.documents).filter(|one| is_values(one)).gather();
    layers.extend(installation.into_iter().flat_map(|one| one.values.iter().copied()));
    if layers.is_empty() {
        layers.extend(loose(files));
    }
    layers.truncate(MOST);
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
        layers(facts, None).into_iter().map(|values| &*facts[values.file.0 as usize].path).collect()
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
