//! Sources of volumes and of environment variables.

use super::{Walk, by_text, int, is_true, items, text};
use crate::labels;
use crate::text::Index;
use crate::text::Key;
use crate::value::Node;

impl<'a> Walk<'a> {
    pub(super) fn volumes(&mut self, volumes: &'a [Node]) {
        self.distinct(volumes, "name", by_text);
        for volume in volumes {
            let Some(iscsi) = volume.get("iscsi").filter(|iscsi| iscsi.get("initiatorName").is_some()) else {
                continue;
            };
            if text(volume, "name").len() + text(iscsi, "targetPortal").len() > 63 {
                self.say("name", &[volume.get("name")], "has with the `targetPortal` at most 63 characters");
            }
        }
    }

    /// What sources of volumes ask of values together.
    pub(super) fn volume_source(&mut self, name: &str, source: &'a Node) {
        match name {
            "AzureDiskVolumeSource" => {
                let managed = text(source, "kind") == "Managed";
                let start = if managed { "/subscriptions/" } else { "https://" };
                if !text(source, "diskURI").starts_with(start) {
                    self.say("diskURI", &[source.get("diskURI")], &["must start with ", start].concat());
                }
            }
            "ISCSIVolumeSource" => {
                let secret = is_true(source, "chapAuthDiscovery") || is_true(source, "chapAuthSession");
                if secret && source.get("secretRef").is_none() {
                    self.say("secretRef", &[Some(source)], "is required for CHAP");
                }
            }
            "FCVolumeSource" => {
                let wrong = int(source, "lun").is_none_or(|lun| !(0..256).contains(&lun));
                if wrong && !items(source, "targetWWNs").is_empty() {
                    self.say("lun", &[source.get("lun"), Some(source)], "must be 0 to 255 beside `targetWWNs`");
                }
            }
            "FlockerVolumeSource" if text(source, "datasetName").contains('/') => {
                self.say("datasetName", &[source.get("datasetName")], "must not contain `/`");
            }
            "FlexVolumeSource" => self.options(source),
            "CinderVolumeSource" | "StorageOSVolumeSource" => self.secret(source, "secretRef", false),
            "CSIVolumeSource" => self.secret(source, "nodePublishSecretRef", true),
            "ProjectedVolumeSource" => self.projected(source),
            "PersistentVolumeClaimTemplate" => {
                let metadata = source.get("metadata").map_or(&[][..], Node::entries).iter();
                let other = |key: &str| matches!(key, "labels" | "annotations" | "creationTimestamp");
                if let Some(entry) =
                    metadata.filter(|entry| !super::is_empty(&entry.value)).find(|entry| !other(&entry.key))
                {
                    self.say("metadata", &[Some(&entry.value)], "has labels and annotations, nothing else");
                }
            }
            "PersistentVolumeClaimSpec" => self.claim(source),
            "WindowsSecurityContextOptions" => {
                let text = source.get("gmsaCredentialSpec").and_then(Node::as_str);
                if text.is_some_and(|text| text.is_empty() || text.len() > 65_536) {
                    self.say(
                        "gmsaCredentialSpec",
                        &[source.get("gmsaCredentialSpec")],
                        "must not be empty, and has at most 64 KiB",
                    );
                }
                if source.get("runAsUserName").is_some() && super::text(source, "runAsUserName").is_empty() {
                    self.say("runAsUserName", &[source.get("runAsUserName")], "must not be empty");
                }
            }
            _ => {}
        }
    }

    fn secret(&mut self, source: &'a Node, field: &'a str, named: bool) {
        let Some(secret) = source.get(field) else { return };
        let name = text(secret, "name");
        if name.is_empty() || (named && labels::subdomain(name).is_err()) {
            self.within(field, |walk| {
                walk.say("name", &[secret.get("name"), Some(secret)], "must be the name of a Secret")
            });
        }
    }

    fn options(&mut self, source: &'a Node) {
        for entry in source.get("options").map_or(&[][..], Node::entries) {
            let prefix = entry.key.split_once('/').map_or(&*entry.key, |(prefix, _)| prefix);
            let prefix = [".", &prefix.to_ascii_lowercase()].concat();
            if prefix.ends_with(".kubernetes.io") || prefix.ends_with(".k8s.io") {
                self.within("options", |walk| walk.say_key(entry, "has a reserved key"));
            }
        }
    }

