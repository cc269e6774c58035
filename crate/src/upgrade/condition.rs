//! On what files a note matters.
//!
//! ```text
//! condition = part { " & " part }           all parts hold
//! part      = subject { " " test }          all tests hold for one object
//! subject   = Proxy | EnvoyGateway | Values | Mode | KIND
//! test      = [ "!" ] path [ ( "=" | "~" | "^" ) text ]
//! ```
//!
//! `Proxy` is a spec of EnvoyProxy: one in the files, and the one that applies to a Gateway, which may be empty.
//! `EnvoyGateway` is the configuration that the controller gets, `Values` are values of its chart, `Mode` has the test
//! `merged` or `gateway-namespace`; another subject is the spec of objects of that kind (Gateways of other controllers
//! left out). A path leads through lists to
//! any item. `=` compares a text, `~` looks for one in all that stands there, `^` for its absence; `!` turns a test round.

use super::others::Other;
use crate::read::{Document, Kind};
use crate::resolve::Mode;
use crate::rules::Input;
use crate::text::{Gather as _, Span};
use crate::value::{Map, Node, Origin, Value};

/// How many places are shown.
pub(super) const MOST_PLACES: usize = 20;

/// The places at which a condition holds; none where it does not hold.
pub(super) fn places(condition: &str, sides: [&Input<'_>; 2], documents: &[Other<'_>]) -> Option<Vec<Span>> {
    let mut places = Vec::new();
    for part in condition.split('&') {
        let mut words = part.trim().split(' ');
        let subject = words.next()?;
        let mut holds = false;
        for (node, origin) in subjects(subject, sides, documents) {
            let mut place = None;
            let met = words.clone().all(|word| test(&node, word, &mut place));
            holds |= met;
            if met {
                places.extend(place.or(origin.span()));
            }
        }
        if !holds {
            return None;
        }
    }
    places.dedup();
    places.truncate(MOST_PLACES);
    Some(places)
}

/// The trees that a subject stands for, each with where to point where nothing in it is to blame.
fn subjects(subject: &str, sides: [&Input<'_>; 2], documents: &[Other<'_>]) -> Vec<(Node, Origin)> {
    let [_, after] = sides;
    let of = |node: &Node| (node.clone(), node.head().clone());
    match subject {
        "Proxy" => {
            let mut all = proxies(sides);
            all.extend(after.of_kind(Kind::EnvoyProxy).filter_map(Document::spec).map(of));
            all.extend(after.resolved.config.default_spec().map(of));
            return all;
        }
        "EnvoyGateway" => return after.resolved.config.root().map(of).into_iter().gather(),
        "Gateway" => {
            let ours = after
                .resolved
                .gateways
                .iter()
                .filter(|gateway| after.resolved.class_of(gateway).is_none_or(|class| class.managed));
            return ours.map(|gateway| spec_of(gateway.object.document)).gather();
        }
        "Mode" => return modes(sides),
        "Values" => return after.of_kind(Kind::HelmValues).map(|values| of(&values.root)).gather(),
        _ => {}
    }
    let ours = documents.iter().filter(|(document, _)| *document.kind_name == *subject);
    ours.map(|(document, root)| (root.get("spec").cloned().unwrap_or_else(|| empty(document)), document.name_origin()))
        .gather()
}

fn empty(document: &Document) -> Node {
    Node::map(Map::new(), document.name_origin())
}

fn spec_of(document: &Document) -> (Node, Origin) {
    (document.spec().cloned().unwrap_or_else(|| empty(document)), document.name_origin())
}

/// The specs that apply to Gateways.
fn proxies(sides: [&Input<'_>; 2]) -> Vec<(Node, Origin)> {
    let [_, after] = sides;
    let mut all = Vec::new();
    for infra in &after.resolved.infras {
        let gateway = infra.gateways.first().and_then(|at| after.resolved.gateways.get(*at));
        let Some(origin) = gateway.map(|gateway| gateway.object.document.name_origin()) else { continue };
        all.push((infra.effective.spec.clone().unwrap_or_else(|| Node::map(Map::new(), origin.clone())), origin));
    }
    all
}

/// How proxies are deployed, as a tree with a key.
fn modes(sides: [&Input<'_>; 2]) -> Vec<(Node, Origin)> {
    let mut all = Vec::new();
    for input in sides {
        let deploy = input.resolved.config.deploy_type();
        let asked = deploy
            .filter(|_| input.resolved.gateway_namespace_mode)
            .map(|deploy| ("gateway-namespace", deploy.origin.clone()));
        let merged = input.resolved.infras.iter().filter(|infra| infra.mode == Mode::Merged);
        let mut found: Vec<(&'static str, Origin)> = asked.into_iter().gather();
        found.extend(merged.map(|infra| ("merged", infra.name.origin.clone())));
        for (mode, origin) in found {
            let yes = Node::new(Value::Bool(true), origin.clone());
            all.push((Node::map(Map::new(), origin.clone()).put_at(&[mode], yes), origin));
        }
    }
    all
}

/// True where a test holds; then `place` is where.
fn test(root: &Node, word: &str, place: &mut Option<Span>) -> bool {
    let (word, wanted) = word.strip_prefix('!').map_or((word, true), |word| (word, false));
    let at = word.find(['=', '~', '^']).unwrap_or(word.len());
    let (path, rest) = word.split_at_checked(at).unwrap_or((word, ""));
    let found = find(root, path, rest);
    if let Some(node) = found.filter(|_| wanted) {
        *place = node.origin.span().or(*place);
    }
    found.is_some() == wanted
}

/// The first value at a path that is as it should be. Each step goes down one level of the tree, whose height is bounded.
fn find<'n>(node: &'n Node, path: &str, test: &str) -> Option<&'n Node> {
    if !node.items().is_empty() && !path.is_empty() {
        return node.items().iter().find_map(|item| find(item, path, test));
    }
    if path.is_empty() {
        return Some(node).filter(|node| is(node, test));
    }
    let (key, rest) = path.split_once('.').unwrap_or((path, ""));
    find(node.get(key)?, rest, test)
}

fn is(node: &Node, test: &str) -> bool {
    let text = || node.as_str().map_or_else(|| crate::yaml::to_json(node), str::to_string);
    match test.split_at_checked(1) {
        Some(("=", wanted)) => text() == wanted,
        Some(("~", wanted)) => text().contains(wanted),
        Some(("^", wanted)) => !text().contains(wanted),
        _ => true,
    }
}
