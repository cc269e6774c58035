//! `render`: what is created, for a host.

use super::analysis::Analysis;
use super::places::Places;
use super::rendering::{self, Renderer, Start};
use super::writer::Writer;
use crate::model::Object;
use crate::read::Kind;
use crate::rules::Input;
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
        let (shown, silent) = match start {
            Start::Refused(_) | Start::Custom => (false, true),
            Start::Crash(_) => (true, true),
            Start::Runs => (true, false),
        };
        it.out.open('{');
        it.out.field("release", &input.release.version);
        it.list("configErrors", |it| {
            if let Start::Refused(faults) = &start {
                faults.iter().for_each(|fault| it.out.text(fault));
            }
        });
        it.list("loadErrors", |it| {
            it.unread();
            if !matches!(start, Start::Refused(_)) {
                load_errors(input, &mut it.out);
            }
        });
        it.list("gatewayClasses", |it| {
            if shown {
                it.classes(silent)
            }
        });
        it.list("gateways", |it| {
            if shown {
                it.gateways(silent)
            }
        });
        it.list("envoyProxies", |it| {
            if !silent {
                it.proxies()
            }
        });
        it.list("infra", |it| {
            if !silent {
                it.infra(&self.engine.schema)
            }
        });
        let crashed = match &start {
            Start::Crash(node) => input.rate_limit().map(|rate_limit| rate_limit.crashed(node)),
            _ => None,
        };
        if let Some(rate_limit) = crashed.as_ref().or_else(|| input.rate_limit().filter(|_| !silent)) {
            it.out.key("rateLimit").open('{');
            it.created(Some(rate_limit), false);
            it.out.close('}');
        }
        match &start {
            Start::Crash(node) => it.list("errors", |it| {
                it.failed("provider", "the controller crashes on `deploy` without a type", &node.origin);
            }),
            Start::Custom => {
                it.list("notes", |it| it.out.text("the provider is Custom: nothing is created in the cluster"))
            }
            _ => {}
        }
        it.out.close('}');
        it.out.finish()
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
