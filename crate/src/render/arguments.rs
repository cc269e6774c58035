//! Arguments and commands of the containers.

use super::{Builder, Cause, Failure};
use crate::release::Feature;
use crate::schema::nanoseconds;
use crate::text::Str;
use crate::value::{Node, Origin, Value};

const SECOND: i64 = 1_000_000_000;
/// How long the proxy drains where nothing else is said.
const DRAIN: i64 = 60 * SECOND;
/// How much more time the pod gets.
const GRACE: i64 = 300 * SECOND;

/// The lengths of time of a shutdown, in nanoseconds.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Shutdown {
    pub drain: Option<i64>,
    minimum: Option<i64>,
    delay: Option<i64>,
}

impl Builder<'_> {
    /// What `shutdown` says; what a deployment tool fills in counts as left out.
    ///
    /// # Errors
    /// A text that is no length of time, with the origin of it.
    pub(super) fn shutdown(&self, kind: &'static str) -> Result<Shutdown, Failure> {
        let length = |field| match self.spec(&["shutdown", field]) {
            None => Ok(None),
            Some(node) => match node.as_str().and_then(nanoseconds) {
                Some(length) => Ok(Some(length)),
                None if self.scene.settings.is_placeholder(node) => Ok(None),
                None => Err(Failure { kind, cause: Cause::Duration(node.origin.clone()) }),
            },
        };
        let delays = self.scene.release.has(Feature::HealthCheckFailureDelay);
        let delay = if delays { length("healthCheckFailureDelay")? } else { None };
        Ok(Shutdown { drain: length("drainTimeout")?, minimum: length("minDrainDuration")?, delay })
    }

    /// A length of `shutdown` that a deployment tool fills in: what is made of it is shown as it is written.
    fn filled_in(&self, field: &str) -> Option<&Node> {
        self.spec(&["shutdown", field]).filter(|node| self.scene.settings.is_placeholder(node))
    }

    /// An argument with a length, written by a function.
    fn length(&self, name: &str, field: &str, length: Option<i64>, write: fn(i64) -> String) -> Option<String> {
        let text = self.filled_in(field).and_then(Node::as_str).map(str::to_string);
        Some([name, &text.or_else(|| length.map(write))?].concat())
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
            let number = || count.as_int().unwrap_or(0).to_string();
            list.option("--concurrency", count.as_str().map_or_else(number, str::to_string), count.origin.clone());
        }
        if let Some(levels) = self.component_levels() {
            list.option("--component-log-level", levels, self.origin());
        }
        let drain = shutdown.drain.or(release.has(Feature::DrainTimeDefault).then_some(DRAIN));
        if let Some(drain) = self.length("", "drainTimeout", drain, |drain| seconds(drain).to_string()) {
            list.option("--drain-time-s", drain, self.origin());
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
        let mut levels = Vec::new();
        for entry in self.spec(&["logging", "level"]).map_or(&[][..], Node::entries) {
            let level = entry.value.as_str().unwrap_or("");
            if !level.is_empty() && *entry.key != *"default" {
                levels.push(format!("{}:{level}", entry.key));
            }
        }
        if levels.is_empty() {
            return self.scene.release.has(Feature::DefaultComponentLevel).then(|| "misc:error".to_string());
        }
        crate::text::sort(&mut levels, |a, b| a.cmp(b));
        Some(levels.join(","))
    }

    /// Arguments of the shutdown manager.
    pub(super) fn shutdown_arguments(&self, shutdown: Shutdown) -> Node {
        let longer = shutdown.drain.map(|drain| drain.saturating_add(10 * SECOND));
        let ready = self.length("--ready-timeout=", "drainTimeout", longer, whole_seconds);
        self.words(&["envoy", "shutdown-manager"], [ready, None, None])
    }

    /// What the shutdown manager runs before it stops.
    pub(super) fn shutdown_command(&self, shutdown: Shutdown) -> Node {
        let options = [
            self.delay(shutdown.delay),
            self.length("--drain-timeout=", "drainTimeout", shutdown.drain, whole_seconds),
            self.length("--min-drain-duration=", "minDrainDuration", shutdown.minimum, whole_seconds),
        ];
        self.words(&["envoy-gateway", "envoy", "shutdown"], options)
    }

    fn delay(&self, delay: Option<i64>) -> Option<String> {
        let is_known = self.scene.release.has(Feature::HealthCheckFailureDelay);
        let delay = self.length("--health-check-failure-delay=", "healthCheckFailureDelay", delay, go_duration);
        delay.filter(|_| is_known)
    }

    fn words(&self, words: &[&'static str], options: [Option<String>; 3]) -> Node {
        let origin = self.spec(&["shutdown"]).map_or(self.origin(), |node| node.origin.clone());
        let mut items = Vec::new();
        for word in words {
            items.push(Node::string(*word, self.origin()));
        }
        for option in options.into_iter().flatten() {
            items.push(Node::string(option, origin.clone()));
        }
        Node::list(items, self.origin())
    }

    /// Longer than draining takes.
    pub(super) fn grace_period(&self, shutdown: Shutdown) -> Node {
        if let Some(text) = self.filled_in("drainTimeout") {
            return text.clone();
        }
        let default = if self.scene.release.has(Feature::DrainTimeDefault) { DRAIN } else { 10 * DRAIN };
        let written = self.spec(&["shutdown", "drainTimeout"]).map(|node| node.origin.clone());
        let origin =
            written.map_or(self.scene.built_in("grace period"), |from| Origin::derived("grace period", vec![from]));
        Node::new(Value::Int(shutdown.drain.unwrap_or(default).saturating_add(GRACE) / SECOND), origin)
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

fn whole_seconds(nanoseconds: i64) -> String {
    format!("{}s", seconds(nanoseconds))
}

/// Whole seconds; a half goes to the even neighbour.
fn seconds(nanoseconds: i64) -> i64 {
    let (whole, rest) = (nanoseconds.div_euclid(SECOND), nanoseconds.rem_euclid(SECOND) * 2);
    whole + i64::from(rest > SECOND || (rest == SECOND && whole % 2 != 0))
}

/// A length of time as Go writes it: `1m30s`, `500ms`.
pub(super) fn go_duration(nanoseconds: i64) -> String {
    let (sign, length) = (if nanoseconds < 0 { "-" } else { "" }, nanoseconds.unsigned_abs());
    let second = SECOND.unsigned_abs();
    let text = match length {
        0 => "0s".to_string(),
        1..1_000 => format!("{length}ns"),
        1_000..1_000_000 => decimal(length, 1_000, "µs"),
        1_000_000..1_000_000_000 => decimal(length, 1_000_000, "ms"),
        _ => {
            let (minutes, rest) = (length / (60 * second), decimal(length % (60 * second), second, "s"));
            match (minutes / 60, minutes % 60) {
                (0, 0) => rest,
                (0, minutes) => format!("{minutes}m{rest}"),
                (hours, minutes) => format!("{hours}h{minutes}m{rest}"),
            }
        }
    };
    format!("{sign}{text}")
}

/// `1.5s`: a number of units, the last digits left out where they are zero.
fn decimal(length: u64, unit: u64, name: &str) -> String {
    let (whole, rest) = (length / unit, length % unit);
    if rest == 0 {
        return format!("{whole}{name}");
    }
    let digits = (unit + rest).to_string();
    format!("{whole}.{}{name}", digits.strip_prefix('1').unwrap_or("").trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::go_duration;

    #[test]
    fn lengths_of_time_as_go_writes_them() {
        let cases = [
            (0, "0s"),
            (5_000, "5s"),
            (1_500, "1.5s"),
            (90_000, "1m30s"),
            (3_600_000, "1h0m0s"),
            (250, "250ms"),
            (-61_000, "-1m1s"),
        ];
        for (milliseconds, text) in cases {
            assert_eq!(go_duration(milliseconds * 1_000_000), text);
        }
    }
}
