//! Containers: mounts, ports, probes, resources.

use super::super::types::nanos;
use super::pod::by_host_port;
use super::{Walk, by_text, int, is_true, items, text, values};
use crate::schema::path::Step;
use crate::text::Names;
use crate::value::{Entry, Node, Value};

/// What the containers of a pod refer to.
struct Pod<'a> {
    spec: &'a Node,
    volumes: Names<'a, &'a Node>,
}

impl<'a> Walk<'a> {
    pub(super) fn containers(&mut self, spec: &'a Node) {
        let mut pod = Pod { spec, volumes: Names::default() };
        for volume in items(spec, "volumes") {
            pod.volumes.push(text(volume, "name"), volume);
        }
        let mut names = Names::default();
        for (field, init) in [("containers", false), ("initContainers", true)] {
            for (at, container) in items(spec, field).iter().enumerate() {
                self.path.push(Step::Key(field));
                self.path.push(Step::Index(at));
                let name = text(container, "name");
                if !name.is_empty() && names.has(name) {
                    self.say("name", &[container.get("name")], "is that of another container");
                }
                names.push(name, ());
                self.container(&pod, container, init);
                self.path.pop();
                self.path.pop();
            }
        }
        self.host_ports(spec);
        if let Some(overhead) = spec.get("overhead") {
            self.resources_of(&[("overhead", Some(overhead))]);
        }
        self.pod_resources(spec);
    }

    /// Resources of the pod as a whole: no fewer than its containers ask for, no less than any may have.
    fn pod_resources(&mut self, spec: &'a Node) {
        let Some(resources) = spec.get("resources") else { return };
        let all = items(spec, "containers");
        for field in ["requests", "limits"] {
            for entry in resources.get(field).map_or(&[][..], Node::entries) {
                let huge = entry.key.starts_with("hugepages-");
                let each =
                    all.iter().filter_map(|container| container.at(&["resources", field, &entry.key]).and_then(amount));
                let asked = match field {
                    "requests" => each.sum(),
                    _ if huge => each.sum(),
                    _ => each.max().unwrap_or(0),
                };
                if !(huge || matches!(&*entry.key, "cpu" | "memory"))
                    || amount(&entry.value).is_some_and(|given| given < asked)
                {
                    let what = "must be cpu, memory or huge pages, and as much as the containers have";
                    self.within("resources", |walk| walk.say(field, &[Some(&entry.value)], what));
                }
            }
        }
        if resources.get("claims").is_some_and(|claims| !super::is_empty(claims)) {
            self.within("resources", |walk| walk.say("claims", &[resources.get("claims")], "can't be set for a pod"));
        }
    }

    fn container(&mut self, pod: &Pod<'a>, container: &'a Node, init: bool) {
        self.mounts(pod, container);
        self.devices(pod, container);
        self.within("ports", |walk| walk.distinct(items(container, "ports"), "name", by_text));
        self.within("resizePolicy", |walk| walk.distinct(items(container, "resizePolicy"), "resourceName", by_text));
        let runs_on = !init || text(container, "restartPolicy") == "Always";
        for probe in ["livenessProbe", "readinessProbe", "startupProbe", "lifecycle"] {
            let Some(node) = container.get(probe) else { continue };
            if !runs_on {
                self.say(probe, &[Some(node)], "can't be set for an init container that ends");
            } else {
                self.within(probe, |walk| walk.probe(pod, probe, node));
            }
        }
        for policy in items(container, "resizePolicy").iter().filter(|_| !runs_on) {
            if text(policy, "restartPolicy") == "RestartContainer" {
                self.say(
                    "resizePolicy",
                    &[policy.get("restartPolicy")],
                    "can't be RestartContainer for an init container that ends",
                );
            }
        }
        let rules = items(container, "restartPolicyRules");
        let too_many = rules.len() > 20
            || rules
                .iter()
                .any(|rule| rule.at(&["exitCodes", "values"]).is_some_and(|codes| codes.items().len() > 255));
        if too_many || (!rules.is_empty() && container.get("restartPolicy").is_none()) {
            self.say(
                "restartPolicyRules",
                &[container.get("restartPolicyRules")],
                "needs a `restartPolicy`, and has at most 20 rules of 255 codes",
            );
        }
        let unmasked = container.at(&["securityContext", "procMount"]).filter(|node| node.as_str() == Some("Unmasked"));
        if unmasked.is_some() && pod.spec.get("hostUsers").and_then(Node::as_bool) != Some(false) {
            self.within("securityContext", |walk| {
                walk.say("procMount", &[unmasked], "can be Unmasked only with `hostUsers: false`")
            });
        }
        for variable in items(container, "env") {
            self.file_variable(pod, variable);
        }
        self.claims(pod, container);
    }

