//! Pods: what they ask of nodes, of their network and of the kernel.

use super::{Walk, by_text, int, is_true, items, text};
use crate::text::{Index, Key};
use crate::value::Node;

impl<'a> Walk<'a> {
    pub(super) fn template(&mut self, template: &'a Node) {
        let Some(spec) = template.get("spec") else { return };
        let annotations = template.at(&["metadata", "annotations"]);
        self.within("spec", |walk| {
            walk.containers(spec);
            walk.within("volumes", |walk| walk.volumes(items(spec, "volumes")));
            walk.within("resourceClaims", |walk| walk.distinct(items(spec, "resourceClaims"), "name", by_text));
            walk.within("schedulingGates", |walk| walk.distinct(items(spec, "schedulingGates"), "name", by_text));
            walk.spreads(items(spec, "topologySpreadConstraints"));
            walk.account(spec);
            walk.host(spec);
            walk.kernel(spec);
            walk.system(spec);
        });
        for entry in annotations.map_or(&[][..], Node::entries) {
            if let Some(what) = annotation(spec, &entry.key, entry.value.as_str().unwrap_or("")) {
                self.within("metadata", |walk| {
                    walk.within("annotations", |walk| walk.say_of(&entry.key, &[Some(&entry.value)], what))
                });
            }
        }
    }

    /// One constraint for a key and what to do about it.
    fn spreads(&mut self, constraints: &'a [Node]) {
        let id =
            |constraint: &Node| [text(constraint, "topologyKey"), "/", text(constraint, "whenUnsatisfiable")].concat();
        let mut seen = Index::default();
        for (at, constraint) in constraints.iter().enumerate().filter(|_| constraints.len() > 1) {
            if seen.place(Key::Shared(id(constraint).into()), at) != at {
                self.say(
                    "topologySpreadConstraints",
                    &[Some(constraint)],
                    "has two with one `topologyKey` and `whenUnsatisfiable`",
                );
            }
        }
    }

    /// The old name of the field counts where the new one is empty.
    fn account(&mut self, spec: &'a Node) {
        let old = text(spec, "serviceAccount");
        if text(spec, "serviceAccountName").is_empty() && !old.is_empty() && crate::labels::subdomain(old).is_err() {
            self.say("serviceAccountName", &[spec.get("serviceAccount")], "is not valid");
        }
    }

    /// What does not go together with the node's own namespaces.
    fn host(&mut self, spec: &'a Node) {
        if spec.get("hostUsers").and_then(Node::as_bool) == Some(false) {
            for field in ["hostNetwork", "hostPID", "hostIPC"].into_iter().filter(|field| is_true(spec, field)) {
                self.say(field, &[spec.get(field), spec.get("hostUsers")], "can't stand beside `hostUsers: false`");
            }
        }
        if is_true(spec, "shareProcessNamespace") && is_true(spec, "hostPID") {
            let nodes = [spec.get("shareProcessNamespace"), spec.get("hostPID")];
            self.say("shareProcessNamespace", &nodes, "can't stand beside `hostPID`");
        }
        let name = spec.get("hostnameOverride");
        let taken = ["setHostnameAsFQDN", "hostNetwork"].into_iter().find(|field| is_true(spec, field));
        if name.is_some() && (taken.is_some() || text(spec, "hostnameOverride").len() > 64) {
            let what = "has at most 64 characters, and can't stand beside `setHostnameAsFQDN` or `hostNetwork`";
            self.say("hostnameOverride", &[name, taken.and_then(|field| spec.get(field))], what);
        }
        if text(spec, "dnsPolicy") == "None"
            && spec.get("dnsConfig").is_none_or(|dns| items(dns, "nameservers").is_empty())
        {
            self.say(
                "dnsConfig",
                &[spec.get("dnsConfig"), spec.get("dnsPolicy")],
                "must have name servers beside `dnsPolicy: None`",
            );
        }
    }

    fn kernel(&mut self, spec: &'a Node) {
        let Some(context) = spec.get("securityContext") else { return };
        let sysctls = items(context, "sysctls");
        self.within("securityContext", |walk| {
            walk.within("sysctls", |walk| {
                walk.distinct(sysctls, "name", by_text);
                for sysctl in sysctls {
                    let name = text(sysctl, "name").replace('/', ".");
                    let of_network = name.starts_with("net.") && is_true(spec, "hostNetwork");
                    let of_memory = ["kernel.shm", "kernel.msg", "kernel.sem", "fs.mqueue."]
                        .iter()
                        .any(|part| name.starts_with(part));
                    if of_network || (of_memory && name != "kernel.sem_next_id" && is_true(spec, "hostIPC")) {
                        walk.say("", &[sysctl.get("name")], "has one of the node's own namespace");
                    }
                }
            })
        });
    }

