//! `rateLimit`: the database of the rate limit service.

use super::Validator;
use crate::release::Feature;
use crate::schema::config::forms::{UrlFault, check_url};
use crate::schema::config::walk::Site;
use crate::text::Gather as _;

impl Validator<'_> {
    /// True where it is set.
    pub(super) fn rate_limit(&mut self, root: &Site<'_>) -> bool {
        let Some(limit) = self.field(root, "rateLimit") else { return false };
        if limit.field("backend").is_none() {
            self.missing(&limit, "backend", "Write a backend of type Redis, with its URL.");
        }
        let Some(backend) = self.field(&limit, "backend") else { return true };
        if self.one_of(&backend, "type", &["Redis"]).is_some() {
            let redis = self.required(&backend, "redis", "Write `redis` with the URL of the database.");
            redis.iter().for_each(|redis| self.redis(redis));
        }
        true
    }

    fn redis(&mut self, redis: &Site<'_>) {
        let url = self.text(redis, "url");
        let reference = self.field(redis, "urlRef");
        match (url, reference) {
            (Some(""), None) if redis.field("urlRef").is_none() => {
                self.missing(
                    redis,
                    "url",
                    "Write the address of the database: redis.namespace.svc.cluster.local:6379.",
                );
            }
            (Some(""), Some(reference)) => self.url_reference(&reference),
            (_, Some(reference)) => {
                let what = "url and urlRef are both set, and only one may be".to_string();
                self.fault(reference.key, &reference.path, what, "Keep one of the two.");
            }
            (Some(url), None) => self.url(redis, url),
            (None, None) => {}
        }
    }

    fn url(&mut self, redis: &Site<'_>, url: &str) {
        let strict = self.has(Feature::StrictUrlHosts);
        let several = self.has(Feature::RedisUrlList);
        let hosts = if several { url.split(',').gather() } else { vec![url] };
        let wrong = hosts.into_iter().find_map(|host| check_url(host, strict).err());
        let (Some(wrong), Some(field)) = (wrong, redis.field("url")) else { return };
        self.wrong(&field, format!("`{url}` is no URL: {wrong}"), todo(wrong));
    }

    fn url_reference(&mut self, reference: &Site<'_>) {
        let todo = "Name the Secret, and its key that holds the URL.";
        let Some(secret) = self.required(reference, "secretKeyRef", todo) else { return };
        for key in ["name", "key"] {
            if self.text(&secret, key) == Some("") {
                self.missing(&secret, key, todo);
            }
        }
        let optional = secret.field("optional").filter(|optional| optional.node.as_bool() == Some(true));
        if let Some(optional) = optional {
            let what = "the Secret of the URL may not be optional".to_string();
            self.wrong(&optional, what, "Take `optional` out: the service can't run without it.");
        }
    }
}

fn todo(wrong: UrlFault) -> &'static str {
    match wrong {
        UrlFault::Colon => {
            "An address of digits needs a scheme: redis://10.0.0.1:6379. A name does without: redis.example.com:6379."
        }
        _ => "Write an address such as redis.namespace.svc.cluster.local:6379 or redis://host:6379.",
    }
}
