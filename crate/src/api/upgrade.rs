//! `upgrade`: what changes from one release to another, worst first.

use super::Facts;
use super::analysis::Analysis;
use super::options::release_index;
use super::places::Places;
use super::request::{Options, Request};
use super::request_error::RequestError;
use super::writer::Writer;
use crate::model::Model;
use crate::rules::Input;
use crate::upgrade::{Change, Impact};
use std::rc::Rc;

/// Compares two releases.
pub fn upgrade(facts: &Rc<Facts>, request: &Request, releases: [&str; 2], notes: &str) -> Result<String, RequestError> {
    let [from, to] = releases.map(|name| release_index(&facts.releases, name));
    let default = Options::default();
    let day = request.options.as_ref().unwrap_or(&default).day(&facts.releases)?;
    Ok(Analysis::new(facts, request)?.upgrade([from?, to?], &day, notes))
}

/// The changes as JSON.
pub fn write(before: &Input<'_>, after: &Input<'_>, changes: &[Change], places: &Places<'_>) -> String {
    let mut out = Writer::default();
    out.open('{');
    out.field("from", &before.release.version);
    out.field("to", &after.release.version);
    out.key("changes").open('[');
    for (impact, severity) in Impact::ALL {
        for one in changes.iter().filter(|change| change.impact == impact) {
            change(&mut out, one, severity, places, before.model);
        }
    }
    out.close(']');
    out.close('}');
    out.finish()
}

fn change(out: &mut Writer, change: &Change, severity: &str, places: &Places<'_>, model: &Model<'_>) {
    let Change { id, what, before, after, todo, object, .. } = change;
    let object = match change.places.first().filter(|_| object.is_empty() && change.places.len() == 1) {
        Some(span) => places.title_at(*span, model),
        None => object.clone(),
    };
    let fields = ["id", "severity", "what", "before", "after", "todo", "object"];
    out.open('{');
    for (key, text) in fields.into_iter().zip([id, severity, what, before, after, todo, &object]) {
        if !text.is_empty() {
            out.field(key, text);
        }
    }
    out.key("places").open('[');
    change.places.iter().for_each(|span| out.place(&places.place(*span)));
    out.close(']');
    out.close('}');
}
