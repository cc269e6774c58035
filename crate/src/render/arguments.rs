//! Arguments and commands of the containers.

use super::{Builder, Cause, Failure};
use crate::release::Feature;
use crate::schema::nanoseconds;
use crate::text::Str;
use crate::value::{Node, Origin, Value};

/// How many seconds the proxy drains where nothing else is said.
const DRAIN: f64 = 60.0;
/// How many seconds more the pod gets.
const GRACE: f64 = 300.0;

/// The lengths of time of a shutdown, in seconds.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Shutdown {
    pub drain: Option<f64>,
    minimum: Option<f64>,
    delay: Option<f64>,
}

impl Builder<'_> {
    /// What `shutdown` says.
    ///
    /// # Errors
    /// A text that is no length of time, with the origin of it.
    pub(super) fn shutdown(&self, kind: &'static str) -> Result<Shutdown, Failure> {
        let seconds = |field| match self.spec(&["shutdown", field]) {
            None => Ok(None),
            Some(node) => match node.as_str().and_then(nanoseconds) {
                Some(nanoseconds) => Ok(Some(nanoseconds as f64 / 1e9)),
                None => Err(Failure { kind, cause: Cause::Duration(node.origin.clone()) }),
            },
        };
        let delays = self.scene.release.has(Feature::HealthCheckFailureDelay);
        let delay = if delays { seconds("healthCheckFailureDelay")? } else { None };
        Ok(Shutdown { drain: seconds("drainTimeout")?, minimum: seconds("minDrainDuration")?, delay })
    }

    /// Arguments of the proxy. Older releases write an option and its value as one.
    pub(super) fn arguments(&self, shutdown: Shutdown) -> Node {
        let release = self.scene.release;
        let mut list =
            Arguments { items: Vec::new(), separate: release.has(Feature::SeparateArguments), builder: self };
        list.option("--service-cluster", self.service_cluster(), self.infra.name.origin.clone());
        list.option("--service-node", "$(ENVOY_POD_NAME)".to_string(), self.origin());
        list.option("--config-yaml", "<bootstrap>".to_string(), self.origin());
        let level =
            self.spec(&["logging", "level", "default"]).filter(|level| level.as_str().is_some_and(|l| !l.is_empty()));
        let origin = level.map_or(self.origin(), |level| level.origin.clone());
        list.option("--log-level", level.and_then(Node::as_str).unwrap_or("warn").to_string(), origin);
        list.push("--cpuset-threads".into(), self.origin());
        if release.has(Feature::DrainStrategyArgument) {
            list.option("--drain-strategy", "immediate".to_string(), self.origin());
        }
        if let Some(count) = self.spec(&["concurrency"]) {
            list.option("--concurrency", count.as_int().unwrap_or(0).to_string(), count.origin.clone());
        }
        if let Some(levels) = self.component_levels() {
            list.option("--component-log-level", levels, self.origin());
        }
        let drain = shutdown.drain.or(release.has(Feature::DrainTimeDefault).then_some(DRAIN));
        if let Some(drain) = drain {
            list.option("--drain-time-s", format!("{drain:.0}"), self.origin());
        }
        let extra = self.spec(&["extraArgs"]).map_or(&[][..], Node::items);
        list.items.extend(extra.iter().cloned());
        Node::list(list.items, self.origin())
    }

    fn origin(&self) -> Origin {
        self.scene.built_in("arguments")
    }

    fn service_cluster(&self) -> String {
        let name = self.infra.name.as_str().unwrap_or("");
        match self.infra.bare_name {
            true => format!("{}/{name}", self.infra.namespace.as_str().unwrap_or("")),
            false => name.to_string(),
        }
    }

    /// `admin:info,misc:error`, by name.
    fn component_levels(&self) -> Option<String> {
        let levels = self.spec(&["logging", "level"]).map_or(&[][..], Node::entries).iter();
        let own = levels.filter(|entry| *entry.key != *"default");
        let written = own.filter_map(|entry| entry.value.as_str().filter(|l| !l.is_empty()).map(|l| (entry, l)));
        let mut levels: Vec<String> = written.map(|(entry, level)| format!("{}:{level}", entry.key)).collect();
        if levels.is_empty() {
            return self.scene.release.has(Feature::DefaultComponentLevel).then(|| "misc:error".to_string());
        }
        crate::text::sort(&mut levels, |a, b| a.cmp(b));
        Some(levels.join(","))
    }

    /// Arguments of the shutdown manager.
    pub(super) fn shutdown_arguments(&self, shutdown: Shutdown) -> Node {
        let ready = shutdown.drain.map(|drain| format!("--ready-timeout={:.0}s", drain + 10.0));
        self.words(&["envoy", "shutdown-manager"], [ready, None, None])
    }

    /// What the shutdown manager runs before it stops.
    pub(super) fn shutdown_command(&self, shutdown: Shutdown) -> Node {
        let options = [
            shutdown.delay.map(|delay| format!("--health-check-failure-delay={}", go_duration(delay))),
            shutdown.drain.map(|drain| format!("--drain-timeout={drain:.0}s")),
            shutdown.minimum.map(|minimum| format!("--min-drain-duration={minimum:.0}s")),
        ];
        self.words(&["envoy-gateway", "envoy", "shutdown"], options)
    }

    fn words(&self, words: &[&'static str], options: [Option<String>; 3]) -> Node {
        let origin = self.spec(&["shutdown"]).map_or(self.origin(), |node| node.origin.clone());
        let fixed = words.iter().map(|word| Node::string(*word, self.origin()));
        let own = options.into_iter().flatten().map(|option| Node::string(option, origin.clone()));
        Node::list(fixed.chain(own).collect(), self.origin())
    }

    /// Longer than draining takes.
    pub(super) fn grace_period(&self, shutdown: Shutdown) -> Node {
        let default = if self.scene.release.has(Feature::DrainTimeDefault) { DRAIN } else { 600.0 };
        let written = self.spec(&["shutdown", "drainTimeout"]).map(|node| node.origin.clone());
        let origin =
            written.map_or(self.scene.built_in("grace period"), |from| Origin::derived("grace period", vec![from]));
        Node::new(Value::Int((shutdown.drain.unwrap_or(default) + GRACE) as i64), origin)
    }
}

