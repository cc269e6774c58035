//! HorizontalPodAutoscalers.

use super::{Walk, int, text};
use crate::value::Node;

impl<'a> Walk<'a> {
    pub(super) fn scaler(&mut self, spec: &'a Node) {
        let (least, most) = (spec.get("minReplicas"), spec.get("maxReplicas"));
        let (low, high) = (int(spec, "minReplicas").unwrap_or(1), int(spec, "maxReplicas").unwrap_or(0));
        if high > 0 && high < low {
            self.say("maxReplicas", &[most, least], "must not be less than `minReplicas`");
        }
        if let Some(target) = spec.get("scaleTargetRef") {
            let group = text(target, "apiVersion").split_once('/').map_or("", |(group, _)| group);
            let grouped = !group.is_empty() || text(target, "kind") == "ReplicationController";
            self.within("scaleTargetRef", |walk| walk.api_version(target, grouped));
        }
    }

    fn api_version(&mut self, target: &'a Node, grouped: bool) {
        let version = text(target, "apiVersion");
        if !grouped || version.matches('/').count() > 1 {
            self.say("apiVersion", &[target.get("apiVersion")], "must be a group and a version");
        }
    }

    /// The part that the type names, and no other.
    pub(super) fn metric(&mut self, metric: &'a Node) {
        let kind = text(metric, "type");
        const PARTS: [(&str, &str); 5] = [
            ("Object", "object"),
            ("Pods", "pods"),
            ("Resource", "resource"),
            ("External", "external"),
            ("ContainerResource", "containerResource"),
        ];
        for (name, part) in PARTS {
            match (metric.get(part), name == kind) {
                (None, true) => self.say(part, &[metric.get("type")], "is required, because the type names it"),
                (Some(other), false) => {
                    self.say(part, &[Some(other), metric.get("type")], "is not what the type names")
                }
                (Some(source), true) => self.within(part, |walk| walk.source(source, kind)),
                _ => {}
            }
        }
    }

    fn source(&mut self, source: &'a Node, kind: &str) {
        let Some(target) = source.get("target") else { return };
        let has = |field| target.get(field).is_some();
        let (value, average, share) = (has("value"), has("averageValue"), has("averageUtilization"));
        let (enough, both) = match kind {
            "Object" => (value || average, false),
            "External" => (value || average, value && average),
            "Pods" => (average, false),
            _ => (share || average, share && average),
        };
        let what = match (enough, both) {
            (true, false) => "",
            (_, true) => "must have one value, not two",
            _ => "lacks the value that metrics of this type aim at",
        };
        if !what.is_empty() {
            self.say("target", &[Some(target)], what);
        }
        if let Some(object) = source.get("describedObject").filter(|_| kind == "Object") {
            self.within("describedObject", |walk| walk.api_version(object, true));
        }
    }
}
