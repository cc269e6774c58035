//! Resources of containers and pods, and annotations that stand for fields.

use super::super::types::nanos;
use super::names::Sort;
use super::{Walk, items, text, values};
use crate::text::{holds, ipv4, ipv6};
use crate::value::{Entry, Node, Value};

const RANGES: &str = "service.beta.kubernetes.io/load-balancer-source-ranges";

impl<'a> Walk<'a> {
    /// Limits and requests.
    pub(super) fn resources(&mut self, resources: &'a Node) {
        let limits = resources.get("limits");
        let mut names =
            ["limits", "requests"].into_iter().flat_map(|field| resources.get(field).map_or(&[][..], Node::entries));
        let huge = names.clone().find(|entry| entry.key.starts_with("hugepages-"));
        if let Some(huge) = huge.filter(|_| !names.any(|entry| matches!(&*entry.key, "cpu" | "memory"))) {
            self.say("", &[Some(&huge.value)], "needs cpu or memory beside huge pages");
        }
        if let Some(limits) = limits {
            self.within("limits", |walk| walk.amounts(limits, None));
        }
        if let Some(requests) = resources.get("requests") {
            self.within("requests", |walk| walk.amounts(requests, Some(limits)));
        }
    }

    /// Amounts; `limits` are those of requests.
    pub(super) fn amounts(&mut self, map: &'a Node, limits: Option<Option<&Node>>) {
        for entry in map.entries().iter().filter(|entry| !entry.value.is_null()) {
            let node = Some(&entry.value);
            if let Some(what) = quantity(entry) {
                self.say_in(self.path.text() + "[" + &entry.key + "]", &entry.key, &[node], (Sort::Other, what));
            } else if let Some(what) = limits.and_then(|limits| above(entry, limits)) {
                self.say_of(&entry.key, &[node], what);
            }
        }
    }

    /// Resources of the pod as a whole, and old annotations.
    pub(super) fn template(&mut self, template: &'a Node) {
        let Some(spec) = template.get("spec") else { return };
        for field in ["requests", "limits"] {
            let given = spec.at(&["resources", field]).map_or(&[][..], Node::entries);
            for entry in given {
                let each = items(spec, "containers").iter();
                let each =
                    each.filter_map(|container| container.at(&["resources", field, &entry.key]).and_then(amount));
                let huge = entry.key.starts_with("hugepages-");
                let asked = if huge || field == "requests" {
                    // Those that go on running count with all others, and those before them once.
                    let (mut running, mut most) = (0, 0);
                    for init in items(spec, "initContainers") {
                        let own = init.at(&["resources", field, &entry.key]).and_then(amount).unwrap_or(0);
                        most = most.max(running + own);
                        running += if text(init, "restartPolicy") == "Always" { own } else { 0 };
                    }
                    most.max(running + each.sum::<i128>())
                } else {
                    each.max().unwrap_or(0)
                };
                if !(huge || matches!(&*entry.key, "cpu" | "memory"))
                    || amount(&entry.value).is_some_and(|given| given < asked)
                {
                    self.within("spec", |walk| {
                        walk.within("resources", |walk| walk.say(field, &[Some(&entry.value)], POD))
                    });
                }
            }
        }
        for entry in template.at(&["metadata", "annotations"]).map_or(&[][..], Node::entries) {
            if !is_known(spec, &entry.key, entry.value.as_str().unwrap_or("")) {
                self.within("metadata", |walk| {
                    walk.within("annotations", |walk| {
                        walk.say_of(&entry.key, &[Some(&entry.value)], "has a value that none is")
                    })
                });
            }
        }
    }

    /// The addresses of a Service are of its families, one by one.
    pub(super) fn families(&mut self, spec: &'a Node) {
        let several = items(spec, "clusterIPs");
        let single = spec.get("clusterIP").map_or(&[][..], std::slice::from_ref);
        for (address, family) in
            (if several.is_empty() { single } else { several }).iter().zip(items(spec, "ipFamilies"))
        {
            let text = address.as_str().unwrap_or("");
            let six = ipv6(text).map(|groups| !groups.starts_with(&[0, 0, 0, 0, 0, 0xffff]));
            let six = six.or(ipv4(text).map(|_| false));
            if six.is_some_and(|six| six != (family.as_str() == Some("IPv6"))) {
                self.say("clusterIPs", &[Some(address), Some(family)], "must be of the family in `ipFamilies`");
            }
        }
    }