    fn file_variable(&mut self, pod: &Pod<'a>, variable: &'a Node) {
        let Some(name) = variable.at(&["valueFrom", "fileKeyRef", "volumeName"]) else { return };
        let volume = pod.volumes.all(name.as_str().unwrap_or("")).last();
        // A volume without a source is an empty directory.
        if !volume.is_some_and(|volume| volume.get("emptyDir").is_some() || volume.entries().len() < 2) {
            self.say("env", &[Some(name)], "refers to no `emptyDir` volume of the pod");
        }
    }

    fn probe(&mut self, pod: &Pod<'a>, name: &str, probe: &'a Node) {
        let grace = int(pod.spec, "terminationGracePeriodSeconds").unwrap_or(30);
        if name == "lifecycle" {
            for hook in ["postStart", "preStop"] {
                let Some(seconds) = probe.at(&[hook, "sleep", "seconds"]) else { continue };
                if seconds.as_int().is_some_and(|seconds| seconds < 0 || seconds > grace) {
                    let nodes = [Some(seconds), pod.spec.get("terminationGracePeriodSeconds")];
                    self.within(hook, |walk| {
                        walk.say("sleep", &nodes, "must not be longer than `terminationGracePeriodSeconds`")
                    });
                }
            }
        } else if name == "readinessProbe" {
            let seconds = probe.get("terminationGracePeriodSeconds");
            if seconds.is_some() {
                self.say("terminationGracePeriodSeconds", &[seconds], "can't be set for a readiness probe");
            }
        } else if int(probe, "successThreshold").is_some_and(|times| times > 1) {
            self.say("successThreshold", &[probe.get("successThreshold")], "must be 1, except for a readiness probe");
        }
    }

    fn mounts(&mut self, pod: &Pod<'a>, container: &'a Node) {
        let mounts = items(container, "volumeMounts");
        let privileged = container.get("securityContext").is_some_and(|context| is_true(context, "privileged"));
        self.path.push(Step::Key("volumeMounts"));
        self.distinct(mounts, "mountPath", by_text);
        for (at, mount) in mounts.iter().enumerate() {
            self.path.push(Step::Index(at));
            let name = mount.get("name");
            if !text(mount, "name").is_empty() && !pod.volumes.has(text(mount, "name")) {
                self.say(
                    "name",
                    &[name],
                    &["names no volume of the pod: there is no `", text(mount, "name"), "`"].concat(),
                );
            }
            let propagation = text(mount, "mountPropagation");
            if propagation == "Bidirectional" && !privileged {
                self.say(
                    "mountPropagation",
                    &[mount.get("mountPropagation")],
                    "can be Bidirectional only in a privileged container",
                );
            }
            let wide = matches!(text(mount, "recursiveReadOnly"), "Enabled" | "IfPossible");
            if wide && (!is_true(mount, "readOnly") || !matches!(propagation, "" | "None")) {
                let what = "needs `readOnly: true` and no `mountPropagation`";
                self.say("recursiveReadOnly", &[mount.get("recursiveReadOnly")], what);
            }
            self.path.pop();
        }
        self.path.pop();
    }

    fn devices(&mut self, pod: &Pod<'a>, container: &'a Node) {
        let devices = items(container, "volumeDevices");
        let mounts = items(container, "volumeMounts");
        self.path.push(Step::Key("volumeDevices"));
        self.distinct(devices, "name", by_text);
        self.distinct(devices, "devicePath", by_text);
        for (at, device) in devices.iter().enumerate() {
            self.path.push(Step::Index(at));
            let (name, place) = (text(device, "name"), text(device, "devicePath"));
            let volume = pod.volumes.all(name).last();
            let block = volume.is_some_and(|volume| {
                volume.get("persistentVolumeClaim").is_some() || volume.get("ephemeral").is_some()
            });
            let mounted = |mount: &Node| text(mount, "name") == name || text(mount, "mountPath") == place;
            if !block || mounts.iter().any(mounted) {
                self.say("name", &[device.get("name")], "must be a claim among the pod's volumes that is not mounted");
            }
            if pod.spec.get("hostUsers").and_then(Node::as_bool) == Some(false) {
                self.say("", &[Some(device)], "can't stand beside `hostUsers: false`");
            }
            self.path.pop();
        }
        self.path.pop();
    }

