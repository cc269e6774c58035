//! Placeholders of deployment tools inside values: what is meant is not in the files.

use crate::text::cut;
/// True when the text holds a placeholder that a deployment tool fills in: `${VAR}`, `${VAR:=default}` (Flux, envsubst),
/// `<path:…>` (Argo CD's vault plugin), `ENC[…]` (SOPS), `{{ … }}` (Helm, ApplicationSets). `$(VAR)` is Kubernetes' own
/// and is none.
pub fn has_placeholder(text: &str) -> bool {
    // Every text of every file comes here, and nearly none holds one of these.
    for byte in text.as_bytes() {
        if matches!(byte, b'$' | b'{' | b'<' | b'[') {
            return is_opened_and_closed(text);
        }
    }
    false
}

fn is_opened_and_closed(text: &str) -> bool {
    between(text, "${", '}')
        || between(text, "{{", '}')
        || between(text, "<path:", '>')
        || text.starts_with("ENC[") && text.ends_with(']')
}

fn between(text: &str, open: &str, close: char) -> bool {
    cut(text, open).is_some_and(|(_, rest)| rest.find(close).is_some())
}

#[cfg(test)]
mod tests {
    use super::has_placeholder;

    #[test]
    fn placeholders_of_deployment_tools() {
        for text in ["${IMAGE}", "a/${TAG:=v1}", "<path:kv/data#tag>", "ENC[AES256_GCM,data:x]", "{{ .Values.tag }}"] {
            assert!(has_placeholder(text), "{text}");
        }
        for text in ["$(POD)", "envoy:v1", "$", "${", "<path>", "ENC"] {
            assert!(!has_placeholder(text), "{text}");
        }
    }
}
