//! Structs of the configuration that the schema of EnvoyProxy describes: as Go reads them.

use super::types::{Field, Scalar, Shape, Struct, Width};
use crate::schema::format::Format;
use crate::schema::table::At;
use crate::schema::{Facet, Kind, Pattern, Schema, Type};

/// Makes structs of nodes of the schema.
pub struct Converter<'s> {
    schema: &'s Schema,
    /// Fields that Go reads in another way: a name, or a name and the one above it, and what it takes.
    others: Vec<(&'static str, Scalar)>,
    /// The nodes that are structs already.
    done: Vec<(usize, usize)>,
}

impl<'s> Converter<'s> {
    /// With the fields that Go reads in another way.
    pub fn new(schema: &'s Schema, others: Vec<(&'static str, Scalar)>) -> Self {
        Converter { schema, others, done: Vec::new() }
    }

    /// The shape of a place in an EnvoyProxy, the structs of which are put behind the others.
    pub fn shape(&mut self, path: &str, structs: &mut Vec<Struct>) -> Option<Shape> {
        let root = self.schema.root(Kind::EnvoyProxy, self.schema.every())?;
        let at = path.split('.').try_fold(root, |at, name| Some(at.property(name)?.at))?;
        Some(Shape::Struct(self.place(at, "", structs)))
    }

    /// The place of the struct of a node. The schema is no deeper than an EnvoyProxy, and no node is inside itself.
    fn place(&mut self, at: At<'s>, name: &str, structs: &mut Vec<Struct>) -> usize {
        if let Some((_, place)) = self.done.iter().find(|(node, _)| *node == at.node()) {
            return *place;
        }
        let mut fields = Vec::new();
        for child in at.within_all().properties() {
            let types = child.at.facets().filter_map(|(facet, set)| match facet {
                Facet::Type(kind) => Some((kind, set)),
                _ => None,
            });
            for (kind, releases) in types {
                let shape = self.of_type(kind, child.at, [name, child.name], structs);
                fields.push(Field { name: child.name, shape, releases });
            }
        }
        structs.push(Struct { fields });
        self.done.push((at.node(), structs.len() - 1));
        structs.len() - 1
    }

    /// `names`: the field above, and the field.
    fn of_type(&mut self, kind: Type, at: At<'s>, names: [&str; 2], structs: &mut Vec<Struct>) -> Shape {
        let [_, name] = names;
        let inner = match kind {
            Type::Array => at.items(),
            _ => at.values(),
        };
        match (kind, inner) {
            (Type::Array, Some(items)) => Shape::List(Box::new(self.any_type(items, names, structs))),
            (Type::Object, Some(values)) => Shape::Map(Box::new(self.any_type(values, names, structs))),
            // The schema says no more of it, as of all metadata.
            (Type::Object, None) if name == "metadata" => {
                let meta = self.schema.object_meta(self.schema.every()).unwrap_or(at);
                Shape::Struct(self.place(meta, name, structs))
            }
            (Type::Object, None) => Shape::Struct(self.place(at, name, structs)),
            _ => Shape::Scalar(self.scalar(kind, at, names)),
        }
    }

    fn any_type(&mut self, at: At<'s>, names: [&str; 2], structs: &mut Vec<Struct>) -> Shape {
        let kind = at.facets().find_map(|(facet, _)| match facet {
            Facet::Type(kind) => Some(kind),
            _ => None,
        });
        self.of_type(kind.unwrap_or(Type::Any), at, names, structs)
    }

    fn scalar(&self, kind: Type, at: At<'_>, names: [&str; 2]) -> Scalar {
        let other = self.others.iter().find(|(other, _)| is_field(other, names));
        other.map_or_else(|| scalar(kind, at), |(_, scalar)| *scalar)
    }
}

/// True for a field of this name, below the other one where that is named, too.
fn is_field(written: &str, [above, name]: [&str; 2]) -> bool {
    written.rsplit_once('.').map_or(written == name, |(first, last)| first == above && last == name)
}

/// As the API's Go types are: its durations are texts in every release whose configuration holds an EnvoyProxy.
fn scalar(kind: Type, at: At<'_>) -> Scalar {
    let plain = match kind {
        Type::String => Scalar::Text,
        Type::Integer => Scalar::Integer(Width::I64),
        Type::Boolean => Scalar::Bool,
        Type::IntOrString => Scalar::IntegerOrText,
        Type::Object | Type::Group | Type::Array | Type::Any => Scalar::Any,
    };
    let narrower = at.facets().find_map(|(facet, _)| match (kind, facet) {
        (Type::String, Facet::Format(Format::Byte)) => Some(Scalar::Bytes),
        (Type::String, Facet::Format(Format::Time)) => Some(Scalar::Time),
        (Type::Integer, Facet::Format(Format::Int32)) => Some(Scalar::Integer(Width::I32)),
        (Type::IntOrString, Facet::Pattern(Pattern::Quantity)) => Some(Scalar::Quantity),
        _ => None,
    });
    narrower.unwrap_or(plain)
}

#[cfg(test)]
mod tests {
    use crate::release::Releases;
    use crate::schema::Schema;
    use crate::schema::config::types::{Scalar, Shape, Types, Width};

    /// What a release takes at a path; lists and maps need no step of their own.
    fn shape(path: &str, version: &str) -> Option<Shape> {
        let releases = Releases::builtin();
        let types = Types::builtin(&releases, &Schema::builtin(&releases));
        let release = releases.find(version).unwrap();
        path.split('.').try_fold(Shape::Struct(Types::ROOT), |shape, name| {
            types.get(shape.inner()?).field(name, release).map(|field| field.shape.clone())
        })
    }

    #[test]
    fn structs_of_an_envoy_proxy() {
        let pod = "provider.kubernetes.rateLimitDeployment.pod";
        for (path, version, scalar) in [
            (format!("{pod}.tolerations.tolerationSeconds"), "v1.0.0", Scalar::Integer(Width::I64)),
            (format!("{pod}.volumes.emptyDir.sizeLimit"), "v1.0.0", Scalar::Quantity),
            (format!("{pod}.volumes.ephemeral.volumeClaimTemplate.metadata.creationTimestamp"), "v1.9.0", Scalar::Time),
            ("envoyProxy.telemetry.tracing.samplingRate".to_string(), "v1.7.0", Scalar::Integer(Width::U32)),
            ("envoyProxy.shutdown.drainTimeout".to_string(), "v1.9.0", Scalar::Text),
        ] {
            assert_eq!(shape(&path, version), Some(Shape::Scalar(scalar)), "{path}");
        }
        assert_eq!(shape("envoyProxy.mergeGateways", "v1.6.7"), None);
        assert_eq!(shape("envoyProxy.mergeBackends.selector", "v1.8.3"), None);
    }
}
