//! `telemetry`: where the controller's own metrics and traces go.

use super::Validator;
use crate::release::Feature;
use crate::schema::config::walk::Site;
use crate::text::Gather as _;

impl Validator<'_> {
    /// True where it is set.
    pub(super) fn telemetry(&mut self, root: &Site<'_>) -> bool {
        let Some(telemetry) = self.field(root, "telemetry") else { return false };
        let sinks = self.field(&telemetry, "metrics").and_then(|metrics| self.field(&metrics, "sinks"));
        for sink in sinks.iter().flat_map(|sinks| self.items(sinks)).gather() {
            if self.text(&sink, "type") == Some("OpenTelemetry") {
                self.sink(&sink);
            }
        }
        let Some(traces) = self.field(&telemetry, "traces") else { return true };
        match self.field(&traces, "sink") {
            Some(sink) => self.sink(&sink),
            None if traces.field("sink").is_none() => {
                self.missing(&traces, "sink", "Say in `sink.openTelemetry` where traces go.");
            }
            None => {}
        }
        true
    }

    fn sink(&mut self, sink: &Site<'_>) {
        let Some(sink) = self.required(sink, "openTelemetry", "Write `openTelemetry` with the host of the collector.")
        else {
            return;
        };
        if self.has(Feature::OpenTelemetrySinkChecked) {
            self.one_of(&sink, "protocol", &["grpc", "http"]);
            self.positive_duration(&sink, "exportInterval");
            self.positive_duration(&sink, "exportTimeout");
        }
    }
}
