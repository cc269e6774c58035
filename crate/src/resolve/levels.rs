//! The effective EnvoyProxy spec of a Gateway: the config's default spec, the class's and the Gateway's own.

use super::merge::{MergeError, Shape, json_merge, strategic_merge};
use crate::model::Object;
use crate::release::{Feature, Release};
use crate::schema::{self, Schema};
use crate::text::Span;
use crate::value::{Entry, Map, Node, Origin, Value};

/// Where an EnvoyProxy spec stands; the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The Gateway's own EnvoyProxy.
    Gateway,
    /// The GatewayClass's EnvoyProxy.
    Class,
    /// `envoyProxy` in the controller's configuration.
    Config,
}

impl Level {
    /// In words, as the subject of a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Level::Gateway => "the Gateway's EnvoyProxy",
            Level::Class => "the class's EnvoyProxy",
            Level::Config => "the default spec of the EnvoyGateway config",
        }
    }
}

/// How a stronger level meets a weaker one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeType {
    /// The stronger one replaces the weaker one whole.
    Replace,
    /// Strategic merge.
    StrategicMerge,
    /// JSON merge.
    JsonMerge,
}

/// A spec that takes part.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    /// Its level.
    pub level: Level,
    /// The spec.
    pub spec: Node,
    /// The object that holds it; none for the config's.
    pub proxy: Option<&'a Object<'a>>,
    /// False when a stronger level replaced it whole.
    pub used: bool,
    /// True when the controller writes a provider into a spec without one, as it does while it looks for the proxy's Service.
    pub gets_provider: bool,
}

impl Source<'_> {
    /// The spec with the API server's defaults; nobody fills any into the config.
    fn stored(&self, schema: &Schema, release: &Release) -> Node {
        let Some(proxy) = self.proxy else { return self.spec.clone() };
        let root = schema::apply_defaults(schema, schema::Kind::EnvoyProxy, &proxy.document.root, release);
        let spec = root.get("spec").cloned().unwrap_or_else(|| self.spec.clone());
        if self.gets_provider { with_provider(spec, release) } else { spec }
    }
}

/// The spec that applies, and what it was made of.
#[derive(Debug, Clone)]
pub struct Effective<'a> {
    /// The spec; none where no level gives one, or where merging failed: then the built-in defaults apply.
    pub spec: Option<Node>,
    /// The levels that give a spec, the strongest first.
    pub sources: Vec<Source<'a>>,
    /// Why merging failed; the controller only logs it.
    pub error: Option<MergeError>,
}

impl<'a> Effective<'a> {
    /// The levels met, as the controller meets them: the Gateway's over the class's, that over the config's default.
    ///
    /// A release that does not know `mergeType` lets the strongest level replace the others.
    pub(super) fn new(sources: Vec<Source<'a>>, release: &Release, schema: Option<&Schema>) -> Self {
        let mut effective = Effective { spec: None, sources, error: None };
        match effective.merge(release, schema) {
            Ok(spec) => effective.spec = spec,
            Err(error) => effective.error = Some(error),
        }
        effective
    }

    /// The source of a level.
    pub fn source(&self, level: Level) -> Option<&Source<'a>> {
        self.sources.iter().find(|source| source.level == level)
    }

    /// The source in whose text some bytes stand.
    pub fn source_at(&self, span: Span) -> Option<&Source<'a>> {
        let holds = |source: &&Source| source.spec.origin.span().is_some_and(|outer| outer.holds(span));
        self.sources.iter().find(holds)
    }

    /// The spec as the controller gets it: an object has the defaults that the API server fills in, and where levels
    /// are merged they count as if they were written.
    pub fn stored(&self, schema: &Schema, release: &Release) -> Option<Node> {
        let mut used = self.sources.iter().filter(|source| source.used);
        match (used.next(), used.next()) {
            (Some(only), None) if self.error.is_none() => Some(only.stored(schema, release)),
            _ => self.spec.clone(),
        }
    }

    fn merge(&mut self, release: &Release, schema: Option<&Schema>) -> Result<Option<Node>, MergeError> {
        let merges = |source: &Source<'_>| release.has(Feature::MergeType) && source.spec.get("mergeType").is_some();
        let merged =
            self.sources.len() > 1 && self.sources.iter().any(merges) || self.sources.iter().any(has_deep_defaults);
        let spec_of = |level| {
            let source = self.source(level)?;
            let schema = schema.filter(|_| merged);
            Some(schema.map_or_else(|| source.spec.clone(), |schema| source.stored(schema, release)))
        };
        let (gateway, class, config) = (spec_of(Level::Gateway), spec_of(Level::Class), spec_of(Level::Config));
        // The Gateway's mergeType decides over the class; over the config the class's does, else the Gateway's.
        let over_class = merge_type(&[gateway.as_ref()], release);
        let over_config = merge_type(&[class.as_ref(), gateway.as_ref()], release);
        let class_used = gateway.is_none() || over_class != MergeType::Replace;
        let config_used = (gateway.is_none() && class.is_none()) || over_config != MergeType::Replace;
        for source in &mut self.sources {
            source.used = match source.level {
                Level::Gateway => true,
                Level::Class => class_used,
                Level::Config => config_used,
            };
        }
        meet(config.as_ref(), meet(class.as_ref(), gateway, over_class)?, over_config)
    }
}

