//! The structured dialect, and old forms, rewritten into what a release supports, with the same result.
//!
//! A repository that goes with the release becomes `imageRepository`, a pinned image `image`, a pull policy a patch, pull
//! secrets of the container those of the pod. What can't be written so is said and left as it is.

mod container;
mod text;

use crate::diagnostic::{Diagnostic, Edit, Group, ReleaseSet, Severity};
use crate::read::{Document, Kind};
use crate::release::Feature;
use crate::rules::Input;
use crate::text::{Gather as _, Span, sort};
use crate::value::Node;
use container::Workload;

/// What has to be written, by place, and what can't be.
#[derive(Debug, Default)]
pub struct Migration {
    /// Replacements; none overlap.
    pub edits: Vec<Edit>,
    /// What is left to do by hand.
    pub notes: Vec<Diagnostic>,
    /// Each spec that is rewritten, and from where to where.
    pub specs: Vec<[Span; 2]>,
}

impl Migration {
    /// Leaves a spec as it is. True where there was something to write.
    pub fn leave(&mut self, spec: Span) -> bool {
        let before = self.edits.len();
        for [_, all] in self.specs.iter().filter(|[of, _]| *of == spec) {
            self.edits
                .retain(|edit| edit.span.file != all.file || edit.span.start < all.start || all.end < edit.span.end);
        }
        self.edits.len() < before
    }

    /// Notes what can't be done.
    pub fn note(&mut self, span: Option<Span>, message: String) {
        self.notes.extend(span.map(|span| Diagnostic {
            // The forms are fields that no release has; this rule's page says what to write instead.
            rule: "unsupported-field",
            group: Group::Schema,
            severity: Severity::Warning,
            span,
            message,
            help: Some("Write by hand what is meant.".to_string()),
            field: None,
            covers: Vec::new(),
            object: None,
            releases: ReleaseSet::NONE,
            related: Vec::new(),
            fixes: Vec::new(),
        }));
    }
}

/// Looks through every EnvoyProxy and the default one of the configuration; `input` reads the structured dialect.
pub fn migrate(input: &Input<'_>) -> Migration {
    let mut migration = Migration::default();
    let proxies = input.of_kind(Kind::EnvoyProxy).filter_map(Document::spec);
    let configs = input.of_kind(Kind::EnvoyGateway).filter_map(|config| config.root.get("envoyProxy"));
    let specs: Vec<&Node> = proxies.chain(configs.filter(|_| input.release.has(Feature::ConfigDefaultSpec))).gather();
    for spec in specs {
        let first = migration.edits.len();
        for field in ["envoyDeployment", "envoyDaemonSet"] {
            if let Some(node) = spec.at(&["provider", "kubernetes", field]) {
                Workload { input, spec, field, node }.migrate(&mut migration);
            }
        }
        let all = migration.edits.iter().skip(first).map(|edit| edit.span);
        let all = all.reduce(|all, one| Span { start: all.start.min(one.start), end: all.end.max(one.end), ..all });
        migration.specs.extend(spec.origin.span().zip(all).map(|(spec, all)| [spec, all]));
    }
    sort(&mut migration.edits, |a, b| a.span.cmp(&b.span));
    migration
}
