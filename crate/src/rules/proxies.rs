//! The proxies that will run, by the Gateways and classes that they are for: what selectors and names are held against.

use super::Input;
use crate::labels::{keys, namespace_name};
use crate::render::{Object, Rendering};
use crate::resolve::{ClassState, Infra};
use crate::text::Names;
use crate::value::{Entry, Node};

/// A proxy that is created.
#[derive(Clone, Copy)]
pub struct Proxy<'a> {
    /// What it is built from.
    pub infra: &'a Infra<'a>,
    /// Its objects.
    pub rendering: &'a Rendering,
}

/// The labels that say who a proxy is for.
pub const OWNER: [&str; 3] = [keys::OWNING_GATEWAY_NAME, keys::OWNING_GATEWAY_NAMESPACE, keys::OWNING_GATEWAY_CLASS];

impl<'a> Proxy<'a> {
    /// The object of a kind.
    pub fn object(self, kind: &str) -> Option<&'a Object> {
        self.rendering.objects.iter().find(|object| object.kind == kind)
    }

    /// The Deployment or DaemonSet.
    pub fn workload(self) -> Option<&'a Object> {
        self.object("Deployment").or_else(|| self.object("DaemonSet"))
    }

    /// The template of its pods.
    pub fn pods(self) -> Option<&'a Node> {
        self.workload()?.node.at(&["spec", "template"])
    }

    /// The labels of its pods, or of its Service.
    pub fn labels(self, service: bool) -> Option<&'a Node> {
        let of = if service { &self.object("Service")?.node } else { self.pods()? };
        of.at(&["metadata", "labels"])
    }

    /// The namespace of its objects; none where it can't be found out.
    pub fn namespace(self) -> Option<&'a str> {
        self.infra.namespace.as_str().filter(|name| namespace_name(name).is_ok())
    }

    /// Who it is for, for a message.
    pub fn owner(self) -> String {
        let of = if self.infra.key.as_bytes().contains(&b'/') { "Gateway " } else { "the merged Gateways of " };
        [of, &self.infra.key].concat()
    }

    /// The owner labels of its pods.
    pub fn owner_labels(self) -> Vec<&'a Entry> {
        let labels = self.labels(false).and_then(Node::as_map);
        let mut own = Vec::new();
        for key in &OWNER {
            own.extend(labels.and_then(|labels| labels.entry(key)));
        }
        own
    }
}

/// True when a deployment tool fills in whether the Gateways of a class share a proxy, or the EnvoyProxy that says so.
pub fn merging_is_unknown(input: &Input<'_>, class: &ClassState<'_>) -> bool {
    let own = class.proxy.and_then(|proxy| proxy.document.spec());
    let spec = own.or(input.resolved.config.default_spec());
    let merges = spec.and_then(|spec| spec.get("mergeGateways"));
    let name = class.object.document.root.at(&["spec", "parametersRef", "name"]);
    [merges, name].into_iter().flatten().any(|node| input.is_placeholder(node))
}

/// True when a deployment tool fills in whether ports below 1024 are opened higher.
pub fn shift_is_unknown(input: &Input<'_>, infra: &Infra<'_>) -> bool {
    let path = ["provider", "kubernetes", "useListenerPortAsContainerPort"];
    let same = infra.effective.spec.as_ref().and_then(|spec| spec.at(&path));
    same.is_some_and(|same| input.is_placeholder(same))
}

/// All proxies.
#[derive(Default)]
pub struct Proxies<'a> {
    /// In the order of the files.
    pub all: Vec<Proxy<'a>>,
    /// By the names of Gateways, alone and with their namespaces, and of classes, and by what else their pods say who they are for.
    by_name: Names<'a, usize>,
    everyone: Vec<usize>,
}

impl<'a> Proxies<'a> {
    /// Every proxy with pods.
    pub fn new(input: &Input<'a>) -> Self {
        let mut proxies = Proxies::default();
        for (infra, rendering) in input.proxies() {
            let proxy = Proxy { infra, rendering };
            let Some(labels) = proxy.labels(false) else { continue };
            let place = proxies.all.len();
            proxies.by_name.push(&infra.key, place);
            for gateway in &infra.gateways {
                let gateway = input.resolved.gateways.get(*gateway);
                gateway.into_iter().for_each(|gateway| proxies.by_name.push(&gateway.object.document.name, place));
            }
            // What they say beside that, the standard label by hand above all.
            for key in &[keys::GATEWAY_NAME, keys::OWNING_GATEWAY_NAME, keys::OWNING_GATEWAY_CLASS] {
                let name = labels.get(key).and_then(Node::as_str).unwrap_or("");
                if !proxies.named(name).ends_with(&[place]) {
                    proxies.by_name.push(name, place);
                }
            }
            proxies.everyone.push(place);
            proxies.all.push(proxy);
        }
        proxies
    }

    /// Those that are for a Gateway or a class of this name.
    pub fn named(&self, name: &str) -> &[usize] {
        self.by_name.all(name)
    }

    /// All of them.
    pub fn everyone(&self) -> &[usize] {
        &self.everyone
    }
}
