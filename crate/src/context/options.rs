//! What the caller says of the cluster.

use crate::read::has_placeholder;
use crate::text::Str;
use crate::value::Node;

/// Which forms of the container image are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// What the target release knows.
    #[default]
    Release,
    /// Also the proposed forms that no release knows: `tag`, `imageSpec`, `repository`, `imagePullPolicy`, `imagePullSecrets`.
    Structured,
}

/// How the controller was installed; decides the shutdown manager's image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Install {
    /// By the gateway-helm chart, which passes the release's own gateway image.
    #[default]
    Helm,
    /// The defaults compiled into the program.
    Builtin,
}

/// What the caller says of the cluster.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Which forms of the image are understood.
    pub dialect: Dialect,
    /// How the controller was installed.
    pub install: Install,
    /// The namespace of the controller; none when the files are to say.
    pub controller_namespace: Option<Str>,
    /// The cluster's DNS domain; none when the files are to say.
    pub dns_domain: Option<Str>,
    /// The namespace of documents that have none and for which none can be found out.
    pub namespace: Option<Str>,
    /// True when `${VAR}` and the like are text.
    pub literal_placeholders: bool,
    /// True when every object is in the files.
    pub closed: bool,
    /// The day that ends of life are judged on; none for the day of the facts.
    pub day: Option<Str>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            dialect: Dialect::Release,
            install: Install::Helm,
            controller_namespace: None,
            dns_domain: None,
            namespace: None,
            literal_placeholders: false,
            closed: false,
            day: None,
        }
    }
}

impl Settings {
    /// True when a deployment tool fills the value in, so that nothing can be said of it.
    pub fn is_placeholder(&self, node: &Node) -> bool {
        node.as_str().is_some_and(|text| self.is_placeholder_text(text))
    }

    /// True when a deployment tool fills the text in.
    pub fn is_placeholder_text(&self, text: &str) -> bool {
        !self.literal_placeholders && has_placeholder(text)
    }

    /// What tells text that a deployment tool fills in.
    pub fn unknown(&self) -> fn(&str) -> bool {
        if self.literal_placeholders { |_| false } else { has_placeholder }
    }

    /// True when a deployment tool fills in the value, or something inside it.
    pub fn has_placeholder(&self, node: &Node) -> bool {
        node.has_text(&self.unknown())
    }
}
