//! The rules: one file each, declared once, with a page of the same name beside it.
//!
//! To add one: write `rules/my_rule.rs` with a `pub const RULE`, its page `rules/my_rule.md`, and put it into [`ALL`].

mod configs;
mod decisions;
mod edits;
mod findings;
mod input;
mod sites;
mod values;
mod violations;
mod workloads;

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
    autoscaler_without_deployment,
    chart_image_invalid,
    chart_value_ignored,
    chart_value_refused,
    config_extra_document,
    config_field_ignored,
    config_not_readable,
    config_refused,
    config_value_unchecked,
    created_object_shared,
    digest_invalid,
    disruption_budget_blocks,
    duplicate_item,
    duplicate_key,
    envoy_proxy_refused,
    gateway_class_not_found,
    gateway_name_too_long,
    image_and_repository_set,
    image_mutable_tag,
    image_rejected_by_release,
    image_shadowed,
    image_syntax,
    image_tag_missing,
    inconsistent_fields,
    invalid_metadata,
    label_in_service_selector,
    label_key_invalid,
    label_value_invalid,
    label_value_not_a_string,
    malformed_value,
    merge_failed,
    merged_gateways_in_gateway_namespace_mode,
    missing_field,
    parameters_not_found,
    parameters_refused,
    patch_adds_container,
    patch_not_applicable,
    patch_replaces_containers,
    pod_image_invalid,
    pull_secret_elsewhere,
    read_otherwise,
    repository_has_tag,
    reserved_label_overridden,
    selector_patched,
    structured_image_conflict,
    too_many_infrastructure_labels,
    unknown_kind,
    unsupported_field,
    unsupported_value,
    value_out_of_range,
    watch_selector_invalid,
    wrong_type,
    yaml_syntax,
}

/// The rule of keys that stand twice: whether they are refused depends on who reads.
pub const DUPLICATE_KEY: &str = duplicate_key::RULE.id;

/// Runs every rule whose group is asked for.
pub fn run(input: &Input<'_>, only: Option<&[Group]>) -> Vec<crate::diagnostic::Diagnostic> {
    let mut findings = Findings::new(input.release.index);
    for rule in ALL.iter().filter(|rule| only.is_none_or(|groups| groups.contains(&rule.group))) {
        findings.rule = rule;
        (rule.check)(input, &mut findings);
    }
    findings.finish()
}
