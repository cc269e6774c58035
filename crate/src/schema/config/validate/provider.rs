//! `provider`: where resources come from and where proxies run.

use super::Validator;
use crate::release::Feature;
use crate::schema::config::walk::Site;

impl Validator<'_> {
    pub(super) fn provider_type(&mut self, root: &Site<'_>) {
        let Some(provider) = self.field(root, "provider") else { return };
        let custom = self.has(Feature::CustomProvider);
        self.one_of(&provider, "type", if custom { &["Kubernetes", "Custom"] } else { &["Kubernetes"] });
    }

    /// True where namespaces to watch are set.
    pub(super) fn provider(&mut self, root: &Site<'_>) -> bool {
        let Some(provider) = self.field(root, "provider") else { return false };
        match self.text(&provider, "type") {
            Some("Kubernetes") => self.field(&provider, "kubernetes").is_some_and(|kubernetes| self.watch(&kubernetes)),
            Some("Custom") if self.has(Feature::CustomProvider) => {
                self.custom(&provider);
                false
            }
            _ => false,
        }
    }

    fn custom(&mut self, provider: &Site<'_>) {
        let Some(custom) =
            self.required(provider, "custom", "A provider of type Custom says in `custom` where resources come from.")
        else {
            return;
        };
        match self.field(&custom, "resource") {
            None if custom.field("resource").is_some() => {}
            None => self.missing(&custom, "resource", "Write a resource of type File, with its paths."),
            Some(resource) => self.resource(&resource),
        }
        if let Some(infrastructure) = self.field(&custom, "infrastructure") {
            self.infrastructure(&infrastructure);
        }
    }

    fn resource(&mut self, resource: &Site<'_>) {
        let kubernetes = self.has(Feature::CustomKubernetesProvider);
        match self.one_of(resource, "type", if kubernetes { &["File", "Kubernetes"] } else { &["File"] }) {
            Some("File") => {
                let Some(file) = self.required(resource, "file", "Write `file` with the paths of the resources.")
                else {
                    return;
                };
                self.not_empty(&file, "paths", "Name the files or folders that hold the resources.");
            }
            Some("Kubernetes") => {
                if let Some(kubernetes) = self.field(resource, "kubernetes") {
                    self.watch(&kubernetes);
                }
            }
            _ => {}
        }
    }

    fn infrastructure(&mut self, infrastructure: &Site<'_>) {
        let remote = self.has(Feature::CustomKubernetesProvider);
        match self.one_of(infrastructure, "type", if remote { &["Host", "Remote"] } else { &["Host"] }) {
            Some("Host") => drop(self.required(infrastructure, "host", "Write at least `host: {}`.")),
            Some("Remote") => {
                let todo = "Say in `remote.service` where the service is that runs the proxies.";
                let Some(remote) = self.required(infrastructure, "remote", todo) else { return };
                if let Some(service) = self.required(&remote, "service", todo) {
                    self.extension_service(&service);
                }
            }
            _ => {}
        }
    }

    /// Namespaces to watch; true where they are set.
    fn watch(&mut self, kubernetes: &Site<'_>) -> bool {
        let Some(watch) = self.field(kubernetes, "watch") else { return false };
        match self.one_of(&watch, "type", &["Namespaces", "NamespaceSelector"]) {
            Some("Namespaces") => {
                self.not_empty(&watch, "namespaces", "Name the namespaces to watch; take `watch` out to watch all.")
            }
            Some(_) => {
                drop(self.required(&watch, "namespaceSelector", "Write the selector of the namespaces to watch."))
            }
            None => {}
        }
        true
    }

    /// The field; a fault where it is left out. None, too, where it is not known.
    pub(super) fn required<'n>(&mut self, site: &Site<'n>, key: &str, todo: &str) -> Option<Site<'n>> {
        if site.field(key).is_none() {
            self.missing(site, key, todo);
        }
        self.field(site, key)
    }

    /// A fault where a list is left out or has no item.
    pub(super) fn not_empty(&mut self, site: &Site<'_>, key: &str, todo: &str) {
        let list = site.field(key);
        if list.is_none_or(|list| list.node.items().is_empty() && !self.is_unknown(list.node)) {
            self.missing(site, key, todo);
        }
    }
}
