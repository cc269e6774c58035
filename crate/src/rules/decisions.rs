//! How the image was chosen, for each proxy, and for each EnvoyProxy by itself where no proxy uses it.

use super::{Input, sites};
use crate::context::Dialect;
use crate::resolve::{Effective, ImageDecision, Level, Source};
use crate::text::{Gather as _, Spans};
use crate::value::Node;
use std::borrow::Cow;

/// A choice of an image.
pub struct Choice<'a> {
    /// Whose: `edge/public`, or `this EnvoyProxy`.
    pub who: Cow<'a, str>,
    /// What was chosen, before patches.
    pub decision: Cow<'a, ImageDecision>,
    /// The levels that took part.
    pub effective: Cow<'a, Effective<'a>>,
}

/// Every choice. An EnvoyProxy by itself is only of interest where it can contradict itself: in the structured dialect.
pub fn choices<'a>(input: &Input<'a>) -> Vec<Choice<'a>> {
    let rendered = input.proxies().filter_map(|(infra, rendering)| {
        let decision = Cow::Borrowed(rendering.image.as_ref()?);
        Some(Choice { who: (&*infra.key).into(), decision, effective: Cow::Borrowed(&infra.effective) })
    });
    let mut choices: Vec<Choice> = rendered.gather();
    if input.settings.dialect == Dialect::Structured {
        let used = used(input);
        let span = |spec: &Node| spec.origin.span();
        let alone = sites::proxy_specs(input).filter(|site| !span(site.spec).is_some_and(|span| used.has(span)));
        alone.for_each(|site| choices.extend(by_itself(input, site.spec)));
    }
    choices
}

/// The specs of which some proxy is made.
pub fn used(input: &Input<'_>) -> Spans<()> {
    let sources = input.resolved.infras.iter().flat_map(|infra| &infra.effective.sources);
    sources.filter_map(|source| Some((source.spec.origin.span()?, ()))).collect()
}

fn by_itself<'a>(input: &Input<'a>, spec: &'a Node) -> Vec<Choice<'a>> {
    let source = Source { level: Level::Class, spec: spec.clone(), proxy: None, used: true, gets_provider: true };
    let effective = Effective { spec: Some(spec.clone()), sources: vec![source], error: None };
    let present = |field: &&str| spec.at(&["provider", "kubernetes", field, "container"]).is_some();
    let choice = |field| Choice {
        who: "this EnvoyProxy".into(),
        decision: Cow::Owned(ImageDecision::new(&effective, field, input.settings.dialect, input.release)),
        effective: Cow::Owned(effective.clone()),
    };
    sites::WORKLOADS.into_iter().filter(present).map(choice).gather()
}
