//! `images`: every image that will be pulled, and by what.

use super::rendering::{Start, start};
use super::writer::Writer;
use crate::image::{DEFAULT_TAG, Reference};
use crate::model::Object;
use crate::read::Kind;
use crate::release::Releases;
use crate::render::Rendering;
use crate::rules::Input;
use crate::text::sort;
use crate::value::Node;

/// What the chart creates besides the controller's Deployment, and what both are called. The name of the job begins with
/// that of the Helm release. Source: gateway-helm chart v1.0–v1.9.
const CHART: [(&str, &str, &str); 2] =
    [("Deployment", "envoy-gateway", "envoy-gateway"), ("Job", "*-certgen", "envoy-gateway-certgen")];

/// The lists of a pod whose items have an image.
const CONTAINERS: [&str; 3] = ["initContainers", "containers", "ephemeralContainers"];

/// What a container is called that has no name; no API server takes one.
const UNNAMED: &str = "?";

/// A container that pulls an image, or something that is in the way of knowing it.
#[derive(Debug, PartialEq)]
struct Row {
    /// Why this is not an image that can be pulled; empty where it is.
    message: String,
    /// What is the same for all texts that name the same image.
    name: String,
    image: String,
    release: u16,
    object: String,
    container: String,
}

impl Row {
    fn order(&self) -> (&str, &str, &str, u16, &str, &str) {
        (&self.message, &self.name, &self.image, self.release, &self.object, &self.container)
    }

    /// True for what is said once: the same image, however it is written, or the same problem with the same text.
    fn is_alike(&self, other: &Row) -> bool {
        let same_image = if self.name.is_empty() { self.image == other.image } else { self.name == other.name };
        same_image && self.message == other.message
    }
}

/// Every image that is pulled, as it is being found.
#[derive(Debug, Default)]
pub struct Inventory {
    rows: Vec<Row>,
}

impl Inventory {
    /// What one release pulls: the control plane, and where the controller runs, what it creates.
    pub fn add(&mut self, input: &Input<'_>, rate_limit: Option<&Rendering>) {
        self.control_plane(input);
        match start(input) {
            Start::Refused(faults) => {
                let message = format!("the controller does not start, and creates nothing: {}", faults.join(", "));
                self.problem(input, message, "", "EnvoyGateway".to_string(), "");
            }
            Start::Crash(_) => {
                let message = "the controller crashes on `deploy` without a type, and creates nothing".to_string();
                self.problem(input, message, "", "EnvoyGateway".to_string(), "");
            }
            Start::Custom => {}
            Start::Runs => {
                for (infra, rendering) in input.proxies() {
                    self.rendering(input, rendering, &infra.key);
                }
                rate_limit.into_iter().for_each(|rendering| self.rendering(input, rendering, "rate limit service"));
            }
        }
    }

    fn control_plane(&mut self, input: &Input<'_>) {
        let namespace = input.model.context.controller_namespace(input.release);
        if let Some(image) = input.model.context.controller_image(input.release) {
            for (kind, name, container) in CHART {
                let object = format!("{kind} {}/{name}", namespace.as_str().unwrap_or(""));
                self.image(input, Some(&image), &object, container);
            }
        }
        for document in input.of_kind(Kind::Controller).filter(|document| !document.partial) {
            let object = Object { document, namespace: input.model.namespace_of(document) };
            self.pod(input, &document.root, &object.title());
        }
    }

    fn rendering(&mut self, input: &Input<'_>, rendering: &Rendering, key: &str) {
        for object in &rendering.objects {
            let text = |path: &[&str]| object.node.str_at(path).unwrap_or("");
            let kind = object.node.str_at(&["kind"]).unwrap_or(object.kind);
            let title = format!("{kind} {}/{}", text(&["metadata", "namespace"]), text(&["metadata", "name"]));
            self.pod(input, &object.node, &title);
        }
        let failure = rendering.failure.as_ref();
        if let Some(failure) = failure.filter(|failure| matches!(failure.kind, "Deployment" | "DaemonSet" | "")) {
            let message = format!("it can't be built, and its images are not known: {}", failure.cause);
            self.problem(input, message, "", format!("{} of {key}", failure.kind).trim_start().to_string(), "");
        }
    }

