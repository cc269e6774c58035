//! The objects of all files, by what they are: typed views that keep origins.

mod config;

pub use config::Config;

use crate::context::Context;
pub use crate::context::Namespace;
use crate::read::{Document, GATEWAY_GROUP, Kind};
use crate::release::Release;
use crate::text::{Gather as _, Names};
use crate::value::Node;

/// An object with the namespace that it will be in.
#[derive(Debug, Clone)]
pub struct Object<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its namespace; of no meaning for a GatewayClass.
    pub namespace: Namespace,
}

impl Object<'_> {
    /// `EnvoyProxy envoy-gateway-system/custom`: how a diagnostic names it.
    pub fn title(&self) -> String {
        let (kind, name) = (&self.document.kind_name, &self.document.name);
        match (self.document.kind, &self.namespace) {
            _ if name.is_empty() => kind.to_string(),
            (Kind::GatewayClass, _) | (_, Namespace::Unknown) => format!("{kind} {name}"),
            (_, Namespace::Known(namespace)) => format!("{kind} {}/{name}", namespace.as_str().unwrap_or("")),
        }
    }
}

/// The kinds that EnvoyProxies and Gateways refer to, Secrets aside.
const REFERRED: [&str; 4] = ["Service", "Backend", "ConfigMap", "ClusterTrustBundle"];

/// All objects, with an index by name for those that others refer to.
#[derive(Debug)]
pub struct Model<'a> {
    /// GatewayClasses in the order of the files.
    pub classes: Vec<Object<'a>>,
    /// Gateways in the order of the files.
    pub gateways: Vec<Object<'a>>,
    /// EnvoyProxies in the order of the files.
    pub proxies: Vec<Object<'a>>,
    /// The controller's configuration as it is written.
    pub config: Config,
    classes_by_name: Names<'a, usize>,
    proxies_by_name: Names<'a, usize>,
    secrets: Names<'a, &'a Document>,
    /// What else EnvoyProxies and Gateways refer to.
    referred: Names<'a, &'a Document>,
    namespaces: Names<'a, &'a Document>,
    grants: Vec<&'a Document>,
    /// What a deployer adds.
    pub context: Context<'a>,
}

impl<'a> Model<'a> {
    /// Sorts the documents; `context` says which namespace each is in and which one configures the controller.
    pub fn new(documents: &[&'a Document], context: Context<'a>) -> Self {
        let of = |kind: Kind| -> Vec<Object<'a>> {
            let objects = documents.iter().filter(|document| document.kind == kind && !document.partial);
            objects.map(|document| Object { document, namespace: context.namespace_of(document) }).gather()
        };
        let (classes, proxies) = (of(Kind::GatewayClass), of(Kind::EnvoyProxy));
        let (classes_by_name, proxies_by_name) = (by_name(&classes), by_name(&proxies));
        let config = Config::new(context.config());
        let named = |kind: Kind| {
            let mut names = Names::default();
            let documents = documents.iter().copied().filter(|document| document.kind == kind);
            documents.for_each(|document| names.push(&document.name, document));
            names
        };
        let (secrets, namespaces) = (named(Kind::Secret), named(Kind::Namespace));
        let mut referred = Names::default();
        for document in documents.iter().copied().filter(|document| REFERRED.contains(&&*document.kind_name)) {
            referred.push(&document.name, document);
        }
        let gateways = of(Kind::Gateway);
        let grants = documents.iter().copied().filter(|document| &*document.kind_name == "ReferenceGrant").gather();
        Model {
            grants,
            classes,
            gateways,
            proxies,
            config,
            classes_by_name,
            proxies_by_name,
            secrets,
            referred,
            namespaces,
            context,
        }
    }

    /// Where the GatewayClass of this name is among the classes; the first one, where there are several.
    pub fn class_index(&self, name: &str) -> Option<usize> {
        self.classes_by_name.first(name).copied()
    }

