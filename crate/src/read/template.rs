//! Text that a tool turns into YAML first: templates of Helm charts.

use crate::text::{find, holds};
use crate::yaml::Piece;

/// True when the piece can't be read and a template says why: a line of it has an action where YAML wants a value.
///
/// A template that happens to be YAML is read; its actions stand in texts, as [`super::has_placeholder`] knows.
pub(super) fn is_template(piece: &Piece, text: &str) -> bool {
    piece.is_refused(false) && piece.span.slice(text).lines().any(has_action)
}

/// An action at the start of a line or of a value; one inside a text or a comment breaks nothing. `{%` is one of Jinja.
fn has_action(line: &str) -> bool {
    let mut code = line.trim_start();
    if code.starts_with("{%") {
        return true;
    }
    while let Some(item) = code.strip_prefix("- ") {
        code = item.trim_start();
    }
    let at = find(code, "{{").filter(|_| holds(code, "}}"));
    let Some(before) = at.and_then(|at| code.get(..at)) else { return false };
    let value = before.trim_end_matches(' ');
    let opens = value.ends_with(['[', '{', ',']) || value.ends_with(':') && value.len() < before.len();
    (before.is_empty() || opens) && !code.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Embedding, FileId};
    use crate::yaml::{self, Text};

    fn template(text: &str) -> bool {
        let pieces = yaml::read(&Text::from(text), &Embedding::file(FileId(0), text.len()));
        is_template(&pieces[0], text)
    }

    #[test]
    fn templates_that_are_no_yaml() {
        assert!(template("{{- if .Values.gateway }}\nkind: Gateway\n{{- end }}\n"));
        assert!(template("metadata:\n  name: {{ .Values.name }}\n"));
        assert!(template("metadata:\n  name:  {{ .Values.name }}\n"));
        assert!(template("metadata:\n  finalizers: [{{ .Values.a }}, {{ .Values.b }}]\n"));
        assert!(template("{% if gateway %}\nkind: Gateway\n{% endif %}\n"));
        assert!(template("metadata:\n  labels:\n    {{- include \"labels\" . | nindent 4 }}\n"));
    }

    #[test]
    fn what_is_yaml_or_broken_otherwise() {
        assert!(!template("metadata:\n  name: \"{{ .Values.name }}\"\n"));
        assert!(!template("metadata:\n  name: a-{{ .Values.name }}\n"));
        assert!(!template("# {{ not: here }}\nmetadata: [\n"));
        assert!(!template("metadata: [\n"));
    }
}
