//! Objects that name their kind in their first field, read as they come: `{"type":"svm", …}`. serde's own reader of such objects takes
//! the name from any place and keeps all fields until it has found it, at ten times the room that they have in the file.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

/// What has kinds.
pub(super) trait Tagged<'de>: Sized {
    /// The field that names the kind.
    const TAG: &'static str;
    /// Names of all kinds.
    const KINDS: &'static [&'static str];

    /// One of a kind, of the other fields.
    ///
    /// # Errors
    /// There is no such kind, or the fields are not its own.
    fn of<D: Deserializer<'de>>(kind: &str, fields: D) -> Result<Self, D::Error>;
}

/// Reads one.
///
/// # Errors
/// Its first field is not the kind; else as [`Tagged::of`].
pub(super) fn tagged<'de, T: Tagged<'de>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_map(KindFirst(PhantomData))
}

struct KindFirst<T>(PhantomData<T>);

impl<'de, T: Tagged<'de>> Visitor<'de> for KindFirst<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object that begins with `{}`", T::TAG)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        if map.next_key::<String>()?.as_deref() != Some(T::TAG) {
            return Err(A::Error::custom(format_args!("`{}` is not the first field", T::TAG)));
        }
        let kind = map.next_value::<String>()?;
        T::of(&kind, MapAccessDeserializer::new(map))
    }
}
