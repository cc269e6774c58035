//! The controller's own validation of its configuration, with defaults already filled in.
//!
//! Source: `ValidateEnvoyGateway` of Envoy Gateway v1.0–v1.9. The controller stops at the first thing that it finds; here
//! all of them are told.

mod extension;
mod provider;
mod rate_limit;
mod telemetry;
mod tools;

use super::decode::Decoder;
use super::fault::Fault;
use super::walk::Site;
use crate::release::{Feature, Release};
use crate::text::Gather as _;
use crate::value::Node;

/// What the controller refuses of a decoded configuration with its defaults.
pub fn validate(root: &Node, decoder: &Decoder<'_>) -> Vec<Fault> {
    let mut validator = Validator { decoder, faults: Vec::new() };
    validator.root(&Site::root(root));
    validator.faults
}

struct Validator<'d> {
    decoder: &'d Decoder<'d>,
    faults: Vec<Fault>,
}

impl<'d> Validator<'d> {
    fn release(&self) -> &'d Release {
        self.decoder.release
    }

    fn has(&self, feature: Feature) -> bool {
        self.release().has(feature)
    }

    fn root(&mut self, root: &Site<'_>) {
        self.gateway(root);
        self.provider_type(root);
        let parts: [fn(&mut Self, &Site<'_>) -> bool; 5] =
            [Self::provider, Self::logging, Self::rate_limit, Self::extensions, Self::telemetry];
        for part in parts {
            let is_there = part(self, root);
            if is_there && !self.has(Feature::WholeConfigChecked) {
                return;
            }
        }
        self.xds_server(root);
        self.extension_apis(root);
    }

    fn gateway(&mut self, root: &Site<'_>) {
        let Some(gateway) = self.field(root, "gateway") else { return };
        if self.text(&gateway, "controllerName") == Some("") {
            let default = "gateway.envoyproxy.io/gatewayclass-controller";
            let todo = format!("Once `gateway` is written, its name has no default. The usual one is {default}.");
            self.missing(&gateway, "controllerName", &todo);
        }
    }

    /// Log levels, by component.
    fn logging(&mut self, root: &Site<'_>) -> bool {
        let Some(levels) = self.field(root, "logging").and_then(|logging| self.field(&logging, "level")) else {
            return false;
        };
        let xds = self.has(Feature::LogComponentXds).then_some("xds");
        let known: Vec<&str> = COMPONENTS.into_iter().chain(xds).gather();
        for entry in levels.node.entries() {
            let at = levels.child(entry);
            if !known.contains(&&*entry.key) {
                let todo = format!("The components are {}.", known.join(", "));
                self.fault(&entry.key_origin, &at.path, format!("`{}` is no component that logs", entry.key), &todo);
                continue;
            }
            self.choice(&levels, &entry.key, "level", &["debug", "info", "warn", "error"]);
        }
        !levels.node.entries().is_empty()
    }

    fn xds_server(&mut self, root: &Site<'_>) {
        let Some(server) = self.field(root, "xdsServer") else { return };
        for key in ["maxConnectionAge", "maxConnectionAgeGrace"] {
            self.positive_duration(&server, key);
        }
        self.positive_quantity(&server, "maxReceiveMessageSize");
    }

    /// Two switches for one thing, where the release has both.
    fn extension_apis(&mut self, root: &Site<'_>) {
        let has_both = self.decoder.types.has(self.release(), &["extensionApis", "enableLua"]);
        let Some(apis) = self.field(root, "extensionApis").filter(|_| has_both) else { return };
        let Some(disable) = self.field(&apis, "disableLua") else { return };
        let enable = apis.node.get("enableLua");
        let (Some(disabled), Some(enabled)) = (disable.node.as_bool(), enable.map_or(Some(false), Node::as_bool))
        else {
            return;
        };
        if disabled == enabled {
            let what = match enable {
                Some(_) => format!("disableLua and enableLua are both {enabled}"),
                None => "disableLua: false contradicts enableLua, which is false where it is left out".to_string(),
            };
            self.wrong(&disable, what, "Take disableLua out and write enableLua alone.");
        }
    }
}

/// The components that log, in every release.
const COMPONENTS: [&str; 7] =
    ["default", "provider", "gateway-api", "xds-translator", "xds-server", "infrastructure", "global-ratelimit"];
