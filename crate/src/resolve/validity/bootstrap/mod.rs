//! `bootstrap`: what the proxies start with, which must still fit Envoy's types and lead to the controller.
//!
//! Source: `ApplyBootstrapConfig` and `Validate` of Envoy Gateway v1.0–v1.9, with the behaviour of golang/protobuf's
//! `jsonpb`, of the generated validation of Envoy's types and of evanphx/json-patch.

mod default;
mod merge;
mod message;
mod patch;
mod pointer;

use super::{Invalid, Why};
use crate::release::{Feature, Release};
use crate::text::{Embedding, FileId, Index, Key};
use crate::value::{Map, Node, Origin, Value};
use crate::yaml::{self, Text};
use message::Messages;
use std::cell::{OnceCell, RefCell};

/// The file of what stands in no file.
const NOWHERE: FileId = FileId(u32::MAX);

/// What is known of the bootstraps of a release: many Gateways have the same one. It must not outlive them.
#[derive(Debug, Default)]
pub struct Bootstraps {
    /// Made when there is something to judge.
    given: OnceCell<Option<Given>>,
    /// What was found, and which of it by where a bootstrap is kept.
    judged: RefCell<(Vec<Option<Invalid>>, Index<'static>)>,
}

/// What the controller gives the proxies by itself.
#[derive(Debug)]
struct Given {
    messages: Messages,
    whole: Node,
    /// As a message.
    read: Node,
}

impl Bootstraps {
    /// What the controller refuses about the `bootstrap` of an EnvoyProxy; `merged`: what can't be put into that of a
    /// proxy at all. Nobody looks at that of the config's default spec before.
    pub fn refused(&self, bootstrap: &Node, merged: bool, release: &Release) -> Option<Invalid> {
        let given = self.given.get_or_init(|| Given::new(release)).as_ref()?;
        let (judged, places) = &mut *self.judged.borrow_mut();
        let key = std::ptr::from_ref(bootstrap) as i64 * 2 + i64::from(merged);
        let place = places.place(Key::Number(key), judged.len());
        if place == judged.len() {
            judged.push(if merged { given.unusable(bootstrap) } else { given.refused(bootstrap, release) });
        }
        judged.get(place)?.clone()
    }
}

impl Given {
    fn new(release: &Release) -> Option<Self> {
        let (messages, whole) = (Messages::builtin(), default::bootstrap(release)?);
        let read = messages.read(&whole, "Bootstrap").ok()?;
        Some(Given { messages, whole, read })
    }

    fn refused(&self, bootstrap: &Node, release: &Release) -> Option<Invalid> {
        let (whole, blamed) = match made(bootstrap, &self.whole) {
            Ok(made) => made?,
            Err(invalid) => return Some(invalid),
        };
        let (node, why) = self.wrong(&whole, bootstrap.str_at(&["type"]) == Some("Merge"), release)?;
        let is_known = node.origin.span().is_some_and(|span| span.file != NOWHERE);
        invalid(if is_known { &node } else { blamed }, why)
    }

    fn unusable(&self, bootstrap: &Node) -> Option<Invalid> {
        let word = bootstrap.str_at(&["type"]).unwrap_or("");
        if !matches!(word, "Merge" | "JSONPatch") {
            return None;
        }
        let (whole, blamed) = match made(bootstrap, &self.whole) {
            Ok(made) => made?,
            Err(invalid) => return Some(invalid),
        };
        // What patches come to is written out as it is.
        let fits = word == "JSONPatch" || self.messages.read(&whole, "Bootstrap").is_ok();
        if fits { None } else { invalid(blamed, Why::Bootstrap) }
    }

    /// What is wrong with a bootstrap, and where.
    fn wrong(&self, whole: &Node, merges: bool, release: &Release) -> Option<(Node, Why)> {
        let mut read = match self.messages.read(whole, "Bootstrap") {
            Ok(read) => read,
            Err(wrong) => return Some((wrong, Why::Bootstrap)),
        };
        if merges {
            read = merge::merge(&self.messages, &self.read, &read, "Bootstrap");
        }
        if let Some(wrong) = self.messages.check(&read, "Bootstrap") {
            return Some((wrong, Why::Bootstrap));
        }
        let free = release.has(Feature::FetchTimeoutFree);
        let parts = [(resources(&read, free), resources(&self.read, free)), (endpoints(&read), endpoints(&self.read))];
        let (own, _) = parts.into_iter().find(|(own, right)| own.value != right.value)?;
        Some((own, Why::BootstrapConnection))
    }
}

/// The bootstrap that somebody writes or patches, and what to blame for it; none where that is not known.
///
/// # Errors
/// What can't be read, or an operation that can't be applied.
fn made<'b>(bootstrap: &'b Node, default: &Node) -> Result<Option<(Node, &'b Node)>, Invalid> {
    if bootstrap.str_at(&["type"]) == Some("JSONPatch") {
        let Some(patches) = bootstrap.get("jsonPatches") else { return Ok(None) };
        return Ok(patch::patched(patches, default)?.map(|whole| (whole, patches)));
    }
    let Some((value, text)) = bootstrap.get("value").and_then(|value| Some((value, value.as_str()?))) else {
        return Ok(None);
    };
    let root = read(text).ok_or_else(|| Invalid { node: value.clone(), why: Why::Bootstrap })?;
    Ok(Some((root.unwrap_or_else(|| Node::map(Map::new(), value.origin.clone())), value)))
}

fn invalid(node: &Node, why: Why) -> Option<Invalid> {
    Some(Invalid { node: node.clone(), why })
}

/// The tree of a text that is in no file, where it can be read; none inside where it is empty.
fn read(text: &str) -> Option<Option<Node>> {
    let piece = yaml::read_one(&Text::from(text), &Embedding::file(NOWHERE, text.len()));
    (!piece.is_refused(false)).then_some(piece.root)
}

/// How the proxies get their configuration. How long they wait for the first may be their own affair.
fn resources(whole: &Node, free: bool) -> Node {
    let resources = whole.get("dynamic_resources");
    let Some(map) = resources.and_then(Node::as_map).filter(|_| free) else { return or_null(resources) };
    let mut map = map.clone();
    for key in ["lds_config", "cds_config"] {
        if let Some(mut config) = map.get(key).and_then(Node::as_map).cloned() {
            config.remove("initial_fetch_timeout");
            map.set(key, Node::map(config, whole.origin.clone()));
        }
    }
    Node::map(map, whole.origin.clone())
}

/// Where the first cluster of the name is by which the proxies find the controller.
fn endpoints(whole: &Node) -> Node {
    let clusters = whole.at(&["static_resources", "clusters"]).map_or(&[][..], Node::items);
    let cluster = clusters.iter().find(|cluster| cluster.str_at(&["name"]) == Some("xds_cluster"));
    or_null(cluster.and_then(|cluster| cluster.get("load_assignment")))
}

fn or_null(node: Option<&Node>) -> Node {
    node.cloned().unwrap_or_else(|| Node::new(Value::Null, Origin::default_of(0, "bootstrap")))
}