    /// The GatewayClass of this name; the first one, where there are several.
    pub fn class(&self, name: &str) -> Option<&Object<'a>> {
        self.classes.get(self.class_index(name)?)
    }

    /// The EnvoyProxy of this name in this namespace. An object whose namespace can't be found out matches any.
    pub fn proxy(&self, namespace: &Namespace, name: &str) -> Option<&Object<'a>> {
        let candidates = self.proxies_by_name.all(name).iter().filter_map(|index| self.proxies.get(*index));
        let exact = candidates.clone().find(|proxy| proxy.namespace.is(namespace));
        exact.or_else(|| candidates.clone().find(|proxy| proxy.namespace.may_be(namespace)))
    }

    /// The EnvoyProxies of this name, in any namespace.
    pub fn proxies_named(&self, name: &str) -> impl Iterator<Item = &Object<'a>> {
        self.proxies_by_name.all(name).iter().filter_map(|index| self.proxies.get(*index))
    }

    /// The Namespace object of a name.
    pub fn namespace_object(&self, name: &str) -> Option<&'a Document> {
        self.namespaces.first(name).copied()
    }

    /// The Secrets of a name, in any namespace.
    pub fn secrets_named(&self, name: &str) -> &[&'a Document] {
        self.secrets.all(name)
    }

    /// True when there may be the Secret that a reference names: in the namespace that it gives, else at home. Secrets are
    /// seldom in the files; only where nothing is added to them, one that is not there is missing.
    pub fn has_secret(&self, reference: &Node, home: &Namespace) -> bool {
        self.has("Secret", reference, home, &|_| true)
    }

    /// As [`Self::has_secret`], of another kind, and where not every object will do.
    pub fn has(&self, kind: &str, reference: &Node, home: &Namespace, fits: &dyn Fn(&Document) -> bool) -> bool {
        let namespace = match reference.get("namespace") {
            Some(node) => self.context.namespace_named(node),
            None => home.clone(),
        };
        self.has_named(kind, reference.str_at(&["name"]).unwrap_or(""), &namespace, fits)
    }

    /// As [`Self::has`], by name and namespace. One of the files that will not do is the one, unless another will.
    pub fn has_named(&self, kind: &str, name: &str, home: &Namespace, fits: &dyn Fn(&Document) -> bool) -> bool {
        let named = if kind == "Secret" { self.secrets.all(name) } else { self.referred.all(name) };
        let (mut found, complete) = (false, self.context.is_complete());
        for object in named.iter().filter(|object| *object.kind_name == *kind) {
            let place = self.namespace_of(object);
            if place.may_be(home) && fits(object) {
                return true;
            }
            found |= place.is(home);
        }
        !found && !complete
    }

    /// True when an object of `kind` in `home` may refer to one of kind `to` in the namespace that a reference gives.
    pub fn may_refer(&self, kind: &str, home: &Namespace, to: &str, reference: &Node) -> bool {
        let Some(node) = reference.get("namespace") else { return true };
        let namespace = self.context.namespace_named(node);
        let (name, group) = (reference.str_at(&["name"]), reference.str_at(&["group"]).or(Some("")));
        let allows = |grant: &&Document| {
            let of = |part| grant.root.at(&["spec", part]).map_or(&[][..], Node::items).iter();
            let is_kind = |node: &Node, wanted| node.str_at(&["kind"]) == Some(wanted);
            let mut from =
                of("from").filter(|from| is_kind(from, kind) && from.str_at(&["group"]) == Some(GATEWAY_GROUP));
            let mut to = of("to").filter(|node| is_kind(node, to) && node.str_at(&["group"]) == group);
            let from_home = |from: &Node| match from.get("namespace") {
                Some(node) => self.context.namespace_named(node).may_be(home),
                None => false,
            };
            self.namespace_of(grant).may_be(&namespace)
                && from.any(from_home)
                && to.any(|to| matches!(to.str_at(&["name"]), None | Some("")) || to.str_at(&["name"]) == name)
        };
        namespace.may_be(home) || !self.context.is_complete() || self.grants.iter().any(allows)
    }

    /// The configuration that the controller of a release gets.
    pub fn config_of(&self, release: &Release) -> Config {
        Config::new(self.context.config_of(release))
    }

    /// The namespace that a document will be in.
    pub fn namespace_of(&self, document: &Document) -> Namespace {
        self.context.namespace_of(document)
    }
}

/// The places of objects by their names.
fn by_name<'a>(objects: &[Object<'a>]) -> Names<'a, usize> {
    let mut names = Names::default();
    objects.iter().enumerate().for_each(|(index, object)| names.push(&object.document.name, index));
    names
}
