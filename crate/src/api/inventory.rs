//! `images`: every image that will be pulled, and by what.

use super::image::parts;
use super::places::Places;
use super::rendering::{Start, start};
use super::writer::Writer;
use crate::diagnostic::Group;
use crate::image::{DEFAULT_TAG, Reference};
use crate::model::Object;
use crate::read::Kind;
use crate::release::Releases;
use crate::render::Rendering;
use crate::rules::{self, Input};
use crate::text::sort;
use crate::value::Node;

/// What the chart creates of its one image, and how the containers are called. The name of the job begins with that of
/// the Helm release. Source: gateway-helm chart v1.0–v1.9.
const CHART: [(&str, &str, &str); 2] =
    [("Deployment", "envoy-gateway", "envoy-gateway"), ("Job", "*-certgen", "envoy-gateway-certgen")];

/// The lists of a pod whose items have an image.
const CONTAINERS: [&str; 3] = ["initContainers", "containers", "ephemeralContainers"];

/// A container that pulls an image, or something that is in the way of knowing it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    /// Why this is no image that can be pulled; nothing where it is one.
    why: String,
    /// What is the same for all texts that name the same image.
    name: String,
    image: String,
    release: u16,
    object: String,
    container: String,
}

/// Every image that is pulled, as it is being found.
#[derive(Debug, Default)]
pub struct Inventory {
    rows: Vec<Row>,
}

impl Inventory {
    /// What one release pulls: the control plane, and where the controller runs, what it creates.
    pub fn add(&mut self, input: &Input<'_>, places: &Places<'_>) {
        for said in rules::unread(input) {
            let what = if said.group == Group::Yaml { "it can't be read: " } else { "" };
            self.row(input, what.to_string() + &said.message, &places.line(said.span), "");
        }
        for (span, why) in input.model.context.unsettled() {
            self.row(input, why.to_string(), &places.line(span), "");
        }
        self.control_plane(input);
        let fault = match start(input) {
            Start::Custom => return,
            Start::Refused(faults) => faults.join(", "),
            Start::Crash(_) => "it crashes on `deploy` without a type".to_string(),
            Start::Falls(..) => "it crashes on `backend` without a certificate in the tls of a Gateway".to_string(),
            Start::Runs => {
                for (infra, rendering) in input.proxies() {
                    self.rendering(input, rendering, &infra.key);
                }
                for gateway in &input.resolved.gateways {
                    if let Some(why) = input.resolved.left_out(gateway, input.settings) {
                        self.row(input, why.to_string(), &gateway.object.title(), "");
                    }
                }
                return input
                    .rate_limit()
                    .into_iter()
                    .for_each(|it| self.rendering(input, it, "the rate limit service"));
            }
        };
        self.row(input, "the controller creates nothing: ".to_string() + &fault, "EnvoyGateway", "");
    }

    fn control_plane(&mut self, input: &Input<'_>) {
        let namespace = input.model.context.controller_namespace(input.release);
        if let Some(image) = input.model.context.controller_image(input.release) {
            for (kind, name, container) in CHART {
                self.image(input, Some(&image), &title(kind, Some(&namespace), name), container);
            }
        }
        for document in input.of_kind(Kind::Controller).filter(|document| !document.partial) {
            let object = Object { document, namespace: input.model.namespace_of(document) };
            self.pod(input, &document.root, &object.title());
        }
    }

    fn rendering(&mut self, input: &Input<'_>, rendering: &Rendering, key: &str) {
        for object in &rendering.objects {
            let Some(metadata) = object.node.get("metadata") else { continue };
            let kind = object.node.str_at(&["kind"]).unwrap_or(object.kind);
            let name = metadata.str_at(&["name"]).unwrap_or("");
            self.pod(input, &object.node, &title(kind, metadata.get("namespace"), name));
        }
        let Some(failure) = &rendering.failure else { return };
        if matches!(failure.kind, "Deployment" | "DaemonSet" | "") {
            self.row(input, "it can't be built: ".to_string() + &failure.cause.to_string(), key, "");
        }
    }

