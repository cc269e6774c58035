//! The controller's configuration among everything that looks like one.

use super::inferred::listed;
use super::install::{CONFIG_MAP, title};
use crate::read::{Document, FileFacts, Kind, Role};
use crate::text::{Gather as _, Str, sort};

/// Where a configuration stands; what counts first where there are several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A file that is said to be the configuration.
    Said,
    /// The ConfigMap that the chart writes.
    ConfigMap,
    /// Another ConfigMap with the key of the configuration.
    OtherConfigMap,
    /// Values of an installation.
    Installed,
    /// A file of kind EnvoyGateway.
    File,
    /// Values of another installation: they do not count.
    Elsewhere,
}

/// The configuration that counts.
#[derive(Debug, Clone)]
pub struct Chosen<'a> {
    /// Where it stands.
    pub standing: Standing,
    /// The configuration as it is written.
    pub document: &'a Document,
    /// What carries it: a ConfigMap, a HelmRelease, its file.
    pub title: String,
    /// Those that do not count.
    pub others: Option<String>,
}

/// The configuration that counts: by where it stands, of equals a patch first, then by path. `installed`: the values of
/// the installation that counts; others do not count.
pub fn choose<'a>(files: &'a [FileFacts], installed: &[&Document]) -> Option<Chosen<'a>> {
    let mut found: Vec<Found> = Vec::new();
    for facts in files {
        for document in facts.documents.iter().filter(|document| document.kind == Kind::EnvoyGateway) {
            let outer = document.outer.and_then(|outer| facts.documents.get(outer));
            let layer = installed.iter().position(|values| outer.is_some_and(|outer| std::ptr::eq(*values, outer)));
            let standing = standing(facts, outer, layer);
            let carrier = outer.and_then(|outer| outer.outer).and_then(|outer| facts.documents.get(outer)).or(outer);
            let title = carrier.map_or_else(|| facts.path.to_string(), |carrier| title(carrier, &facts.path));
            found.push(Found { standing, layer, whole: !document.partial, path: &facts.path, document, title });
        }
    }
    sort(&mut found, |a, b| a.order().cmp(&b.order()));
    let first = found.first().filter(|first| first.standing != Standing::Elsewhere)?;
    let merged = |other: &&Found| other.standing == Standing::Installed && first.standing == Standing::Installed;
    let others = found.iter().skip(1).filter(|other| !merged(other)).map(|other| other.path.to_string());
    let others: Vec<String> = others.gather();
    let others = (!others.is_empty()).then(|| format!("not the one in {}", listed(&others)));
    Some(Chosen { standing: first.standing, document: first.document, title: first.title.clone(), others })
}

struct Found<'a> {
    standing: Standing,
    /// Which layer of the values it stands in.
    layer: Option<usize>,
    whole: bool,
    path: &'a Str,
    document: &'a Document,
    title: String,
}

impl Found<'_> {
    fn order(&self) -> impl Ord + '_ {
        (self.standing, self.layer, self.whole, self.path, self.document.span)
    }
}

fn standing(facts: &FileFacts, outer: Option<&Document>, layer: Option<usize>) -> Standing {
    match outer {
        None if facts.said && facts.role == Some(Role::Config) => Standing::Said,
        None => Standing::File,
        Some(outer) if outer.kind == Kind::ConfigMap && outer.name == CONFIG_MAP => Standing::ConfigMap,
        Some(outer) if outer.kind == Kind::ConfigMap => Standing::OtherConfigMap,
        Some(_) if layer.is_some() => Standing::Installed,
        Some(_) => Standing::Elsewhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::testing::files;

    const FILE: &str = "apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyGateway\n";

    fn map(name: &str) -> String {
        format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\ndata: {{envoy-gateway.yaml: 'kind: EnvoyGateway'}}\n"
        )
    }

    #[test]
    fn of_several_one_counts() {
        let (right, other) = (map("envoy-gateway-config"), map("other"));
        let values = "config: {envoyGateway: {a: b}}";
        let facts = files(&[("a.yaml", FILE), ("b.yaml", values), ("c.yaml", &other), ("d.yaml", &right)]);
        let layers = [&facts[1].documents[0]];
        let order: Vec<Standing> = [0, 1, 2, 3]
            .map(|left_out| choose(&facts[..4 - left_out], &layers).unwrap().standing)
            .into_iter()
            .collect();
        assert_eq!(order, [Standing::ConfigMap, Standing::OtherConfigMap, Standing::Installed, Standing::File]);
        let chosen = choose(&facts, &layers).unwrap();
        assert_eq!(chosen.title, "ConfigMap envoy-gateway-config");
        assert_eq!(chosen.others.as_deref(), Some("not the one in c.yaml, b.yaml and a.yaml"));
    }

    #[test]
    fn values_that_do_not_count_do_not_configure() {
        let facts = files(&[("b.yaml", "config: {envoyGateway: {a: b}}")]);
        assert!(choose(&facts, &[]).is_none());
    }
}
