//! The controller's configuration among everything that looks like one.

use super::inferred::listed;
use super::install::title;
use crate::read::{Document, FileFacts, Kind, Role};
use crate::text::{Str, sort};

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

/// The name of the ConfigMap that the controller's Deployment mounts. Source: gateway-helm chart v1.0–v1.9.
const CONFIG_MAP: &str = "envoy-gateway-config";

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
            let standing = standing(facts, outer, installed);
            let carrier = outer.and_then(|outer| outer.outer).and_then(|outer| facts.documents.get(outer)).or(outer);
            let title = carrier.map_or_else(|| facts.path.to_string(), |carrier| title(carrier, &facts.path));
            found.push(Found { standing, whole: !document.partial, path: &facts.path, document, title });
        }
    }
    sort(&mut found, |a, b| a.order().cmp(&b.order()));
    let first = found.first().filter(|first| first.standing != Standing::Elsewhere)?;
    let merged = |other: &&Found| other.standing == Standing::Installed && first.standing == Standing::Installed;
    let others = found.iter().skip(1).filter(|other| !merged(other)).map(|other| other.path.to_string());
    let others: Vec<String> = others.collect();
    let others = (!others.is_empty()).then(|| format!("not the one in {}", listed(&others)));
    Some(Chosen { standing: first.standing, document: first.document, title: first.title.clone(), others })
}

struct Found<'a> {
    standing: Standing,
    whole: bool,
    path: &'a Str,
    document: &'a Document,
    title: String,
}

impl Found<'_> {
    fn order(&self) -> impl Ord + '_ {
        (self.standing, self.whole, self.path, self.document.span)
    }
}

fn standing(facts: &FileFacts, outer: Option<&Document>, installed: &[&Document]) -> Standing {
    match outer {
        None if facts.said && facts.role == Some(Role::Config) => Standing::Said,
        None => Standing::File,
        Some(outer) if outer.kind == Kind::ConfigMap && outer.name == CONFIG_MAP => Standing::ConfigMap,
        Some(outer) if outer.kind == Kind::ConfigMap => Standing::OtherConfigMap,
        Some(outer) if installed.iter().any(|values| std::ptr::eq(*values, outer)) => Standing::Installed,
        Some(_) => Standing::Elsewhere,
    }
}
