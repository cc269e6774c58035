//! `render`: the created objects and the statuses, as the controller would show them.

use super::ancestors::{Ancestor, Users, by_name};
use super::origins;
use super::places::Places;
use super::writer::Writer;
use crate::diagnostic::Group;
use crate::model::Object;
use crate::read::GATEWAY_GROUP;
use crate::release::Feature;
use crate::render::{ObjectTypes, Rendering};
use crate::resolve::Conditions;
use crate::rules::{self, Input};
use crate::schema::Schema;
use crate::text::{Gather as _, Str, sort};
use crate::value::{Node, Origin};

/// What there is to say before anything is created.
pub enum Start {
    /// The controller does not start.
    Refused(Vec<String>),
    /// It creates nothing in the cluster.
    Custom,
    /// It crashes when it looks at the first object.
    Crash(Node),
    /// It crashes on a Gateway of the class of this name; it does nothing more.
    Falls(Str, Node),
    /// It runs.
    Runs,
}

/// Whether the controller runs with its configuration.
pub fn start(input: &Input<'_>) -> Start {
    let config = &input.resolved.config;
    let faults = rules::config_faults(input);
    let crash = config.deploy().filter(|deploy| deploy.get("type").is_none());
    match crash.filter(|_| !input.release.has(Feature::DeployWithoutType)) {
        _ if !faults.is_empty() => Start::Refused(faults),
        _ if config.is_custom() => Start::Custom,
        Some(deploy) => Start::Crash(deploy.clone()),
        None => match input.resolved.crash(input.release) {
            Some((class, node)) => Start::Falls(class.object.document.name.clone(), node.clone()),
            None => Start::Runs,
        },
    }
}

/// Writes the statuses and what is created.
pub struct Renderer<'r> {
    /// The answer.
    pub out: Writer,
    /// What is known.
    pub input: &'r Input<'r>,
    /// The places of the files.
    pub places: &'r Places<'r>,
    /// The types of objects.
    pub types: &'r ObjectTypes,
    /// Whether to say where values came from.
    pub explain: bool,
}

