//! The controller's own validation of its configuration, with defaults already filled in.
//!
//! Source: `ValidateEnvoyGateway` of Envoy Gateway v1.0–v1.9. The controller stops at the first thing that it finds; here
//! all of them are told.

mod extension;
mod provider;
mod rate_limit;
mod telemetry;

use super::decode::Decoder;
use super::fault::{Fault, Instead, Step};
use super::forms::{Quantity, duration};
use super::walk::Site;
use crate::release::{Feature, Release};
use crate::text::nearest_of;
use crate::value::{Node, Origin, Value};
use crate::yaml::to_json;

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
            self.missing(&gateway, "controllerName", todo);
        }
    }

    /// Log levels, by component.
    fn logging(&mut self, root: &Site<'_>) -> bool {
        let Some(levels) = self.field(root, "logging").and_then(|logging| self.field(&logging, "level")) else {
            return false;
        };
        let xds = self.has(Feature::LogComponentXds).then_some("xds");
        let known: Vec<&str> = COMPONENTS.into_iter().chain(xds).collect();
        for entry in levels.node.entries() {
            let at = levels.child(entry);
            if !known.contains(&&*entry.key) {
                let todo = format!("The components are {}.", known.join(", "));
                self.fault(&entry.key_origin, &at.path, format!("`{}` is no component that logs", entry.key), todo);
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
            self.fault(
                &disable.node.origin,
                &disable.path,
                what,
                "Take disableLua out and write enableLua alone.".to_string(),
            );
        }
    }

    // What the parts share.

    /// The field of a map; none where there is none, or where it is not known.
    fn field<'n>(&self, site: &Site<'n>, key: &str) -> Option<Site<'n>> {
        site.field(key).filter(|field| !self.is_unknown(field.node))
    }

    /// The items of a list that are known.
    fn items<'n>(&self, list: &Site<'n>) -> Vec<Site<'n>> {
        list.items().filter(|item| !self.is_unknown(item.node)).collect()
    }

    fn is_unknown(&self, node: &Node) -> bool {
        node.as_str().is_some_and(self.decoder.is_unknown)
    }

    /// The text of a field, empty where it is left out; none where it is not known.
    fn text<'n>(&self, site: &Site<'n>, key: &str) -> Option<&'n str> {
        match site.node.get(key) {
            None => Some(""),
            Some(node) => node.as_str().filter(|_| !self.is_unknown(node)),
        }
    }

    /// The choice that a field makes; a fault where it makes none. None, too, where it is not known.
    fn one_of(&mut self, site: &Site<'_>, key: &'static str, choices: &[&'static str]) -> Option<&'static str> {
        self.choice(site, key, key, choices)
    }

    fn choice(&mut self, site: &Site<'_>, key: &str, noun: &str, choices: &[&'static str]) -> Option<&'static str> {
        let text = self.text(site, key)?;
        let chosen = choices.iter().find(|choice| **choice == text);
        if chosen.is_none() {
            let todo = format!("Write {}.", listed(choices));
            match site.field(key).filter(|_| !text.is_empty()) {
                None => self.missing(site, key, todo),
                Some(field) => {
                    self.fault(&field.node.origin, &field.path, format!("there is no {noun} `{text}`"), todo);
                    self.instead(nearest_of(text, choices.iter().copied()));
                }
            }
        }
        chosen.copied()
    }

    fn positive_duration(&mut self, site: &Site<'_>, key: &str) {
        let Some(field) = self.field(site, key) else { return };
        let text = field.node.as_str().unwrap_or("");
        let what = match duration(text) {
            None => format!("`{text}` is not a duration"),
            Some(..=0) => format!("{key} must be more than zero"),
            Some(_) => return,
        };
        self.fault(&field.node.origin, &field.path, what, "Write one like 500ms, 10s or 1h30m.".to_string());
    }

    /// A fault where a quantity is not a positive integer.
    fn positive_quantity(&mut self, site: &Site<'_>, key: &str) {
        let Some(field) = self.field(site, key) else { return };
        let text = field.node.as_str().map_or_else(|| to_json(field.node), str::to_string);
        let number = Quantity::parse(text.trim()).and_then(Quantity::as_integer);
        // In JSON a number keeps its point.
        let number = number.filter(|_| !(self.decoder.is_json && matches!(field.node.value, Value::Float(_))));
        if number.is_none_or(|number| number <= 0) {
            let what = format!("`{text}` is not a whole number above zero");
            self.fault(
                &field.node.origin,
                &field.path,
                what,
                "Write one like 4Mi or 4194304, without a point.".to_string(),
            );
        }
    }

    /// A required field that is missing or empty.
    fn missing(&mut self, site: &Site<'_>, key: &str, todo: String) {
        let path = site.below(key);
        match site.field(key) {
            Some(field) => self.fault(&field.node.origin, &path, format!("{key} is empty"), todo),
            None => {
                self.fault(site.key, &path, format!("{} has no {key}", site.name()), todo);
                self.faults.last_mut().into_iter().for_each(|fault| fault.is_missing = true);
            }
        }
    }

    fn fault(&mut self, at: &Origin, field: &str, what: String, todo: String) {
        let field = field.to_string();
        self.faults.push(Fault {
            at: at.clone(),
            field,
            step: Step::Validate,
            what,
            todo,
            instead: None,
            is_missing: false,
        });
    }

    /// What to write instead of the value of the last fault.
    fn instead(&mut self, text: Option<&str>) {
        if let Some(last) = self.faults.last_mut() {
            last.instead = text.map(|text| Instead::Other(text.to_string()));
        }
    }
}

/// `a, b or c`
fn listed(words: &[&str]) -> String {
    match words {
        [all @ .., last] if !all.is_empty() => format!("{} or {last}", all.join(", ")),
        _ => words.concat(),
    }
}

/// The components that log, in every release.
const COMPONENTS: [&str; 7] =
    ["default", "provider", "gateway-api", "xds-translator", "xds-server", "infrastructure", "global-ratelimit"];