    /// The containers and the volumes of the pods of a workload.
    fn pod(&mut self, input: &Input<'_>, workload: &Node, object: &str) {
        let Some(pod) = workload.at(&["spec", "template", "spec"]) else { return };
        for list in CONTAINERS {
            for container in pod.get(list).map_or(&[][..], Node::items) {
                self.image(input, container.get("image"), object, container.str_at(&["name"]).unwrap_or(UNNAMED));
            }
        }
        for volume in pod.get("volumes").map_or(&[][..], Node::items) {
            if let Some(image) = volume.at(&["image", "reference"]) {
                self.image(input, Some(image), object, &format!("volume {}", volume.str_at(&["name"]).unwrap_or("")));
            }
        }
    }

    fn image(&mut self, input: &Input<'_>, image: Option<&Node>, object: &str, container: &str) {
        let text = image.and_then(Node::as_str).unwrap_or("");
        if input.is_placeholder_text(text) {
            let message = "a deployment tool fills in a part of it".to_string();
            return self.problem(input, message, text, object.to_string(), container);
        }
        match Reference::parse_normalized(text.to_string()) {
            Ok(reference) if reference.registry().is_empty() => {
                self.problem(input, "it names no registry".to_string(), text, object.to_string(), container);
            }
            Ok(reference) => {
                self.problem(input, String::new(), text, object.to_string(), container);
                if let Some(row) = self.rows.last_mut() {
                    row.name = format!("{}:{}", reference.name(), tag(&reference).unwrap_or(""));
                    row.name.extend(reference.digest().map(|digest| digest.as_ref()));
                }
            }
            Err(error) => {
                self.problem(
                    input,
                    format!("it is not an image reference: {error}"),
                    text,
                    object.to_string(),
                    container,
                );
            }
        }
    }

    fn problem(&mut self, input: &Input<'_>, message: String, image: &str, object: String, container: &str) {
        let (image, container) = (image.to_string(), container.to_string());
        self.rows.push(Row { message, name: String::new(), image, release: input.release.index, object, container });
    }

    /// The canonical JSON text: images by name, with who pulls them; then what is in the way of knowing more.
    pub fn write(mut self, targets: &[u16], releases: &Releases) -> String {
        sort(&mut self.rows, |a, b| a.order().cmp(&b.order()));
        self.rows.dedup();
        let version = |index: u16| releases.get(index).map_or("", |release| &*release.version);
        let mut out = Writer::default();
        out.open('{');
        out.key("targets").open('[');
        targets.iter().for_each(|target| out.text(version(*target)));
        out.close(']');
        let images = self.rows.partition_point(|row| row.message.is_empty());
        let (images, problems) = self.rows.split_at_checked(images).unwrap_or_default();
        groups(&mut out, "images", images, &version);
        groups(&mut out, "problems", problems, &version);
        out.close('}');
        out.finish()
    }
}

/// The rows, each image and each problem once, with all who use it.
fn groups<'r>(out: &mut Writer, key: &str, rows: &[Row], version: &dyn Fn(u16) -> &'r str) {
    out.key(key).open('[');
    let mut before: Option<&Row> = None;
    for row in rows {
        if !before.is_some_and(|before| before.is_alike(row)) {
            end(out, before);
            out.open('{');
            head(out, row);
            out.key("usedBy").open('[');
        }
        before = Some(row);
        out.open('{');
        out.field("object", &row.object);
        if !row.container.is_empty() {
            out.field("container", &row.container);
        }
        out.field("release", version(row.release));
        out.close('}');
    }
    end(out, before);
    out.close(']');
}

fn end(out: &mut Writer, before: Option<&Row>) {
    if before.is_some() {
        out.close(']');
        out.close('}');
    }
}

/// What is said once for all rows of an image, or of a problem.
fn head(out: &mut Writer, row: &Row) {
    if !row.message.is_empty() {
        out.field("message", &row.message);
    }
    if !row.container.is_empty() {
        out.field("image", &row.image);
    }
    let reference = Reference::parse_normalized(row.image.clone());
    let Some(reference) = reference.ok().filter(|_| row.message.is_empty()) else { return };
    out.field("registry", reference.registry());
    out.field("repository", reference.repository());
    if let Some(tag) = tag(&reference) {
        out.field("tag", tag);
    }
    if let Some(digest) = reference.digest() {
        out.field("digest", digest.as_ref());
    }
}

/// The tag that is pulled: without tag and digest, the usual one.
fn tag(reference: &Reference) -> Option<&str> {
    reference.tag().or_else(|| reference.digest().is_none().then_some(DEFAULT_TAG))
}
