//! See `pull_secret_elsewhere.md`.

use super::{Findings, Input, Rule, workloads};
use crate::diagnostic::{Group, Severity};
use crate::model::Namespace;
use crate::read::{Document, Kind};
use crate::text::{Span, sort};
use crate::value::Node;

/// A pull secret that is in another namespace than the pods.
pub const RULE: Rule =
    Rule { id: "pull-secret-elsewhere", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

/// Words in the annotations of what copies Secrets into other namespaces.
const COPIERS: [&str; 3] = ["reflect", "replicat", "kubed"];

/// A name of a Secret, and the namespace of the pods that ask for it.
type Asked<'a> = (Span, &'a str, &'a str);

fn check(input: &Input<'_>, findings: &mut Findings) {
    let mut asked: Vec<Asked> = Vec::new();
    for (infra, rendering) in input.proxies() {
        for object in workloads::workloads(rendering) {
            let secrets = object.node.at(&["spec", "template", "spec", "imagePullSecrets"]);
            ask(input, &mut asked, secrets, &infra.namespace);
        }
    }
    let namespace = input.model.context.controller_namespace(input.release);
    for config in input.of_kind(Kind::EnvoyGateway).filter(|config| config.root.get("rateLimit").is_some()) {
        let path = ["provider", "kubernetes", "rateLimitDeployment", "pod", "imagePullSecrets"];
        ask(input, &mut asked, config.root.at(&path), &namespace);
    }
    sort(&mut asked, |a, b| a.cmp(b));
    asked.dedup();
    let mut left = asked.as_slice();
    while let Some((first, _)) = left.split_first() {
        let same = left.iter().take_while(|one| one.0 == first.0).count();
        let Some((group, rest)) = left.split_at_checked(same) else { return };
        left = rest;
        report(input, findings, group);
    }
}

fn ask<'a>(input: &Input<'_>, asked: &mut Vec<Asked<'a>>, secrets: Option<&'a Node>, namespace: &'a Node) {
    let known = !input.is_placeholder(namespace) && !namespace.as_str().is_some_and(|name| name.starts_with('<'));
    let Some(namespace) = namespace.as_str().filter(|_| known) else { return };
    for name in secrets.map_or(&[][..], Node::items).iter().filter_map(|secret| secret.get("name")) {
        let name = name.as_str().zip(name.origin.span()).filter(|_| !input.is_placeholder(name));
        if let Some((name, span)) = name {
            asked.push((span, name, namespace));
        }
    }
}

/// One finding for all pods that ask for it at one place.
fn report(input: &Input<'_>, findings: &mut Findings, asked: &[Asked<'_>]) {
    let mut lacking: Option<(&Asked, &Document)> = None;
    let mut others = 0;
    for one in asked {
        let secrets = input.model.secrets_named(one.1);
        let home = Namespace::known(one.2.to_string(), crate::value::Origin::default_of(0, ""));
        let is_there = |secret: &&Document| input.model.namespace_of(secret).may_be(&home) || is_copied(secret);
        match secrets.first() {
            Some(secret) if !secrets.iter().any(is_there) => match lacking {
                None => lacking = Some((one, secret)),
                Some(_) => others += 1,
            },
            _ => {}
        }
    }
    let Some(((span, name, namespace), secret)) = lacking.filter(|_| !input.model.context.may_hide("Secret")) else { return };
    let more = if others == 0 { String::new() } else { format!(", and in {others} other namespaces") };
    findings
        .report(*span, format!("the pods run in namespace {namespace}{more}, and there is no Secret `{name}` there"))
        .help(format!(
            "A pod finds pull secrets in its own namespace only, and this mode puts it into {namespace}: the image is not \
             pulled where the registry asks for a password. Put the Secret there as well."
        ))
        .related(secret.name_origin().span(), "the Secret of this name");
}

/// True for a Secret that something in the cluster copies.
fn is_copied(secret: &Document) -> bool {
    let annotations = secret.root.at(&["metadata", "annotations"]).map_or(&[][..], Node::entries);
    annotations.iter().any(|entry| COPIERS.iter().any(|word| entry.key.contains(word)))
}
