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
mod policies;
mod proxies;
mod reach;
mod selections;
mod settle;
mod sites;
mod values;
mod violations;
mod workloads;

pub use configs::faults as config_faults;
pub use findings::{Finding, Findings};
pub use input::Input;
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

macro_rules! rules {
    ($($module:ident),* $(,)?) => {
        $(mod $module;)*

        /// Every rule, by name.
        pub const ALL: &[&Rule] = &[$(&$module::RULE),*];
    };
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
    controller_part_replaced,
    created_object_shared,
    creation_stops,
    default_beats_setting,
    digest_invalid,
    digest_required,
    disruption_budget_blocks,
    duplicate_item,
    duplicate_key,
    envoy_proxy_refused,
    envoy_proxy_unused,
    envoy_version_skew,
    field_deprecated,
    gatelint_yaml_invalid,
    gateway_class_not_found,
    gateway_name_too_long,
    generated_name,
    host_network_dns,
    host_network_shared,
    image_and_repository_set,
    image_mutable_tag,
    image_pinned,
    image_registry_implied,
    image_rejected_by_release,
    image_shadowed,
    image_syntax,
    image_tag_and_digest,
    image_tag_missing,
    inconsistent_fields,
    infrastructure_metadata_overridden,
    invalid_metadata,
    label_in_service_selector,
    label_key_invalid,
    label_required,
    label_value_invalid,
    label_value_not_a_string,
    label_value_not_allowed,
    level_replaced,
    listener_refused,
    malformed_value,
    merge_failed,
    merged_gateway_ignored,
    merged_gateways_in_gateway_namespace_mode,
    missing_field,
    object_duplicate,
    object_refused,
    own_pods_not_selected,
    parameters_not_found,
    parameters_refused,
    patch_adds_container,
    patch_changes_identity,
    patch_cuts_off,
    patch_field_unknown,
    patch_forbidden,
    patch_not_applicable,
    patch_replaces_containers,
    pod_image_invalid,
    port_not_served,
    privileged_port,
    pull_policy_hazard,
    pull_secret_elsewhere,
    pull_secret_missing,
    pull_secret_required,
    rate_limit_repository_ignored,
    read_otherwise,
    registry_not_allowed,
    release_end_of_life,
    release_not_allowed,
    replicas_beside_autoscaler,
    repository_has_tag,
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
    too_many_infrastructure_labels,
    unknown_kind,
    unsupported_field,
    unsupported_value,
    value_out_of_range,
    value_unusable,
    watch_selector_invalid,
    workload_twice,
    wrong_type,
    yaml_syntax,
}

/// The rule of keys that stand twice: whether they are refused depends on who reads.
pub const DUPLICATE_KEY: &str = duplicate_key::RULE.id;

/// The rule of entries of a baseline that are gone.
pub const BASELINE_STALE: &str = baseline_stale::RULE.id;

/// Runs every rule whose group is asked for.
pub fn run(input: &Input<'_>, only: Option<&[Group]>) -> Vec<crate::diagnostic::Diagnostic> {
    let mut findings = Findings::new(input.release.index);
    for rule in ALL.iter().filter(|rule| only.is_none_or(|groups| groups.contains(&rule.group))) {
        #[cfg(feature = "mutants")]
        if is_taken_out(rule) {
            continue;
        }
        findings.rule = rule;
        (rule.check)(input, &mut findings);
    }
    findings.finish()
}

/// What keeps files from being read, or the team's own from being followed: nothing is known of what stands there.
pub fn unread(input: &Input<'_>) -> Vec<crate::diagnostic::Diagnostic> {
    let mut said = run(input, Some(&[Group::Yaml, Group::Policy]));
    said.retain(|said| said.severity == Severity::Error && crate::team::FIRM.contains(&said.rule));
    said
}

/// True for the rule that a run of the tests goes without, to see whether they miss it.
#[cfg(feature = "mutants")]
#[allow(clippy::disallowed_methods)]
fn is_taken_out(rule: &Rule) -> bool {
    std::env::var("GATELINT_WITHOUT").is_ok_and(|without| without == rule.id)
}
