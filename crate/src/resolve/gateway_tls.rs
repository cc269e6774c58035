//! `spec.tls` of a Gateway: the CAs that its clients' certificates come from, and the certificate that backends get.
//!
//! Source: behaviour of Envoy Gateway v1.8–v1.9 (Gateway API translator).

use crate::model::{Config, Model, Namespace, Object};
use crate::read::Document;
use crate::release::{Feature, Release};
use crate::value::Node;

/// What is refused about a reference.
#[derive(Debug, Clone, Copy)]
pub struct Failure<'a> {
    /// The reference.
    pub node: &'a Node,
    /// The controller's word for why.
    pub reason: &'static str,
    /// Why, in words.
    pub message: &'static str,
}

/// What `spec.tls` of a Gateway comes to.
#[derive(Debug, Default)]
pub struct GatewayTls<'a> {
    /// True when there is one, and the release looks at it.
    pub is_there: bool,
    /// True when some port takes clients without a valid certificate.
    pub insecure: bool,
    /// What is wrong with the CAs of all ports without their own.
    pub all: Option<Failure<'a>>,
    /// The ports with CAs of their own, or with none, and what is wrong with these.
    pub ports: Vec<(i64, Option<Failure<'a>>)>,
    /// What is wrong with the certificate for backends.
    pub backend: Option<Failure<'a>>,
}

/// `backend` without a certificate, on which newer releases crash.
pub(super) fn crash<'a>(gateway: &'a Object<'_>, release: &Release) -> Option<&'a Node> {
    let backend = gateway.document.root.at(&["spec", "tls", "backend"]).filter(|backend| backend.as_map().is_some());
    let lacks = |backend: &&Node| backend.get("clientCertificateRef").is_none_or(Node::is_null);
    backend.filter(|_| release.has(Feature::GatewayTls)).filter(lacks)
}

impl<'a> GatewayTls<'a> {
    pub(super) fn new(gateway: &'a Object<'a>, model: &Model<'_>, config: &Config, release: &Release) -> Self {
        let mut read = GatewayTls::default();
        let tls = gateway.document.root.at(&["spec", "tls"]).filter(|tls| tls.as_map().is_some());
        let Some(tls) = tls.filter(|_| release.has(Feature::GatewayTls)) else { return read };
        let looking = Looking { home: &gateway.namespace, model, config, release };
        read.is_there = true;
        read.all = tls.at(&["frontend", "default"]).and_then(|part| read.clients(part, &looking));
        for port in tls.at(&["frontend", "perPort"]).map_or(&[][..], Node::items) {
            if let Some(number) = port.get("port").and_then(Node::as_int) {
                let failure = port.get("tls").and_then(|part| read.clients(part, &looking));
                read.ports.push((number, failure));
            }
        }
        read.backend =
            tls.at(&["backend", "clientCertificateRef"]).and_then(|reference| looking.certificate(reference));
        read
    }

    fn clients(&mut self, part: &'a Node, looking: &Looking<'_>) -> Option<Failure<'a>> {
        let validation = part.get("validation")?;
        let failure = looking.authorities(validation.get("caCertificateRefs")?);
        self.insecure |= failure.is_none() && validation.str_at(&["mode"]) == Some("AllowInsecureFallback");
        failure
    }

    /// What is wrong with the CAs of a port.
    pub fn of_port(&self, port: i64) -> Option<Failure<'a>> {
        self.ports.iter().rev().find(|(number, _)| *number == port).map_or(self.all, |(_, failure)| *failure)
    }

    /// Whether everything was found, and if not the last word about it.
    pub fn reason(&self) -> Option<&'static str> {
        let clients = self.all.is_some() || self.ports.iter().any(|(_, failure)| failure.is_some());
        self.backend.map(|failure| failure.reason).or(clients.then_some("InvalidParameters"))
    }
}

struct Looking<'l> {
    home: &'l Namespace,
    model: &'l Model<'l>,
    config: &'l Config,
    release: &'l Release,
}

const ELSEWHERE: &str = "an object of another namespace needs a ReferenceGrant there";

