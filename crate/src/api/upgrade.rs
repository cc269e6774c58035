//! `upgrade`: what changes from one release to another, worst first.

use super::Engine;
use super::analysis::Analysis;
use super::places::Places;
use super::request::{Options, Request, release_index};
use super::request_error::RequestError;
use super::writer::Writer;
use crate::upgrade::{Change, Impact, Side};

/// Compares two releases.
pub fn upgrade(engine: &Engine, request: &Request, [from, to]: [&str; 2]) -> Result<String, RequestError> {
    let (from, to) = (release_index(&engine.releases, from)?, release_index(&engine.releases, to)?);
    let default = Options::default();
    let day = request.options.as_ref().unwrap_or(&default).day(&engine.releases)?;
    Ok(Analysis::new(engine, request)?.upgrade(from, to, &day))
}

/// The changes as JSON.
pub fn write(before: Side<'_>, after: Side<'_>, changes: &[Change], places: &Places<'_>) -> String {
    let mut out = Writer::default();
    out.open('{');
    out.field("from", &before.input.release.version);
    out.field("to", &after.input.release.version);
    out.key("changes").open('[');
    changes.iter().for_each(|one| change(&mut out, one, places));
    out.close(']');
    out.close('}');
    out.finish()
}

fn change(out: &mut Writer, change: &Change, places: &Places<'_>) {
    let severity = Impact::ALL.iter().find(|(impact, _)| *impact == change.impact).map_or("", |(_, name)| name);
    let [before, after] = &change.values;
    out.open('{');
    out.field("id", change.id);
    out.field("severity", severity);
    out.field("what", &change.what);
    let todo = Some(&change.todo).filter(|todo| !todo.is_empty());
    for (key, text) in [("before", before.as_ref()), ("after", after.as_ref()), ("todo", todo)] {
        text.into_iter().for_each(|text| out.field(key, text));
    }
    change.object.iter().for_each(|object| out.field("object", object));
    out.key("places").open('[');
    change.places.iter().for_each(|span| out.place(&places.place(*span), |_| {}));
    out.close(']');
    out.close('}');
}