    fn claim(&mut self, claim: &'a Node) {
        let storage = claim.at(&["resources", "requests", "storage"]);
        let positive = storage.is_some_and(|storage| super::values::fault("1", storage, true).is_none());
        if !positive || storage.is_some_and(|storage| text_of(storage) == "0") {
            self.say("resources", &[storage, Some(claim)], "must request `storage`, more than zero");
        }
        let modes = items(claim, "accessModes");
        let alone = modes.iter().any(|mode| mode.as_str() == Some("ReadWriteOncePod"));
        if alone && modes.iter().any(|mode| mode.as_str() != Some("ReadWriteOncePod")) {
            self.say("accessModes", &[claim.get("accessModes")], "can't have others beside ReadWriteOncePod");
        }
        let (old, new) = (claim.get("dataSource"), claim.get("dataSourceRef"));
        for (field, source) in [("dataSource", old), ("dataSourceRef", new)] {
            let Some(source) = source else { continue };
            let (group, kind) = (text(source, "apiGroup"), text(source, "kind"));
            let known = if group.is_empty() {
                kind == "PersistentVolumeClaim"
            } else {
                labels::subdomain(group).is_ok() && !kind.is_empty()
            };
            let space = text(source, "namespace");
            if text(source, "name").is_empty() || !known || (!space.is_empty() && labels::dns_label(space).is_err()) {
                self.say(field, &[Some(source)], "must name an object, by default a PersistentVolumeClaim");
            }
        }
        if let (Some(old), Some(new)) = (old, new) {
            let same = ["apiGroup", "kind", "name"]
                .iter()
                .all(|field| old.get(field).map(|node| &node.value) == new.get(field).map(|node| &node.value));
            if !same || !text(new, "namespace").is_empty() {
                self.say(
                    "dataSource",
                    &[Some(old), Some(new)],
                    "must be the same as `dataSourceRef`, in the same namespace",
                );
            }
        }
    }

    /// A path in a projected volume comes from one source.
    fn projected(&mut self, source: &'a Node) {
        let (mut seen, mut count) = (Index::default(), 0);
        for part in items(source, "sources") {
            for field in ["secret", "configMap", "downwardAPI"] {
                let files = part.get(field).map_or(&[][..], |part| items(part, "items"));
                for (id, path) in files.iter().filter_map(|file| Some((by_text(file, "path")?, file.get("path")))) {
                    count += 1;
                    if seen.place(id, count) != count {
                        self.say("sources", &[path], "has a path twice");
                    }
                }
            }
        }
    }

    /// Fields of the pod and resources of its containers.
    pub(super) fn downward(&mut self, source: &'a Node, name: &str) {
        let volume = name == "DownwardAPIVolumeFile";
        if let Some(field) = source.get("fieldRef") {
            let (version, path) = (text(field, "apiVersion"), text(field, "fieldPath"));
            if !matches!(version, "" | "v1") || !is_field(path, volume) {
                self.within("fieldRef", |walk| {
                    walk.say(
                        "fieldPath",
                        &[field.get("fieldPath"), Some(field)],
                        "is no field of a pod that can be read here",
                    )
                });
            }
        }
        let Some(field) = source.get("resourceFieldRef") else { return };
        let resource = text(field, "resource");
        let named = resource.strip_prefix("limits.").or(resource.strip_prefix("requests."));
        let known = named.is_some_and(|name| {
            matches!(name, "cpu" | "memory" | "ephemeral-storage") || name.starts_with("hugepages-")
        });
        if !known || (volume && text(field, "containerName").is_empty()) {
            let what =
                "must be `limits.` or `requests.` of cpu, memory, ephemeral-storage or huge pages, of a container";
            self.within("resourceFieldRef", |walk| walk.say("resource", &[field.get("resource"), Some(field)], what));
        }
        let divisor = text(field, "divisor");
        let amount = super::super::types::nanos(divisor).unwrap_or(0);
        if known && !is_divisor(amount, divisor, named == Some("cpu")) {
            self.within("resourceFieldRef", |walk| walk.say("divisor", &[field.get("divisor")], "must be 1 or a unit"));
        }
    }
}

fn text_of(node: &Node) -> &str {
    node.as_str().unwrap_or(if node.as_int() == Some(0) { "0" } else { "" })
}

fn is_divisor(amount: i128, text: &str, cpu: bool) -> bool {
    const ONE: i128 = 1_000_000_000;
    let is_power = |base: i128| {
        let mut power = ONE;
        (0..7).any(|_| {
            let found = power == amount;
            power *= base;
            found
        })
    };
    match cpu {
        true => amount == 0 || amount == ONE || amount == ONE / 1000,
        false => amount == 0 || is_power(1000) || (text.ends_with('i') && is_power(1024)),
    }
}

fn is_field(path: &str, volume: bool) -> bool {
    if let Some((field, key)) = path.strip_suffix("']").and_then(|path| path.split_once("['")) {
        return match field {
            "metadata.annotations" => labels::annotation_key(key).is_ok(),
            "metadata.labels" => labels::label_key(key).is_ok(),
            _ => false,
        };
    }
    match path {
        "metadata.name" | "metadata.namespace" | "metadata.uid" => true,
        "metadata.annotations" | "metadata.labels" => volume,
        "spec.nodeName"
        | "spec.host"
        | "spec.serviceAccountName"
        | "status.hostIP"
        | "status.hostIPs"
        | "status.podIP"
        | "status.podIPs" => !volume,
        _ => false,
    }
}

/// Numbers of ports, with their protocol.
pub(super) fn by_port<'a>(port: &'a Node, key: &str) -> Option<Key<'a>> {
    let number = int(port, key).filter(|number| *number != 0)?;
    let protocol = match text(port, "protocol") {
        "UDP" => 1,
        "SCTP" => 2,
        _ => 0,
    };
    Some(Key::Number(number * 4 + protocol))
}