    /// Ports of the node: each once, and on the node's own network the same as the container's.
    fn host_ports(&mut self, spec: &'a Node) {
        let wanted = |port: &&Node| int(port, "hostPort").is_some_and(|port| port != 0);
        let mut ports: Vec<&Node> = Vec::new();
        for container in items(spec, "containers") {
            ports.extend(items(container, "ports").iter().filter(wanted));
        }
        let mut seen = crate::text::Index::default();
        for (at, port) in ports.iter().enumerate() {
            let nodes = [port.get("hostPort")];
            if by_host_port(port, "hostPort").is_some_and(|id| seen.place(id, at) != at) {
                self.say("containers", &nodes, "has a `hostPort` twice");
            }
            if is_true(spec, "hostNetwork") && int(port, "hostPort") != int(port, "containerPort") {
                self.say(
                    "containers",
                    &nodes,
                    "has a `hostPort` that is not the `containerPort`, beside `hostNetwork`",
                );
            }
        }
        for container in items(spec, "initContainers") {
            self.within("initContainers", |walk| walk.distinct(items(container, "ports"), "hostPort", by_host_port));
        }
    }

    /// Claims of a container's resources are those of the pod.
    fn claims(&mut self, pod: &Pod<'a>, container: &'a Node) {
        let claims = container.at(&["resources", "claims"]).map_or(&[][..], Node::items);
        for (at, claim) in claims.iter().enumerate() {
            let (name, request) = (text(claim, "name"), text(claim, "request"));
            let known = items(pod.spec, "resourceClaims").iter().any(|known| text(known, "name") == name);
            let twice = |other: &Node| {
                let same = text(other, "request");
                text(other, "name") == name && (same == request || same.is_empty() || request.is_empty())
            };
            let before = claims.iter().take(at.min(64)).any(twice);
            let valid = request.is_empty() || crate::labels::dns_label(request).is_ok();
            if !known || before || !valid {
                self.say(
                    "resources",
                    &[claim.get("name"), Some(claim)],
                    "must claim each of the pod's `resourceClaims` once",
                );
            }
        }
    }

    /// Limits and requests.
    pub(super) fn resources(&mut self, resources: &'a Node) {
        self.resources_of(&[("limits", resources.get("limits")), ("requests", resources.get("requests"))]);
    }

    fn resources_of(&mut self, both: &[(&'static str, Option<&'a Node>)]) {
        let limits = both.first().and_then(|(_, limits)| *limits);
        let mut names = both.iter().flat_map(|(_, map)| map.map_or(&[][..], Node::entries));
        let huge = names.clone().find(|entry| entry.key.starts_with("hugepages-"));
        if let Some(huge) = huge.filter(|_| !names.any(|entry| matches!(&*entry.key, "cpu" | "memory"))) {
            self.say("", &[Some(&huge.value)], "needs cpu or memory beside huge pages");
        }
        for (field, map) in both.iter().copied() {
            for entry in map.map_or(&[][..], Node::entries).iter().filter(|entry| !entry.value.is_null()) {
                let what = quantity(entry).or_else(|| above(entry, limits).filter(|_| field == "requests"));
                if let Some(what) = what {
                    self.within(field, |walk| walk.say(&entry.key, &[Some(&entry.value)], what));
                }
            }
        }
    }
}

/// The amount in thousandths, rounded up.
fn amount(node: &Node) -> Option<i128> {
    let nanos = match &node.value {
        Value::String(text) => nanos(text)?,
        Value::Int(number) => i128::from(*number) * 1_000_000_000,
        _ => return None,
    };
    let rest = nanos % 1_000_000;
    Some(nanos / 1_000_000 + i128::from(rest.signum()))
}

fn quantity(entry: &Entry) -> Option<&'static str> {
    let name = &*entry.key;
    if !values::is_resource(name) {
        return Some("is no resource of containers");
    }
    let amount = amount(&entry.value)?;
    if amount < 0 {
        return Some("must not be negative");
    }
    let pages = name.strip_prefix("hugepages-").map(|size| nanos(size).unwrap_or(0));
    let even = pages.is_none_or(|size| {
        size > 0 && size % 1_000_000_000 == 0 && ((amount + 999) / 1000) % (size / 1_000_000_000) == 0
    });
    let whole = !values::is_extended(name) || amount % 1000 == 0;
    (!even || !whole).then_some("must be a whole number of them")
}

/// A request against its limit.
fn above(request: &Entry, limits: Option<&Node>) -> Option<&'static str> {
    let name = &*request.key;
    let exact = name.starts_with("hugepages-") || values::is_extended(name);
    let limit = limits.and_then(|limits| limits.get(name));
    match (amount(&request.value)?, limit.and_then(amount)) {
        (asked, Some(limit)) if asked > limit => Some("must not be more than the limit"),
        (asked, Some(limit)) if exact && asked != limit => Some("must be the same as the limit"),
        (_, None) if exact && limit.is_none() => Some("needs a limit, which is the same"),
        _ => None,
    }
}