impl Looking<'_> {
    fn authorities<'n>(&self, references: &'n Node) -> Option<Failure<'n>> {
        const UNUSABLE: &str = "InvalidCACertificateRef";
        if self.model.context.is_open(references) {
            return None;
        }
        let (mut known, mut some, mut remote) = (false, false, None);
        for node in references.items() {
            let kind = node.str_at(&["kind"]).unwrap_or("");
            let failure = |reason, message| Some(Failure { node, reason, message });
            if !self.model.may_refer("Gateway", self.home, kind, node) {
                return failure("RefNotPermitted", ELSEWHERE);
            }
            if !["ConfigMap", "Secret", "ClusterTrustBundle"].contains(&kind) {
                some |= self.model.context.is_open(node.get("kind").unwrap_or(node));
                continue;
            }
            known = true;
            let there = |fits: &dyn Fn(&Document) -> bool| self.has(kind, node, fits);
            if !there(&|_| true) {
                return failure(UNUSABLE, "what holds the CA was not found");
            }
            if kind == "Secret" && !there(&|secret| !is_remote(secret)) {
                match () {
                    () if !self.config.refers_to_sds() => {
                        return failure(UNUSABLE, "a Secret of this type needs `extensionApis.enableSDSSecretRef`");
                    }
                    () if remote.is_some() => return failure(UNUSABLE, "only one CA can be had from elsewhere"),
                    () => remote = Some(node),
                }
                continue;
            }
            if kind != "ClusterTrustBundle" && !there(&|object| self.authority(object).is_some()) {
                return failure(UNUSABLE, "there is no CA in what is referred to");
            }
            some |= kind == "ClusterTrustBundle" || there(&|object| self.authority(object) != Some(false));
        }
        let failure = |reason, message| Some(Failure { node: references, reason, message });
        match remote {
            Some(_) if some => failure(UNUSABLE, "a CA that is had from elsewhere stands alone"),
            None if !some && known => failure("NoValidCACertificate", "there is no CA in what is referred to"),
            None if !some => {
                failure("InvalidCACertificateKind", "only ConfigMap, Secret and ClusterTrustBundle can hold a CA")
            }
            _ => None,
        }
    }

    fn has(&self, kind: &str, node: &Node, fits: &dyn Fn(&Document) -> bool) -> bool {
        // A bundle is in no namespace, whatever the reference says.
        let nowhere = Namespace::Unknown;
        match kind {
            "ClusterTrustBundle" => self.model.has_named(kind, node.str_at(&["name"]).unwrap_or(""), &nowhere, fits),
            _ => self.model.has(kind, node, self.home, fits),
        }
    }

    /// True when an object holds a CA, false when it holds an empty one.
    fn authority(&self, object: &Document) -> Option<bool> {
        let data = object.root.get("data").map_or(&[][..], Node::entries);
        let texts = object.root.get("stringData").map_or(&[][..], Node::entries);
        let named = |key: &str| data.iter().chain(texts).find(|entry| *entry.key == *key);
        let second = || named("tls.crt").filter(|_| self.release.has(Feature::CaUnderTlsCrt));
        let only = || data.iter().chain(texts).next().filter(|_| data.len() + texts.len() == 1);
        let found = named("ca.crt").or_else(second).or_else(only);
        if object.partial { Some(true) } else { Some(found?.value.as_str() != Some("")) }
    }

    fn certificate<'n>(&self, node: &'n Node) -> Option<Failure<'n>> {
        const INVALID: &str = "InvalidClientCertificateRef";
        if self.model.context.is_open(node) {
            return None;
        }
        let failure = |reason, message| Some(Failure { node, reason, message });
        let is_secret = node.str_at(&["kind"]).unwrap_or("Secret") == "Secret";
        if !is_secret || !node.str_at(&["group"]).unwrap_or("").is_empty() {
            return failure(INVALID, "only a Secret can hold a certificate");
        }
        if !self.model.may_refer("Gateway", self.home, "Secret", node) {
            return failure("RefNotPermitted", ELSEWHERE);
        }
        let there = |fits: &dyn Fn(&Document) -> bool| self.model.has("Secret", node, self.home, fits);
        match () {
            () if !there(&|_| true) => failure(INVALID, "the Secret was not found"),
            () if !there(&is_pair) => failure(INVALID, "the Secret does not hold `tls.crt` and `tls.key`"),
            () => None,
        }
    }
}

fn is_remote(secret: &Document) -> bool {
    secret.root.str_at(&["type"]) == Some("gateway.envoyproxy.io/sds")
}

fn is_pair(secret: &Document) -> bool {
    let has = |key| ["data", "stringData"].iter().any(|part| secret.root.at(&[part, key]).is_some());
    secret.partial || has("tls.crt") && has("tls.key")
}