impl Renderer<'_> {
    /// The files that can't be read.
    pub fn unread(&mut self) {
        for said in rules::unread(self.input).iter().filter(|said| said.group == Group::Yaml) {
            self.out.open('{');
            self.out.field("document", &self.places.line(said.span));
            self.out.field("message", &said.message);
            self.out.close('}');
        }
    }

    /// A field that is a list; `write` writes its items.
    pub fn list(&mut self, key: &str, write: &mut dyn FnMut(&mut Self)) {
        self.out.key(key).open('[');
        write(self);
        self.out.close(']');
    }

    /// Every GatewayClass; one of another controller has no conditions.
    pub fn classes(&mut self, start: &Start) {
        for class in &self.input.resolved.classes {
            let name = &class.object.document.name;
            let conditions = match start {
                Start::Crash(_) => Conditions::default(),
                Start::Falls(last, _) if name > last => Conditions::default(),
                // What the translation refuses is not known yet.
                Start::Falls(..) if class.params.is_invalid() => Conditions::accepted(class.managed),
                _ => class.conditions(),
            };
            self.out.open('{');
            self.named(&class.object.document.name, &conditions);
            self.out.close('}');
        }
    }

    fn named(&mut self, name: &str, conditions: &Conditions) {
        self.out.field("name", name);
        self.conditions(conditions);
    }

    fn conditions(&mut self, conditions: &Conditions) {
        self.out.key("conditions").open('[');
        for condition in conditions.all() {
            self.out.open('{');
            self.out.field("type", condition.kind);
            self.out.field("status", if condition.status { "True" } else { "False" });
            self.out.field("reason", condition.reason);
            self.out.field("message", condition.message);
            self.out.close('}');
        }
        self.out.close(']');
    }

    /// Every Gateway; one that is not handled has no conditions.
    pub fn gateways(&mut self, silent: bool) {
        for gateway in &self.input.resolved.gateways {
            let (mut conditions, mut listeners) = (Conditions::default(), &[][..]);
            if !silent {
                conditions = self.input.resolved.conditions(gateway, self.input.release);
                listeners = &gateway.listeners;
            }
            self.out.open('{');
            self.out.field("namespace", gateway.object.namespace.name().unwrap_or(""));
            self.named(&gateway.object.document.name, &conditions);
            self.out.key("listeners").open('[');
            for listener in listeners {
                self.out.open('{');
                self.named(listener.name(), &listener.conditions);
                self.out.close('}');
            }
            self.out.close(']');
            self.out.close('}');
        }
    }

    /// EnvoyProxies that are referred to, with what the controller says of each to whom; older releases write no status.
    pub fn proxies(&mut self) {
        let mut proxies: Vec<&Object> = self.input.model.proxies.iter().gather();
        proxies.retain(|_| self.input.release.has(Feature::ProxyStatus));
        sort(&mut proxies, |a, b| by_name(a).cmp(&by_name(b)));
        let users = Users::new(self.input);
        for proxy in proxies {
            let ancestors = users.ancestors(self.input, proxy);
            if ancestors.is_empty() {
                continue;
            }
            self.out.open('{');
            self.out.field("namespace", proxy.namespace.name().unwrap_or(""));
            self.out.field("name", &proxy.document.name);
            self.out.key("ancestors").open('[');
            for ancestor in ancestors {
                self.ancestor(ancestor);
            }
            self.out.close(']');
            self.out.close('}');
        }
    }

    fn ancestor(&mut self, ancestor: Ancestor<'_>) {
        self.out.open('{');
        self.out.key("ancestorRef").open('{');
        self.out.field("group", GATEWAY_GROUP);
        self.out.field("kind", ancestor.kind);
        if ancestor.kind == "Gateway" {
            self.out.field("namespace", ancestor.object.namespace.name().unwrap_or(""));
        }
        self.out.field("name", &ancestor.object.document.name);
        self.out.close('}');
        let mut conditions = Conditions::default();
        match ancestor.accepted {
            false => conditions.set("Accepted", false, "InvalidParameters", "the controller refuses it"),
            true => conditions.set("Accepted", true, "Accepted", "it is used"),
        }
        self.conditions(&conditions);
        self.out.close('}');
    }

    /// What is created, proxy by proxy, by key.
    pub fn infra(&mut self, schema: &Schema) {
        let mut all: Vec<(&Str, Option<usize>)> = Vec::new();
        let resolved = self.input.resolved;
        all.extend(resolved.infras.iter().enumerate().map(|(at, infra)| (&infra.key, Some(at))));
        all.extend(resolved.idle.iter().map(|idle| (&idle.key, None)));
        sort(&mut all, |a, b| a.0.cmp(b.0));
        for (key, at) in all {
            self.out.open('{');
            self.out.field("key", key);
            match at {
                Some(at) => self.proxy(at, schema),
                None => self.idle(key),
            }
            self.out.close('}');
        }
    }

    fn proxy(&mut self, at: usize, schema: &Schema) {
        let (Some(infra), Some(rendering)) = (self.input.resolved.infras.get(at), self.input.renderings.get(at)) else {
            return;
        };
        self.out.key("name").node(&infra.name);
        self.out.key("namespace").node(&infra.namespace);
        if let Some(spec) = infra.effective.stored(schema, self.input.release) {
            let spec = self.fit("EnvoyProxySpec", &spec);
            self.out.key("resolvedEnvoyProxySpec").node(&spec);
        }
        self.created(Some(rendering), infra.ports.is_empty());
    }

    fn idle(&mut self, key: &str) {
        let Some(idle) = self.input.resolved.idle.iter().find(|idle| *idle.key == *key) else { return };
        self.out.key("name").node(&idle.name);
        self.out.key("namespace").node(&idle.namespace);
        self.created(None, true);
    }

    /// The objects as they are written out, and where the controller stops.
    pub fn created(&mut self, rendering: Option<&Rendering>, skipped: bool) {
        let objects = rendering.map_or(&[][..], |rendering| &rendering.objects);
        let fitted: Vec<Node> = objects.iter().map(|object| self.fit(object.kind, &object.node)).gather();
        self.out.key("objects").open('[');
        for object in &fitted {
            self.out.node(object);
        }
        self.out.close(']');
        if self.explain {
            self.out.key("origins").open('[');
            for (at, object) in fitted.iter().enumerate() {
                origins::write(&mut self.out, self.places, format!("/objects/{at}"), object);
            }
            self.out.close(']');
        }
        if skipped {
            self.out.field("skipped", "no listeners");
        }
        self.out.key("errors").open('[');
        if let Some(failure) = rendering.and_then(|rendering| rendering.failure.as_ref()) {
            self.failed(failure.step(), &failure.cause.to_string(), failure.origin());
        }
        self.out.close(']');
    }

    /// A tree in the form of its type. What does not fit at this point is shown as it is: where it matters, it is said
    /// elsewhere.
    fn fit(&self, kind: &str, node: &Node) -> Node {
        self.types.fit(kind, node, self.input.release, self.input.settings).unwrap_or_else(|_| node.clone())
    }

    /// Where the controller stops, why, and where the cause is written.
    pub fn failed(&mut self, object: &str, message: &str, origin: &Origin) {
        self.out.open('{');
        self.out.field("object", object);
        self.out.field("message", message);
        if let Some(span) = origin.span() {
            let place = self.places.place(span);
            self.out.key("place").place(&place);
        }
        self.out.close('}');
    }
}
