//! Where an EnvoyProxy sends logs, traces and metrics, and whether the controller takes that.
//!
//! Source: behaviour of Envoy Gateway v1.1–v1.9 (Gateway API translator). It looks at access logs first, then at traces,
//! then at metrics, and goes no further than the first thing that it refuses. Endpoints of a Service are made by the
//! cluster and not looked at; of a Backend, only its type.

mod expression;
mod literal;
mod settings;

use super::levels::Effective;
use super::{Invalid, Why};
use crate::model::{Config, Model, Namespace};
use crate::read::Document;
use crate::release::{Feature, Release};
use crate::value::{Node, Origin};

/// What is refused about the telemetry of a spec.
pub(super) fn refused(
    effective: &Effective<'_>,
    model: &Model<'_>,
    config: &Config,
    release: &Release,
) -> Option<Invalid> {
    if !release.has(Feature::TelemetryBackends) {
        return None;
    }
    let telemetry = effective.spec.as_ref()?.get("telemetry")?;
    // Whichever level a reference stands in, it starts from the namespace of the strongest; the config has none.
    let home = effective.sources.first().and_then(|source| source.proxy).map(|proxy| proxy.namespace.clone());
    let home = home.unwrap_or_else(|| Namespace::known("", Origin::derived("namespace of a default spec", Vec::new())));
    let telemetry = Telemetry { node: telemetry, home, model, config, release };
    telemetry.access_log().or_else(|| telemetry.tracing()).or_else(|| telemetry.metrics())
}

struct Telemetry<'t> {
    node: &'t Node,
    home: Namespace,
    model: &'t Model<'t>,
    config: &'t Config,
    release: &'t Release,
}

fn items<'n>(node: &'n Node, key: &str) -> &'n [Node] {
    node.get(key).map_or(&[], Node::items)
}

fn invalid(node: &Node, why: Why) -> Option<Invalid> {
    Some(Invalid { node: node.clone(), why })
}

impl Telemetry<'_> {
    fn access_log(&self) -> Option<Invalid> {
        let log = self.node.get("accessLog")?;
        if log.get("disable").and_then(Node::as_bool) == Some(true) {
            return None;
        }
        for setting in items(log, "settings") {
            for condition in items(setting, "matches") {
                let is_open = self.model.context.is_open(condition);
                if !is_open && condition.as_str().is_some_and(|text| !expression::is_expression(text)) {
                    return invalid(condition, Why::Expression);
                }
            }
            for sink in items(setting, "sinks") {
                let part = match sink.str_at(&["type"]) {
                    Some("ALS") => "als",
                    Some("OpenTelemetry") => "openTelemetry",
                    _ => continue,
                };
                let refused = sink.get(part).and_then(|cluster| self.cluster(cluster));
                if refused.is_some() {
                    return refused;
                }
            }
        }
        None
    }

    fn tracing(&self) -> Option<Invalid> {
        self.cluster(self.node.at(&["tracing", "provider"])?)
    }

    fn metrics(&self) -> Option<Invalid> {
        for sink in items(self.node.get("metrics")?, "sinks") {
            let refused = sink.get("openTelemetry").and_then(|cluster| self.cluster(cluster));
            if refused.is_some() {
                return refused;
            }
        }
        None
    }

    /// Where something is sent, and how.
    fn cluster(&self, cluster: &Node) -> Option<Invalid> {
        let settings = cluster.get("backendSettings").and_then(settings::refused);
        let settings = settings.filter(|refused| !self.model.context.is_open(&refused.node));
        if settings.is_some() {
            return settings;
        }
        for reference in items(cluster, "backendRefs") {
            if let Some(why) = self.backend(reference) {
                return invalid(reference, why);
            }
        }
        None
    }

    fn backend(&self, reference: &Node) -> Option<Why> {
        let text = |key| reference.str_at(&[key]);
        if reference.entries().iter().any(|entry| self.model.context.is_open(&entry.value)) {
            return None;
        }
        let with_backends = self.release.has(Feature::TelemetryToBackends);
        let there = |kind, fits: &dyn Fn(&Document) -> bool| self.model.has(kind, reference, &self.home, fits);
        match text("kind").unwrap_or("Service") {
            "Service" => {
                // An object without a namespace is nowhere.
                let nowhere = text("namespace").is_none() && self.home.name() == Some("");
                let external = self.release.has(Feature::ExternalNameRefused);
                match () {
                    () if nowhere || !there("Service", &|_| true) => Some(Why::BackendMissing),
                    () if external && !there("Service", &|service| !is_external(service)) => Some(Why::BackendExternal),
                    () if !there("Service", &|service| serves(service, reference)) => Some(Why::BackendPort),
                    () => None,
                }
            }
            "Backend" if with_backends => match () {
                () if !self.config.enables_backends() && self.config_is_known() => Some(Why::BackendDisabled),
                () if !there("Backend", &|_| true) => Some(Why::BackendMissing),
                () if !there("Backend", &|backend| !is_dynamic(backend)) => Some(Why::BackendDynamic),
                () => None,
            },
            _ => Some(Why::BackendKind),
        }
    }

    fn config_is_known(&self) -> bool {
        self.config.root().is_some() || self.model.context.is_complete()
    }
}

/// True for a Service with the port of a reference, or one of which that is not known.
fn serves(service: &Document, reference: &Node) -> bool {
    let is_it = |port: &Node| {
        let tcp = matches!(port.str_at(&["protocol"]), None | Some("" | "TCP"));
        let (number, wanted) = (port.get("port"), reference.get("port"));
        let same = number.map(|number| &number.value) == wanted.map(|wanted| &wanted.value);
        tcp && (same || number.and_then(Node::as_int).is_none())
    };
    let ports = service.root.at(&["spec", "ports"]).map_or(&[][..], Node::items);
    service.partial || service.spec().is_none() || ports.iter().any(is_it)
}

fn is_external(service: &Document) -> bool {
    service.root.str_at(&["spec", "type"]) == Some("ExternalName")
}

fn is_dynamic(backend: &Document) -> bool {
    backend.root.str_at(&["spec", "type"]) == Some("DynamicResolver")
}

#[cfg(test)]
mod tests;