    /// Fields of Windows on Linux, and the other way round.
    fn system(&mut self, spec: &'a Node) {
        const POD: [&str; 5] = ["resources", "hostUsers", "hostPID", "hostIPC", "shareProcessNamespace"];
        const CONTEXT: [&str; 16] = [
            "appArmorProfile",
            "seLinuxOptions",
            "seccompProfile",
            "fsGroup",
            "fsGroupChangePolicy",
            "sysctls",
            "runAsUser",
            "runAsGroup",
            "supplementalGroups",
            "supplementalGroupsPolicy",
            "seLinuxChangePolicy",
            "capabilities",
            "readOnlyRootFilesystem",
            "privileged",
            "allowPrivilegeEscalation",
            "procMount",
        ];
        let windows = match spec.str_at(&["os", "name"]) {
            Some("windows") => true,
            Some("linux") => false,
            _ => return self.host_processes(spec),
        };
        let contexts = items(spec, "containers").iter().chain(items(spec, "initContainers"));
        let contexts =
            contexts.filter_map(|container| container.get("securityContext")).chain(spec.get("securityContext"));
        let what = if windows { "can't be set in a pod of Windows" } else { "can't be set in a pod of Linux" };
        for context in contexts {
            let wrong: &[&'static str] = if windows { &CONTEXT } else { &["windowsOptions"] };
            for field in wrong.iter().filter(|field| context.get(field).is_some()) {
                self.say(field, &[context.get(field)], what);
            }
        }
        for field in POD.into_iter().filter(|field| {
            windows
                && spec.get(field).is_some_and(|node| {
                    node.as_bool() != Some(false) || matches!(*field, "hostUsers" | "shareProcessNamespace")
                })
        }) {
            self.say(field, &[spec.get(field)], what);
        }
        self.host_processes(spec);
    }

    /// All containers of a pod of Windows are processes of the node, or none.
    fn host_processes(&mut self, spec: &'a Node) {
        let of = |node: &'a Node| node.at(&["securityContext", "windowsOptions", "hostProcess"]);
        let pod = of(spec);
        let (mut all, mut found) = (0, Vec::new());
        for container in items(spec, "containers").iter().chain(items(spec, "initContainers")) {
            let own = of(container);
            all += 1;
            found.extend(own.or(pod).filter(|node| node.as_bool() == Some(true)));
            if let (Some(own), Some(pod)) = (own, pod)
                && own.value != pod.value
            {
                self.say("securityContext", &[Some(own), Some(pod)], "and its containers differ in `hostProcess`");
            }
        }
        if let Some(first) = found.first().filter(|_| found.len() < all || !is_true(spec, "hostNetwork")) {
            self.say(
                "hostNetwork",
                &[Some(first)],
                "must be set, and all containers must be `hostProcess` where one is",
            );
        }
    }

    pub(super) fn toleration(&mut self, toleration: &'a Node) {
        let operator = toleration.get("operator");
        let exists = text(toleration, "operator") == "Exists";
        if text(toleration, "key").is_empty() && !exists {
            self.say("operator", &[operator, Some(toleration)], "must be Exists where there is no key");
        }
        if exists && !text(toleration, "value").is_empty() {
            self.say("value", &[toleration.get("value"), operator], "must be empty beside the operator Exists");
        }
        if toleration.get("tolerationSeconds").is_some() && text(toleration, "effect") != "NoExecute" {
            let nodes = [toleration.get("effect"), toleration.get("tolerationSeconds")];
            self.say("effect", &nodes, "must be NoExecute where `tolerationSeconds` is set");
        }
    }

    /// Topology spread constraints and terms of pod affinity.
    pub(super) fn spread(&mut self, term: &'a Node, name: &str) {
        let selector = term.get("labelSelector");
        let (same, other) = (items(term, "matchLabelKeys"), items(term, "mismatchLabelKeys"));
        for (field, keys) in [("matchLabelKeys", same), ("mismatchLabelKeys", other)] {
            if selector.is_none() && !keys.is_empty() {
                self.say(field, &[term.get(field)], "needs a `labelSelector`");
            }
            for key in keys {
                if crate::labels::label_key(key.as_str().unwrap_or("")).is_err() {
                    self.say(field, &[Some(key)], "has what is no key of a label");
                }
            }
        }
        for key in same.iter().filter(|key| is_repeated(selector, other, key)) {
            self.say("matchLabelKeys", &[Some(key)], "has a key that stands elsewhere, too");
        }
        if name == "TopologySpreadConstraint"
            && term.get("minDomains").is_some()
            && text(term, "whenUnsatisfiable") != "DoNotSchedule"
        {
            let nodes = [term.get("minDomains"), term.get("whenUnsatisfiable")];
            self.say("minDomains", &nodes, "needs `whenUnsatisfiable: DoNotSchedule`");
        }
    }

    /// How many values an operator takes.
    pub(super) fn arity(&mut self, requirement: &'a Node, set: bool) {
        let (values, operator) = (items(requirement, "values"), requirement.get("operator"));
        let nodes = [requirement.get("values"), operator, Some(requirement)];
        let what = match (text(requirement, "operator"), values.len()) {
            ("In" | "NotIn", 0) => "must not be empty beside the operators In and NotIn",
            ("In" | "NotIn", _) => "",
            ("Exists" | "DoesNotExist", 0) => "",
            ("Exists" | "DoesNotExist", _) => "must be empty beside the operators Exists and DoesNotExist",
            ("Gt" | "Lt", count) if !set && count != 1 => "must be one value beside the operators Gt and Lt",
            _ => "",
        };
        if !what.is_empty() {
            self.say("values", &nodes, what);
        }
    }

    pub(super) fn node_affinity(&mut self, affinity: &'a Node) {
        const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
        const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";
        let required = affinity.get(REQUIRED).map_or(&[][..], |required| items(required, "nodeSelectorTerms"));
        for term in required {
            self.within(REQUIRED, |walk| walk.node_term(term, true));
        }
        for term in items(affinity, PREFERRED).iter().filter_map(|term| term.get("preference")) {
            self.within(PREFERRED, |walk| walk.node_term(term, false));
        }
    }

    fn node_term(&mut self, term: &'a Node, required: bool) {
        for requirement in items(term, "matchExpressions") {
            self.within("matchExpressions", |walk| {
                if !matches!(text(requirement, "operator"), "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt") {
                    walk.say("operator", &[requirement.get("operator")], "is none");
                }
                if crate::labels::label_key(text(requirement, "key")).is_err() {
                    walk.say("key", &[requirement.get("key")], "is no key of a label");
                }
                walk.arity(requirement, false);
                let wrong = |value: &&Node| crate::labels::label_value(value.as_str().unwrap_or("")).is_err();
                if let Some(value) = items(requirement, "values").iter().find(wrong).filter(|_| required) {
                    walk.say("values", &[Some(value)], "has what is no value of a label");
                }
            });
        }
        for requirement in items(term, "matchFields") {
            let (key, values) = (text(requirement, "key"), items(requirement, "values"));
            let operator = matches!(text(requirement, "operator"), "In" | "NotIn");
            let named = values.iter().all(|value| crate::labels::subdomain(value.as_str().unwrap_or("")).is_ok());
            if key != "metadata.name" || !operator || values.len() != 1 || !named {
                self.say(
                    "matchFields",
                    &[requirement.get("key"), Some(requirement)],
                    "must be `metadata.name` In or NotIn one name",
                );
            }
        }
    }

    /// Profiles of seccomp and AppArmor: only Localhost has a file.
    pub(super) fn profile(&mut self, profile: &'a Node, name: &str) {
        let (kind, file) = (text(profile, "type"), profile.get("localhostProfile"));
        let path = text(profile, "localhostProfile");
        let what = match (kind, file.is_some()) {
            ("Localhost", false) => "is required where the type is Localhost",
            ("Localhost", true) if name == "AppArmorProfile" => {
                let good = !path.is_empty() && path.trim() == path && path.len() < 4096;
                if good { "" } else { "must be a name without blanks around it" }
            }
            ("Localhost", true) if path.starts_with('/') || path.split('/').any(|part| part == "..") => {
                "must be a relative path without `..`"
            }
            ("Localhost", _) | (_, false) | ("", _) => "",
            _ => "needs the type Localhost",
        };
        if !what.is_empty() {
            self.say("localhostProfile", &[file, profile.get("type")], what);
        }
    }

    pub(super) fn privileges(&mut self, context: &'a Node) {
        let escalation = context.get("allowPrivilegeEscalation");
        if escalation.and_then(Node::as_bool) != Some(false) {
            return;
        }
        let added = context.at(&["capabilities", "add"]).map_or(&[][..], Node::items);
        let admin = added.iter().find(|name| name.as_str() == Some("CAP_SYS_ADMIN"));
        if let Some(other) = context.get("privileged").filter(|node| node.as_bool() == Some(true)).or(admin) {
            let what = "can't be false beside `privileged` or CAP_SYS_ADMIN";
            self.say("allowPrivilegeEscalation", &[escalation, Some(other)], what);
        }
    }

    pub(super) fn dns(&mut self, dns: &'a Node) {
        let searches = items(dns, "searches");
        let length: usize = searches.iter().map(|search| 1 + search.as_str().map_or(0, str::len)).sum();
        if items(dns, "nameservers").len() > 3 {
            self.say("nameservers", &[dns.get("nameservers")], "has at most three");
        }
        if searches.len() > 32 || length > 2049 {
            self.say("searches", &[dns.get("searches")], "has at most 32, and 2048 characters in all");
        }
    }
}

/// A key of `matchLabelKeys` may be in the selector only once, because that is how the API server puts it in.
fn is_repeated(selector: Option<&Node>, other: &[Node], key: &Node) -> bool {
    let Some(selector) = selector else { return false };
    let name = key.as_str().unwrap_or("");
    let labelled = usize::from(selector.at(&["matchLabels", name]).is_some());
    let expressed = items(selector, "matchExpressions").iter().filter(|item| text(item, "key") == name).count();
    (expressed > 0 && labelled + expressed > 1) || other.iter().any(|other| other.value == key.value)
}

/// Old annotations that stand for fields.
fn annotation(spec: &Node, key: &str, value: &str) -> Option<&'static str> {
    let containers = || items(spec, "containers").iter().chain(items(spec, "initContainers"));
    let named = |name: &str| containers().find(|container| text(container, "name") == name);
    let context = |node: Option<&Node>, field: &str| -> Option<Node> { node?.at(&["securityContext", field]).cloned() };
    if key == "controller.kubernetes.io/pod-deletion-cost" {
        let plain = value == "0" || !value.trim_start_matches('-').starts_with('0') && !value.starts_with('+');
        return (!plain || value.parse::<i32>().is_err()).then_some("must be a whole number of 32 bits");
    }
    if key == "kubernetes.io/config.mirror" && text(spec, "nodeName").is_empty() {
        return Some("needs a `nodeName`");
    }
    if let Some(name) = key.strip_prefix("container.apparmor.security.beta.kubernetes.io/") {
        let known =
            value.is_empty() || matches!(value, "runtime/default" | "unconfined") || value.starts_with("localhost/");
        let field = context(named(name), "appArmorProfile").or_else(|| context(Some(spec), "appArmorProfile"));
        let same = field.is_none_or(|field| agrees(&field, value, false));
        return (!known || !same || named(name).is_none()).then_some("does not fit the container that it names");
    }
    let of_pod = key == "seccomp.security.alpha.kubernetes.io/pod";
    let of_container = key.strip_prefix("container.seccomp.security.alpha.kubernetes.io/");
    if of_pod || of_container.is_some() {
        let local = value
            .strip_prefix("localhost/")
            .is_some_and(|path| !path.starts_with('/') && !path.split('/').any(|part| part == ".."));
        let known = local || matches!(value, "runtime/default" | "docker/default" | "unconfined");
        let field = if of_pod {
            context(Some(spec), "seccompProfile")
        } else {
            context(of_container.and_then(named), "seccompProfile")
        };
        return (!known || !field.is_none_or(|field| agrees(&field, value, true)))
            .then_some("is no seccomp profile, or not the field's");
    }
    None
}

fn agrees(profile: &Node, value: &str, seccomp: bool) -> bool {
    match text(profile, "type") {
        "Unconfined" => value == "unconfined",
        "RuntimeDefault" => value == "runtime/default" || (seccomp && value == "docker/default"),
        "Localhost" => value.strip_prefix("localhost/") == profile.str_at(&["localhostProfile"]),
        _ => true,
    }
}

/// A port of the node: protocol, address and number.
pub(super) fn by_host_port<'a>(port: &'a Node, key: &str) -> Option<Key<'a>> {
    let number = int(port, key).filter(|number| *number != 0)?;
    let protocol = Some(text(port, "protocol")).filter(|protocol| !protocol.is_empty()).unwrap_or("TCP");
    Some(Key::Shared([protocol, "/", text(port, "hostIP"), "/", &number.to_string()].concat().into()))
}
