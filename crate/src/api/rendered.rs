//! `render`: what is created, for a host.

use super::analysis::Analysis;
use super::places::Places;
use super::rendering::{self, Renderer, Start};
use super::writer::Writer;
use crate::model::Object;
use crate::read::Kind;
use crate::rules::Input;
use crate::schema::Schema;
use crate::text::Gather as _;

impl Analysis {
    pub(super) fn rendering(&self, input: &Input<'_>) -> String {
        let places = Places::new(&self.files, &self.engine.releases);
        let mut it = Renderer {
            out: Writer::default(),
            input,
            places: &places,
            types: &self.engine.types,
            explain: self.explain,
        };
        let start = rendering::start(input);
        it.out.open('{');
        it.out.field("release", &input.release.version);
        it.errors(&start);
        it.statuses(&start);
        it.created_objects(&start, &self.engine.schema);
        it.remarks(&start);
        it.out.close('}');
        it.out.finish()
    }
}

impl Start {
    /// True where the controller looks at classes and Gateways.
    fn looks(&self) -> bool {
        matches!(self, Start::Crash(_) | Start::Falls(..) | Start::Runs)
    }

    /// True where it creates objects and says what came of them.
    fn runs(&self) -> bool {
        matches!(self, Start::Runs)
    }
}

impl Renderer<'_> {
    /// What keeps the configuration, files or documents from being taken.
    fn errors(&mut self, start: &Start) {
        self.list("configErrors", &mut |it| {
            if let Start::Refused(faults) = start {
                faults.iter().for_each(|fault| it.out.text(fault));
            }
        });
        self.list("loadErrors", &mut |it| {
            it.unread();
            if !matches!(start, Start::Refused(_)) {
                load_errors(it.input, &mut it.out);
            }
        });
    }

    /// What the controller writes into the status of what it was given.
    fn statuses(&mut self, start: &Start) {
        self.list("gatewayClasses", &mut |it| {
            if start.looks() {
                it.classes(start);
            }
        });
        self.list("gateways", &mut |it| {
            if start.looks() {
                it.gateways(!start.runs());
            }
        });
        self.list("envoyProxies", &mut |it| {
            if start.runs() {
                it.proxies();
            }
        });
    }

    /// The objects of proxies and of the rate limit service; where the controller crashes, what it has applied before.
    fn created_objects(&mut self, start: &Start, schema: &Schema) {
        self.list("infra", &mut |it| {
            if start.runs() {
                it.infra(schema);
            }
        });
        let rate_limit = self.input.rate_limit();
        let crashed = match start {
            Start::Crash(node) => rate_limit.map(|rate_limit| rate_limit.crashed(node)),
            _ => None,
        };
        if let Some(rate_limit) =
            crashed.as_ref().or(rate_limit.filter(|_| start.runs() || matches!(start, Start::Falls(..))))
        {
            self.out.key("rateLimit").open('{');
            self.created(Some(rate_limit), false);
            self.out.close('}');
        }
    }

    /// Why nothing is created, where the controller starts all the same.
    fn remarks(&mut self, start: &Start) {
        match start {
            Start::Crash(node) => self.list("errors", &mut |it| {
                it.failed("provider", "the controller crashes on `deploy` without a type", &node.origin);
            }),
            Start::Falls(_, node) => self.list("errors", &mut |it| {
                it.failed("provider", "the controller crashes on `backend` without a certificate", &node.origin);
            }),
            Start::Custom => {
                self.list("notes", &mut |it| it.out.text("the provider is Custom: nothing is created in the cluster"));
            }
            _ => {}
        }
    }
}

/// The documents that the API server refuses, and EnvoyProxies that it takes and the controller can't read.
fn load_errors(input: &Input<'_>, out: &mut Writer) {
    for (document, said) in input.judged() {
        let mut wrong: Vec<String> = said.iter().map(|violation| violation.field.clone()).gather();
        let spec = document.spec().filter(|_| document.kind == Kind::EnvoyProxy && wrong.is_empty());
        let misfit = spec.and_then(|spec| input.types.fit("EnvoyProxySpec", spec, input.release, input.settings).err());
        wrong.extend(misfit.map(|misfit| misfit.to_string()));
        if !wrong.is_empty() {
            let object = Object { document, namespace: input.model.namespace_of(document) };
            out.open('{');
            out.field("document", &object.title());
            out.field("message", &wrong.join(", "));
            out.close('}');
        }
    }
}