/// True where the API server fills something into what is copied into the pod.
fn has_deep_defaults(source: &Source<'_>) -> bool {
    let list = |workload: &Node, path: &[&str]| workload.at(path).map_or(&[][..], Node::items).to_vec();
    ["envoyDeployment", "envoyDaemonSet"].iter().any(|part| {
        let Some(workload) = source.spec.at(&["provider", "kubernetes", part]) else { return false };
        let from_file = |env: &Node| env.at(&["valueFrom", "fileKeyRef"]).is_some();
        let filled =
            |volume: &Node| ["azureDisk", "iscsi", "rbd", "scaleIO"].iter().any(|kind| volume.get(kind).is_some());
        !list(workload, &["initContainers"]).is_empty()
            || list(workload, &["container", "env"]).iter().any(from_file)
            || list(workload, &["pod", "volumes"]).iter().any(filled)
    })
}

/// Newer releases write the default provider into the spec.
fn with_provider(spec: Node, release: &Release) -> Node {
    if spec.get("provider").is_some() || !release.has(Feature::ProviderFilledIn) {
        return spec;
    }
    let origin = Origin::default_of(release.index, "provider");
    spec.put_at(&["provider", "type"], Node::string("Kubernetes", origin))
}

/// The first mergeType among the specs; unknown ones and releases without it replace.
fn merge_type(specs: &[Option<&Node>], release: &Release) -> MergeType {
    let known = |spec: &&Node| release.has(Feature::MergeType) && spec.get("mergeType").is_some();
    let first = specs.iter().copied().flatten().find(known);
    match first.and_then(|spec| spec.str_at(&["mergeType"])) {
        Some("StrategicMerge") => MergeType::StrategicMerge,
        Some("JSONMerge") => MergeType::JsonMerge,
        _ => MergeType::Replace,
    }
}

fn meet(weaker: Option<&Node>, stronger: Option<Node>, how: MergeType) -> Result<Option<Node>, MergeError> {
    match (weaker, stronger) {
        (None, stronger) => Ok(stronger),
        (Some(weaker), None) => Ok(Some(weaker.clone())),
        (Some(weaker), Some(stronger)) => Ok(Some(match how {
            MergeType::Replace => stronger,
            MergeType::StrategicMerge => {
                strategic_merge(weaker, &without_nulls(&stronger, "", DEEPEST), Shape::EnvoyProxy, "EnvoyProxy")?
            }
            MergeType::JsonMerge => json_merge(weaker, &without_nulls(&stronger, "", DEEPEST))?,
        })),
    }
}

/// What Go does not write: nulls, empty lists and the one plain `false`.
fn is_left_out(entry: &Entry, field: &str) -> bool {
    match &entry.value.value {
        Value::Null => true,
        Value::List(items) => items.is_empty() && *entry.key != *"nodeSelectorTerms",
        Value::Bool(value) => !value && field == "prometheus",
        _ => false,
    }
}

/// Deeper than any spec has nulls that matter.
const DEEPEST: usize = 64;

/// The level as the controller gets it: a null or an empty list counts as left out and does not take out what it meets.
/// Only below the `value` of a patch nulls are kept.
fn without_nulls(node: &Node, field: &str, depth: usize) -> Node {
    let Value::Map(map) = &node.value else { return node.clone() };
    let mut result = Vec::new();
    for entry in map.entries() {
        let free_form = depth == 0 || (field == "patch" && *entry.key == *"value");
        let left_out = if free_form { entry.value.is_null() } else { is_left_out(entry, field) };
        if left_out {
            continue;
        }
        let value = if free_form { entry.value.clone() } else { without_nulls(&entry.value, &entry.key, depth - 1) };
        result.push(Entry { value, ..entry.clone() });
    }
    Node::map(Map::from_distinct(result), node.origin.clone())
}