/// Arguments as they are collected.
struct Arguments<'b> {
    items: Vec<Node>,
    separate: bool,
    builder: &'b Builder<'b>,
}

impl Arguments<'_> {
    fn push(&mut self, text: Str, origin: Origin) {
        self.items.push(Node::string(text, origin));
    }

    fn option(&mut self, name: &'static str, value: String, origin: Origin) {
        match self.separate {
            true => {
                self.push(name.into(), self.builder.origin());
                self.push(value.into(), origin);
            }
            false => self.push(format!("{name} {value}").into(), origin),
        }
    }
}

/// A length of time as Go writes it: `1m30s`, `500ms`.
pub(super) fn go_duration(seconds: f64) -> String {
    let small = [(1.0, 1e9, "ns"), (1e3, 1e6, "µs"), (1e6, 1e3, "ms")];
    let nanoseconds = (seconds.abs() * 1e9).round();
    let sign = if seconds < 0.0 { "-" } else { "" };
    if nanoseconds == 0.0 {
        return "0s".to_string();
    }
    if nanoseconds < 1e9 {
        let unit = small.into_iter().rev().find(|(size, ..)| nanoseconds >= *size);
        return unit.map_or(String::new(), |(size, _, name)| format!("{sign}{}{name}", nanoseconds / size));
    }
    let whole = (nanoseconds / 60e9).floor();
    let rest = (nanoseconds - whole * 60e9) / 1e9;
    match ((whole / 60.0).floor(), whole % 60.0) {
        (0.0, 0.0) => format!("{sign}{rest}s"),
        (0.0, minutes) => format!("{sign}{minutes}m{rest}s"),
        (hours, minutes) => format!("{sign}{hours}h{minutes}m{rest}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::go_duration;

    #[test]
    fn lengths_of_time_as_go_writes_them() {
        let cases = [
            (0.0, "0s"),
            (5.0, "5s"),
            (1.5, "1.5s"),
            (90.0, "1m30s"),
            (3600.0, "1h0m0s"),
            (0.25, "250ms"),
            (-61.0, "-1m1s"),
        ];
        for (seconds, text) in cases {
            assert_eq!(go_duration(seconds), text);
        }
    }
}
