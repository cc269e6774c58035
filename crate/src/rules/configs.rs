//! The controller's configurations in the files, as rules of group `config` look at them.

use super::Input;
use crate::diagnostic::{Fix, ReleaseSet};
use crate::read::{ConfigText, Document, FileFacts, Kind};
use crate::schema::config::{Config, Fault, Ignored, Instead, Reading, Why};
use crate::text::Gather as _;
use crate::value::Node;

/// A configuration that stands in the files.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// Its tree.
    pub root: &'a Node,
    /// Its text; none where it is a part of Helm values, or one of several documents.
    pub text: Option<&'a ConfigText>,
    /// True for a part of Helm values, to which the chart adds the rest.
    pub in_values: bool,
}

/// Every configuration that has a tree.
pub fn sites<'a>(input: &Input<'a>) -> Vec<Site<'a>> {
    input.files.iter().flat_map(of_file).gather()
}

fn of_file(facts: &FileFacts) -> impl Iterator<Item = Site<'_>> {
    let documents = facts.documents.iter().enumerate().filter(|(_, document)| document.kind == Kind::EnvoyGateway);
    documents.map(|(place, document)| Site {
        root: &document.root,
        text: facts.configs.iter().find(|config| config.document == Some(place)),
        in_values: outer(facts, document).is_some_and(|outer| outer.kind == Kind::HelmValues),
    })
}

fn outer<'a>(facts: &'a FileFacts, document: &Document) -> Option<&'a Document> {
    facts.documents.get(document.outer?)
}

impl<'a> Site<'a> {
    /// The configuration, as the release reads it.
    pub fn config(&self, input: &Input<'a>) -> Config<'a> {
        config(input, self.root, self.text.is_some_and(|text| text.is_json))
    }

    /// False where the controller does not get as far as the fields.
    pub fn is_readable(&self, input: &Input<'a>) -> bool {
        let is_json = self.text.is_none_or(|text| text.broken_json.is_none());
        is_json && (self.in_values || self.config(input).head().is_none())
    }
}

/// A tree as a configuration that the release reads.
pub fn config<'a>(input: &Input<'a>, root: &'a Node, is_json: bool) -> Config<'a> {
    let is_unknown: fn(&str) -> bool = input.settings.unknown();
    Config::new(root, input.release, Reading { types: input.config_types, is_unknown, is_json })
}

/// True where the configuration comes from one of several files of values of which nobody says how they are used: each
/// can be a layer over another, so that nothing is known to be missing.
pub fn is_layer(input: &Input<'_>) -> bool {
    let span = input.resolved.config.root().and_then(|root| root.origin.span());
    let is_bare = |facts: &&FileFacts| {
        !facts.said
            && facts.documents.iter().any(|document| document.kind == Kind::HelmValues && document.outer.is_none())
    };
    let bare: Vec<&FileFacts> = input.files.iter().filter(is_bare).gather();
    bare.len() > 1 && bare.iter().any(|facts| Some(facts.file) == span.map(|span| span.file))
}

/// Why the controller does not start with its configuration: each field, and what is wrong with it.
pub fn faults(input: &Input<'_>) -> Vec<String> {
    let Some(root) = input.resolved.config.root() else { return Vec::new() };
    let site = sites(input).into_iter().find(|site| site.root.origin == root.origin);
    let is_json = site.and_then(|site| site.text).is_some_and(|text| text.is_json);
    let config = config(input, root, is_json);
    // What stands in values gets its head from the chart.
    let whole = site.is_some_and(|site| !site.in_values);
    let head = config.head().filter(|_| whole);
    let is_layer = is_layer(input);
    let faults = head.into_iter().chain(config.refused()).filter(|fault| !(is_layer && fault.is_missing));
    faults.map(|fault| format!("{}: {}", fault.field, fault.what)).gather()
}

/// The keys that are passed over, and nearly are the field that a fault misses: one cause, told with the fault.
pub fn misspelt<'i, 'c>(fault: &Fault, ignored: &'i [Ignored<'c>]) -> Option<&'i Ignored<'c>> {
    let is_meant = |ignored: &&Ignored<'_>| match ignored.why {
        Why::Near(name) => {
            let parent = fault.field.strip_suffix(name).map(|parent| parent.trim_end_matches('.'));
            fault.is_missing && parent == Some(&*ignored.parent)
        }
        _ => false,
    };
    ignored.iter().find(is_meant)
}

/// Which releases have something: the next that does, else those that did.
pub fn having(input: &Input<'_>, set: ReleaseSet) -> String {
    let name =
        |index: Option<u16>| index.and_then(|index| input.releases.get(index)).map_or("", |release| &release.version);
    let next = set.iter().find(|index| *index > input.release.index);
    match (name(next), name(set.first()), name(set.last())) {
        ("", first, last) if first == last => format!("only {first} has it"),
        ("", first, last) => format!("only {first} to {last} have it"),
        (next, ..) => format!("it needs {next} or newer"),
    }
}

/// An edit that mends a fault.
pub fn mend(input: &Input<'_>, fault: &Fault) -> Option<Fix> {
    let span = fault.at.editable()?;
    match fault.instead.as_ref()? {
        Instead::Quoted => {
            let written = input.slice(span);
            let text = format!("\"{written}\"");
            (!written.contains(['"', '\\', '\n'])).then(|| Fix::replace(format!("write {text}"), true, span, text))
        }
        Instead::Same(text) => Some(Fix::replace(format!("write {text}"), true, span, text.clone())),
        Instead::Other(text) => super::edits::write(input, &fault.at, Some(text.clone())),
    }
}
