//! `extensionManager` and `extensionManagers`: services that change what is sent to the proxies.

use super::Validator;
use crate::release::Feature;
use crate::schema::config::walk::Site;
use crate::text::{Gather as _, Names};

/// The ways to say where a service is.
const TARGETS: [&str; 4] = ["fqdn", "ip", "unix", "host"];

impl Validator<'_> {
    /// True where there is a single one.
    pub(super) fn extensions(&mut self, root: &Site<'_>) -> bool {
        let single = self.field(root, "extensionManager");
        let list = self.field(root, "extensionManagers");
        match (&single, &list) {
            (_, Some(list)) if list.node.items().is_empty() => {
                self.missing(root, "extensionManagers", "Name an extension, or take the list out.");
            }
            (Some(single), Some(_)) => {
                let what = "extensionManager and extensionManagers are both set, and only one may be".to_string();
                self.fault(single.key, &single.path, what, "Move the single one into the list.");
            }
            (None, Some(list)) => {
                self.extension_names(list);
                self.items(list).iter().for_each(|item| self.extension(item));
            }
            (Some(single), None) => self.extension(single),
            (None, None) => {}
        }
        single.is_some()
    }

    /// Each has a name of its own.
    fn extension_names(&mut self, list: &Site<'_>) {
        let mut seen = Names::default();
        for item in self.items(list) {
            match self.text(&item, "name") {
                Some("") => self.missing(&item, "name", "Give each extension a name of its own."),
                Some(name) if seen.has(name) => {
                    let field = item.field("name").unwrap_or(item);
                    let what = format!("two extensions have the name `{name}`");
                    self.wrong(&field, what, "Give each extension a name of its own.");
                }
                Some(name) => seen.push(name, ()),
                None => {}
            }
        }
    }

    fn extension(&mut self, extension: &Site<'_>) {
        self.hooks(extension);
        let service = self.required(extension, "service", "Say in `service` where the extension is.");
        service.iter().for_each(|service| self.extension_service(service));
    }

    fn hooks(&mut self, extension: &Site<'_>) {
        let todo =
            "Name the hooks in `hooks.xdsTranslator.pre` or `.post`: Route, VirtualHost, HTTPListener, Translation …";
        let Some(hooks) = self.required(extension, "hooks", todo) else { return };
        let Some(translator) = self.required(&hooks, "xdsTranslator", todo) else { return };
        let is_empty =
            |key| translator.field(key).is_none_or(|list| list.node.items().is_empty() && !self.is_unknown(list.node));
        if is_empty("pre") && is_empty("post") {
            let what = "xdsTranslator has neither pre nor post".to_string();
            self.fault(translator.key, &translator.path, what, todo);
        }
    }

    pub(super) fn extension_service(&mut self, service: &Site<'_>) {
        if self.has(Feature::ExtensionTarget) {
            self.target(service);
        }
        let Some(tls) = self.field(service, "tls") else { return };
        if self.has(Feature::CertificateReferenceDefaults) {
            for key in ["certificateRef", "clientCertificateRef"] {
                self.field(&tls, key).iter().for_each(|reference| self.secret(reference));
            }
        } else {
            self.certificate_with_kind(&tls);
        }
    }

    /// Exactly one way to say where it is.
    fn target(&mut self, service: &Site<'_>) {
        let fields = TARGETS.iter().filter_map(|key| service.field(key));
        let set: Vec<Site<'_>> = fields.filter(|field| field.node.as_str() != Some("")).gather();
        match set.as_slice() {
            [] => {
                let what = format!("{} does not say where it is", service.name());
                self.fault(service.key, &service.path, what, "Write one of fqdn, ip and unix.");
            }
            [first, second, ..] => {
                let what = format!(
                    "{} and {} are both set, and only one may say where the service is",
                    first.name(),
                    second.name()
                );
                self.fault(second.key, &second.path, what, "Keep one of them.");
            }
            _ => {}
        }
    }

    /// A reference to a Secret; group and kind may be left out.
    fn secret(&mut self, reference: &Site<'_>) {
        for (key, right) in [("group", ""), ("kind", "Secret")] {
            let Some(field) = self.field(reference, key) else { continue };
            let text = field.node.as_str().unwrap_or("");
            if text != right {
                let what = format!("a certificate is a Secret, not one of {key} `{text}`");
                self.wrong(&field, what, &format!("Take `{key}` out."));
            }
        }
    }

    /// A reference to a Secret that must say so.
    fn certificate_with_kind(&mut self, tls: &Site<'_>) {
        let todo = "Write `kind: Secret`, which has no default in this release.";
        let reference = tls.field("certificateRef");
        match reference.as_ref().map(|reference| (reference, self.text(reference, "kind"))) {
            None => self.missing(tls, "certificateRef", todo),
            Some((reference, _)) if reference.field("kind").is_none() && !self.is_unknown(reference.node) => {
                self.missing(reference, "kind", todo);
            }
            Some((reference, Some(kind))) if kind != "Secret" => {
                let field = reference.field("kind").unwrap_or_else(|| reference.clone());
                self.wrong(&field, format!("a certificate is a Secret, not a `{kind}`"), "Write `kind: Secret`.");
            }
            _ => {}
        }
    }
}
