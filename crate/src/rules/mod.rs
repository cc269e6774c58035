//! The rules: one file each, declared once, with a page of the same name beside it.
//!
//! To add one: write `rules/my_rule.rs` with a `pub const RULE`, its page `rules/my_rule.md`, and put it into [`ALL`].

mod advice;
mod configs;
mod decisions;
mod edits;
mod findings;
mod input;
mod sites;
mod values;
mod violations;

pub use configs::faults as config_faults;
pub use findings::{Finding, Findings};
pub use input::Input;

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
    chart_image_invalid,
    chart_value_ignored,
    chart_value_refused,
    config_extra_document,
    config_field_ignored,
    config_not_readable,
    config_refused,
    config_value_unchecked,
    controller_part_replaced,
    default_beats_setting,
    digest_invalid,
    duplicate_item,
    duplicate_key,
    envoy_proxy_refused,
    envoy_proxy_unused,
    envoy_version_skew,
    field_deprecated,
    gateway_class_not_found,
    gateway_name_too_long,
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
    label_key_invalid,
    label_value_invalid,
    label_value_not_a_string,
    level_replaced,
    malformed_value,
    merge_failed,
    merged_gateway_ignored,
    merged_gateways_in_gateway_namespace_mode,
    missing_field,
    object_duplicate,
    parameters_not_found,
    parameters_refused,
    patch_changes_identity,
    patch_field_unknown,
    patch_not_applicable,
    privileged_port,
    pull_policy_hazard,
    pull_secret_missing,
    rate_limit_repository_ignored,
    read_otherwise,
    release_end_of_life,
    replicas_beside_autoscaler,
    repository_has_tag,
    reserved_label_overridden,
    reserved_prefix,
    service_account_not_used,
    standard_label_differs,
    structured_image_conflict,
    target_port_shared,
    too_many_infrastructure_labels,
    unknown_kind,
    unsupported_field,
    unsupported_value,
    value_out_of_range,
    watch_selector_invalid,
    workload_twice,
    wrong_type,
    yaml_syntax,
}

/// The rule of keys that stand twice: whether they are refused depends on who reads.
pub const DUPLICATE_KEY: &str = duplicate_key::RULE.id;

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

/// True for the rule that a run of the tests goes without, to see whether they miss it.
#[cfg(feature = "mutants")]
#[allow(clippy::disallowed_methods)]
fn is_taken_out(rule: &Rule) -> bool {
    std::env::var("GATELINT_WITHOUT").is_ok_and(|without| without == rule.id)
}
