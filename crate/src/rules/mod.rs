//! The rules: one file each, declared once, with a page of the same name beside it.
//!
//! To add one: write `rules/my_rule.rs` with a `pub const RULE`, its page `rules/my_rule.md`, and put it into [`ALL`].

mod advice;
mod configs;
mod decisions;
mod edits;
mod findings;
mod generated;
mod input;
mod kept;
mod policies;
mod proxies;
mod reach;
mod selection;
mod selections;
mod settle;
mod sites;
mod values;
mod violations;
mod workloads;

pub use configs::faults as config_faults;
pub use findings::{Finding, Findings};
pub use input::Input;
pub use kept::Kept;
pub use settle::{Settling, can_be_silenced, ran};
pub use sites::fill;

use crate::diagnostic::{Group, Severity};

/// A rule: what it is called, who objects, how bad it is, and how it is found.
#[derive(Debug)]
pub struct Rule {
    /// Its name: lower case, words joined by hyphens; the file has underscores.
    pub id: &'static str,
    /// Who objects.
    pub group: Group,
    /// How bad it is.
    pub severity: Severity,
    /// The version of Gatelint that had it first.
    pub since: &'static str,
    /// Looks for it.
    pub check: fn(&Input<'_>, &mut Findings),
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All files together.
    All,
    /// One file at a time: of its input it reads the documents, what the API server objects to in them, and what the
    /// release and the caller say. A workspace keeps what it says of files that do not change.
    File,
    /// First one file at a time, and then what is left to all files together.
    Both,
}

macro_rules! rules {
    ($($module:ident $(: $scope:ident)?),* $(,)?) => {
        $(mod $module;)*

        /// Every rule, by name.
        pub const ALL: &[&Rule] = &[$(&$module::RULE),*];

        /// What each of them looks at.
        const SCOPES: &[Scope] = &[$(rules!(@scope $($scope)?)),*];
    };
    (@scope) => { Scope::All };
    (@scope $scope:ident) => { Scope::$scope };
}

rules! {
    autoscaler_without_deployment,
    baseline_stale,
    chart_image_invalid,
    chart_value_ignored,
    chart_value_refused,
    config_extra_document,
    config_field_ignored,
    config_not_readable,
    config_refused,
    config_value_unchecked,
    controller_name_misspelt,
    controller_part_replaced,
    created_object_shared,
    creation_stops,
    default_beats_setting,
    digest_invalid: File,
    digest_required,
    disruption_budget_blocks,
    duplicate_item: File,
    duplicate_key,
    envoy_proxy_refused: Both,
    envoy_proxy_unused,
    envoy_version_skew,
    field_deprecated: File,
    gatelint_yaml_invalid,
    gateway_class_not_found,
    gateway_name_too_long,
    gateway_tls_refused,
    generated_name,
    host_network_dns: File,
    host_network_shared,
    image_and_repository_set: File,
    image_mutable_tag: File,
    image_pinned,
    image_registry_implied,
    image_rejected_by_release: File,
    image_shadowed,
    image_syntax: File,
    image_tag_and_digest,
    image_tag_missing,
    inconsistent_fields: File,
    infrastructure_metadata_overridden,
    invalid_metadata: File,
    label_in_service_selector,
    label_key_invalid: File,
    label_required,
    label_value_invalid: File,
    label_value_not_a_string: File,
    label_value_not_allowed,
    level_replaced,
    listener_refused,
    malformed_value: File,
    merge_failed,
    merged_gateway_ignored,
    merged_gateways_in_gateway_namespace_mode,
    missing_field: File,
    object_duplicate,
    object_refused,
    own_pods_not_selected,
    parameters_not_found,
    parameters_refused,
    patch_adds_container,
    patch_changes_identity: File,
    patch_cuts_off,
    patch_field_unknown: File,
    patch_forbidden,
    patch_not_applicable,
    patch_replaces_containers,
    pod_image_invalid,
    port_not_served,
    privileged_port,
    pull_policy_hazard: File,
    pull_secret_elsewhere,
    pull_secret_missing,
    pull_secret_required,
    rate_limit_repository_ignored: File,
    read_otherwise: Both,
    registry_not_allowed,
    release_end_of_life,
    release_not_allowed,
    replicas_beside_autoscaler,
    repository_has_tag: File,
    reserved_label_overridden,
    reserved_prefix,
    selector_patched,
    selects_no_proxy,
    service_account_not_used,
    standard_label_differs,
    structured_image_conflict,
    suppression_invalid,
    suppression_unused,
    tag_not_allowed,
    target_port_shared,
    telemetry_refused,
    too_many_infrastructure_labels: File,
    unknown_kind,
    unsupported_field: File,
    unsupported_value: File,
    value_out_of_range: File,
    value_unusable: File,
    watch_selector_invalid,
    workload_twice,
    wrong_type: File,
    yaml_syntax,
}

/// The rule of keys that stand twice: whether they are refused depends on who reads.
pub const DUPLICATE_KEY: &str = duplicate_key::RULE.id;

/// The rule of entries of a baseline that are gone.
pub const BASELINE_STALE: &str = baseline_stale::RULE.id;

/// Runs every rule whose group is asked for. What rules say of files alone comes from `kept` where it is known; who keeps
/// asks for the same groups each time.
pub fn run(input: &Input<'_>, only: Option<&[Group]>, kept: &Kept) -> Vec<crate::diagnostic::Diagnostic> {
    let mut findings = Findings::new(input.release.index);
    let (mut documents, mut counts, mut violations) = (input.documents, input.counts, input.violations);
    for facts in input.files {
        let (of_file, others) = documents.split_at_checked(facts.documents.len()).unwrap_or((documents, &[]));
        let (counts_of_file, other_counts) = counts.split_at_checked(of_file.len()).unwrap_or((counts, &[]));
        let (own, rest) = violations.split_at_checked(counts_of_file.iter().sum()).unwrap_or((violations, &[]));
        (documents, counts, violations) = (others, other_counts, rest);
        if !of_file.is_empty() {
            let alone = Input { documents: of_file, violations: own, counts: counts_of_file, is_file: true, ..*input };
            kept.add(facts.file, input.release.index, &mut findings.all, || {
                let mut findings = Findings::new(input.release.index);
                look(&alone, only, Scope::All, &mut findings);
                findings.all
            });
        }
    }
    look(input, only, Scope::File, &mut findings);
    let mut said = findings.finish();
    for one in &mut said {
        one.fixes.retain(|fix| fix.edits.iter().all(|edit| input.can_be_edited(edit.span)));
    }
    said
}

/// Runs the rules that are not of a scope.
fn look(input: &Input<'_>, only: Option<&[Group]>, not: Scope, findings: &mut Findings) {
    for (rule, _) in ALL.iter().zip(SCOPES).filter(|(_, scope)| **scope != not) {
        #[cfg(feature = "mutants")]
        if is_taken_out(rule) {
            continue;
        }
        if only.is_none_or(|groups| groups.contains(&rule.group)) {
            findings.begin(rule);
            (rule.check)(input, findings);
        }
    }
}

/// What keeps files from being read, or the team's own from being followed: nothing is known of what stands there.
pub fn unread(input: &Input<'_>) -> Vec<crate::diagnostic::Diagnostic> {
    let mut said = run(input, Some(&[Group::Yaml, Group::Policy]), &Kept::default());
    said.retain(|said| said.severity == Severity::Error && crate::team::FIRM.contains(&said.rule));
    said
}

/// True for the rule that a run of the tests goes without, to see whether they miss it.
#[cfg(feature = "mutants")]
#[allow(clippy::disallowed_methods)]
fn is_taken_out(rule: &Rule) -> bool {
    std::env::var("GATELINT_WITHOUT").is_ok_and(|without| without == rule.id)
}