    /// The old annotation counts where the field is empty.
    pub(super) fn ranges(&mut self, service: &'a Node) {
        let old = service.at(&["metadata", "annotations"]).and_then(|all| all.get(RANGES));
        let spec = service.get("spec").filter(|spec| items(spec, "loadBalancerSourceRanges").is_empty());
        let (Some(old), Some(spec)) = (old, spec) else { return };
        let all = old.as_str().unwrap_or("").trim();
        if text(spec, "type") != "LoadBalancer"
            || !(all.is_empty() || all.split(',').all(|range| values::is_range(range.trim())))
        {
            self.within("metadata", |walk| {
                walk.say("annotations", &[Some(old)], "must be ranges of addresses, of a Service of type LoadBalancer")
            });
        }
    }
}

const POD: &str = "must be cpu, memory or huge pages, and as much as the containers have";

/// The amount in thousandths, rounded up.
fn amount(node: &Node) -> Option<i128> {
    let nanos = match &node.value {
        Value::String(text) => nanos(text)?,
        Value::Int(number) => i128::from(*number) * 1_000_000_000,
        _ => return None,
    };
    Some(nanos / 1_000_000 + (nanos % 1_000_000).signum())
}

fn quantity(entry: &Entry) -> Option<&'static str> {
    let name = &*entry.key;
    if !values::is_resource(name) {
        return Some("is no resource of containers");
    }
    let amount = amount(&entry.value)?;
    let pages = name.strip_prefix("hugepages-").map(|size| nanos(size).unwrap_or(0) / 1_000_000);
    let even = pages.is_none_or(|size| size > 0 && size % 1000 == 0 && amount % size == 0);
    let whole = !values::is_extended(name) || amount % 1000 == 0;
    (amount < 0 || !even || !whole).then_some("must be a whole number of them, and not negative")
}

/// A request against its limit.
fn above(request: &Entry, limits: Option<&Node>) -> Option<&'static str> {
    let name = &*request.key;
    let exact = name.starts_with("hugepages-") || values::is_extended(name);
    let limit = limits.and_then(|limits| limits.get(name));
    match (amount(&request.value)?, limit.and_then(amount)) {
        (asked, Some(limit)) if asked > limit => Some("must not be more than the limit"),
        (asked, Some(limit)) if exact && asked != limit => Some("must not be other than the limit"),
        (_, None) if exact && limit.is_none() => Some("needs a limit, which is the same"),
        _ => None,
    }
}

/// Annotations of pods that stand for fields.
fn is_known(spec: &Node, key: &str, value: &str) -> bool {
    let is_there = |name: &str| {
        let mut all = items(spec, "containers").iter().chain(items(spec, "initContainers"));
        all.any(|container| text(container, "name") == name)
    };
    if key == "controller.kubernetes.io/pod-deletion-cost" {
        return value.parse::<i32>().is_ok_and(|number| number.to_string() == value);
    }
    if let Some(name) = key.strip_prefix("container.apparmor.security.beta.kubernetes.io/") {
        let good = matches!(value, "" | "runtime/default" | "unconfined") || value.starts_with("localhost/");
        return good && is_there(name);
    }
    if key.starts_with("container.seccomp.security.alpha.kubernetes.io/")
        || key == "seccomp.security.alpha.kubernetes.io/pod"
    {
        let file = value.strip_prefix("localhost/").is_some_and(|path| !path.starts_with('/') && !holds(path, ".."));
        return file || matches!(value, "runtime/default" | "docker/default" | "unconfined");
    }
    key != "kubernetes.io/config.mirror" || !text(spec, "nodeName").is_empty()
}
