//! Objects of a request whose unknown keys are an error.
//!
//! serde's `deny_unknown_fields` does not see the keys of a JavaScript object, so the keys are walked here.

/// Reads `$type` from an object with these keys; a key that it does not have is an error that names those it has.
macro_rules! object {
    ($type:ident, $what:literal, { $($key:literal => $field:ident),* $(,)? }) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Keys;
                impl<'de> serde::de::Visitor<'de> for Keys {
                    type Value = $type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!($what, " to be an object"))
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$type, A::Error> {
                        let mut object = <$type>::default();
                        while let Some(key) = map.next_key::<String>()? {
                            match key.as_str() {
                                $($key => object.$field = map.next_value()?,)*
                                other => return Err(serde::de::Error::custom(format_args!(
                                    "{} has no key `{}`; it has {}", $what, other, [$($key),*].join(", "),
                                ))),
                            }
                        }
                        Ok(object)
                    }
                }
                deserializer.deserialize_map(Keys)
            }
        }
    };
}

pub(super) use object;