    /// The containers and the volumes of the pods of a workload.
    fn pod(&mut self, input: &Input<'_>, workload: &Node, object: &str) {
        let Some(pod) = workload.at(&["spec", "template", "spec"]) else { return };
        let name = |item: &Node| item.str_at(&["name"]).unwrap_or("?").to_string();
        for list in CONTAINERS {
            for container in pod.get(list).map_or(&[][..], Node::items) {
                self.image(input, container.get("image"), object, &name(container));
            }
        }
        for volume in pod.get("volumes").map_or(&[][..], Node::items) {
            if let Some(image) = volume.at(&["image", "reference"]) {
                self.image(input, Some(image), object, &("volume ".to_string() + &name(volume)));
            }
        }
    }

    fn image(&mut self, input: &Input<'_>, image: Option<&Node>, object: &str, container: &str) {
        let text = image.and_then(Node::as_str).unwrap_or("");
        let (why, name) = match Reference::parse_normalized(text.to_string()) {
            _ if input.is_placeholder_text(text) => ("a deployment tool fills it in".to_string(), String::new()),
            Ok(reference) if reference.registry().is_empty() => ("it names no registry".to_string(), String::new()),
            Ok(reference) => (String::new(), identity(&reference)),
            Err(error) => (error.to_string(), String::new()),
        };
        self.row(input, why, object, container);
        if let Some(row) = self.rows.last_mut() {
            row.name = if row.why.is_empty() { name } else { text.to_string() };
            row.image = text.to_string();
        }
    }

    fn row(&mut self, input: &Input<'_>, why: String, object: &str, container: &str) {
        let (object, container) = (object.to_string(), container.to_string());
        let (name, image) = Default::default();
        self.rows.push(Row { why, name, image, release: input.release.index, object, container });
    }

    /// The canonical JSON text: images by name, with who pulls them; then what is in the way of knowing more.
    pub fn write(mut self, targets: &[u16], releases: &Releases) -> String {
        sort(&mut self.rows, |a, b| a.cmp(b));
        let mut out = Writer::default();
        out.open('{');
        out.key("targets").open('[');
        for target in targets {
            out.text(version(releases, *target));
        }
        out.close(']');
        out.key("images").open('[');
        let mut before: Option<&Row> = None;
        let mut told = false;
        for row in self.rows.iter() {
            if before == Some(row) {
                continue;
            }
            if before.is_none_or(|before| before.why != row.why || before.name != row.name) {
                end(&mut out, before.is_some());
                if !told && !row.why.is_empty() {
                    told = true;
                    out.close(']');
                    out.key("problems").open('[');
                }
                head(&mut out, row);
            }
            before = Some(row);
            used_by(&mut out, row, version(releases, row.release));
        }
        end(&mut out, before.is_some());
        out.close(']');
        if !told {
            out.key("problems").open('[');
            out.close(']');
        }
        out.close('}');
        out.finish()
    }
}

fn version(releases: &Releases, index: u16) -> &str {
    releases.get(index).map_or("", |release| &release.version)
}

fn title(kind: &str, namespace: Option<&Node>, name: &str) -> String {
    [kind, " ", namespace.and_then(Node::as_str).unwrap_or(""), "/", name].concat()
}

/// Registry, repository, tag and digest.
fn identity(reference: &Reference) -> String {
    let mut name = reference.name();
    for part in [tag(reference), reference.digest().map(|digest| digest.as_ref())].into_iter().flatten() {
        name.push(':');
        name.push_str(part);
    }
    name
}

/// What is said once for all rows of an image, or of a problem.
fn head(out: &mut Writer, row: &Row) {
    out.open('{');
    if !row.why.is_empty() {
        out.field("message", &row.why);
    }
    if !row.image.is_empty() {
        out.field("image", &row.image);
    }
    let reference = Reference::parse_normalized(row.image.clone()).ok().filter(|_| row.why.is_empty());
    if let Some(reference) = reference {
        parts(out, &reference, tag(&reference));
    }
    out.key("usedBy").open('[');
}

fn used_by(out: &mut Writer, row: &Row, release: &str) {
    out.open('{');
    out.field("object", &row.object);
    if !row.container.is_empty() {
        out.field("container", &row.container);
    }
    out.field("release", release);
    out.close('}');
}

fn end(out: &mut Writer, open: bool) {
    if open {
        out.close(']');
        out.close('}');
    }
}

/// The tag that is pulled: without tag and digest, the usual one.
fn tag(reference: &Reference) -> Option<&str> {
    reference.tag().or_else(|| reference.digest().is_none().then_some(DEFAULT_TAG))
}
