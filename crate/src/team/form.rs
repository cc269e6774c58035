//! The form of gatelint.yaml. The published schema says the same, and a test compares the two.

/// The keys of a map, each with the form of its value.
pub type Fields = &'static [(&'static str, Form)];

/// What stands in a place of gatelint.yaml.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// A text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A glob, or a list of them.
    Globs,
    /// A release, a list of them, or `all-supported`.
    Releases,
    /// `release` or `structured`.
    Dialect,
    /// A kind of object that can be patched.
    Kind,
    /// Names of rules, each with a severity.
    Rules,
    /// Globs, each with globs of what belongs to it.
    ByGlob,
    /// Keys of labels, each with globs of its values.
    ByKey,
    /// A list of keys of labels.
    Texts,
    /// A map of these keys.
    Map(Fields),
    /// A list of maps of these keys.
    List(Fields),
}

/// What a patch can be of.
pub const KINDS: [&str; 6] =
    ["Deployment", "DaemonSet", "Service", "HorizontalPodAutoscaler", "PodDisruptionBudget", "Bootstrap"];

/// Rules that nothing silences: what they speak of can't be looked at.
pub const FIRM: [&str; 2] = ["yaml-syntax", "gatelint-yaml-invalid"];

/// gatelint.yaml.
pub const FILE: Fields = &[
    ("target", Form::Releases),
    ("dialect", Form::Dialect),
    ("baseline", Form::Text),
    ("ignore", Form::Globs),
    ("rules", Form::Rules),
    ("policies", Form::Map(POLICIES)),
    ("overrides", Form::List(OVERRIDE)),
];

const OVERRIDE: Fields = &[("paths", Form::Globs), ("rules", Form::Rules), ("policies", Form::Map(PER_FILE))];

const POLICIES: Fields = &[
    ("registries", Form::Map(&[("allow", Form::Globs), ("deny", Form::Globs)])),
    ("requireDigest", Form::Flag),
    ("tags", Form::Globs),
    ("pullSecrets", Form::ByGlob),
    ("requireLabels", Form::Texts),
    ("labelValues", Form::ByKey),
    ("forbidPatches", Form::List(&[("kind", Form::Kind), ("path", Form::Globs)])),
    ("releases", Form::Globs),
];

/// Those that can differ from file to file: all but the last one.
const PER_FILE: Fields = match POLICIES.split_last() {
    Some((_, others)) => others,
    None => POLICIES,
};
