//! JSON texts that end in their own hash, so that a file which was changed by accident is found: `{"schema":…,
//! "version":…, …,"sha256":"…"}`. The hash is that of the text with the hash itself left out: `…,"sha256":""}`.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::model::by_name::ByName;
use crate::numeric::hash::sha256;

/// What a kind of text begins with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Format {
    /// First field.
    pub schema: &'static str,
    /// Second field: the newest layout of the others. Those before it, from 1 on, are read as well: what they lack has a
    /// default.
    pub version: u32,
}

/// A text with its hash.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sealed {
    /// The whole text.
    pub text: String,
    /// What it ends in.
    pub sha256: String,
}

/// Why a text cannot be read.
pub(crate) enum Refusal {
    /// It is no such JSON; the reason.
    Unreadable(String),
    /// It begins otherwise: its schema and version, as far as it has them.
    Other(Option<String>, Option<u32>),
    /// Its hash is not that of the rest.
    Changed {
        /// The hash of the rest.
        expected: String,
        /// The hash it ends in.
        found: String,
    },
}

const OPEN: &str = ",\"sha256\":\"";
const CLOSE: &str = "\"}";

/// Writes a text.
///
/// # Errors
/// Values that JSON cannot hold.
pub(crate) fn seal(format: Format, parts: &dyn erased_serde::Serialize) -> serde_json::Result<Sealed> {
    #[derive(Serialize)]
    struct Whole<'a> {
        schema: &'a str,
        version: u32,
        #[serde(flatten)]
        parts: &'a dyn erased_serde::Serialize,
    }
    let Format { schema, version } = format;
    let whole = Whole { schema, version, parts };
    let mut text = serde_json::to_string::<dyn erased_serde::Serialize>(&whole)?;
    text.pop();
    let sha256 = hash(&mut text);
    Ok(Sealed { text, sha256 })
}

/// Reads a text: parsed once, hashed once as it stands, and kept without a copy.
pub(crate) fn open<T: DeserializeOwned>(format: Format, mut text: String) -> Result<(T, Sealed), Refusal> {
    text.truncate(text.trim_end().len());
    let blank = text.len() - text.trim_start().len();
    text.drain(..blank);
    let Some((body, found)) = split(&text).map(|(body, found)| (body.len(), found.to_owned())) else {
        // A text of another schema is reported as that, not as one without a hash.
        parse::<IgnoredAny>(format, &text)?;
        let expected = "a text that ends in its hash, as it was written".to_owned();
        return Err(Refusal::Changed { expected, found: "none".to_owned() });
    };
    text.truncate(body);
    text.push('}');
    let parts = parse(format, &text)?;
    text.pop();
    let sha256 = hash(&mut text);
    match sha256 == found {
        true => Ok((parts, Sealed { text, sha256 })),
        false => Err(Refusal::Changed { expected: sha256, found }),
    }
}

/// A text without its end, and the hash in that.
fn split(text: &str) -> Option<(&str, &str)> {
    let (body, found) = text.strip_suffix(CLOSE)?.rsplit_once('"')?;
    Some((body.strip_suffix(&OPEN[..OPEN.len() - 1])?, found))
}

/// Ends a body in its hash, and gives that.
fn hash(body: &mut String) -> String {
    let length = body.len();
    body.extend([OPEN, CLOSE]);
    let sha256 = sha256(body.as_bytes());
    body.truncate(length);
    body.extend([OPEN, &sha256, CLOSE]);
    sha256
}

fn parse<T: DeserializeOwned>(format: Format, text: &str) -> Result<T, Refusal> {
    let mut head = Head::default();
    let mut json = serde_json::Deserializer::from_str(text);
    let seed = Body { format, head: &mut head, kind: std::marker::PhantomData };
    let parsed = seed.deserialize(ByName(&mut json)).and_then(|parts| json.end().map(|()| parts));
    match (head.reached, parsed) {
        (true, _) if !head.is(format) => Err(Refusal::Other(head.schema, head.version)),
        (_, Err(cause)) => Err(Refusal::Unreadable(cause.to_string())),
        (_, Ok(parts)) => Ok(parts),
    }
}

/// The first two fields.
#[derive(Default)]
struct Head {
    /// The text is an object.
    reached: bool,
    schema: Option<String>,
    version: Option<u32>,
}

impl Head {
    fn is(&self, format: Format) -> bool {
        let known = |version| (1..=format.version).contains(&version);
        self.schema.as_deref() == Some(format.schema) && self.version.is_some_and(known)
    }
}

/// Reads the head, and the rest only where the head is right: of another version it would be something else.
struct Body<'a, T> {
    format: Format,
    head: &'a mut Head,
    kind: std::marker::PhantomData<T>,
}

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for Body<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_map(self)
    }
}

/// A value of the head; `None` where it has another type.
#[derive(Deserialize)]
#[serde(untagged)]
enum Field {
    Number(u32),
    Text(String),
    Other(IgnoredAny),
}

impl<'de, T: DeserializeOwned> Visitor<'de> for Body<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object that begins with schema and version")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        self.head.reached = true;
        for name in ["schema", "version"] {
            if map.next_key::<String>()?.as_deref() != Some(name) {
                break;
            }
            match (name, map.next_value()?) {
                ("schema", Field::Text(schema)) => self.head.schema = Some(schema),
                ("version", Field::Number(version)) => self.head.version = Some(version),
                _ => {}
            }
        }
        match self.head.is(self.format) {
            true => T::deserialize(MapAccessDeserializer::new(map)),
            false => Err(serde::de::Error::custom("another schema or version")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMAT: Format = Format { schema: "thing", version: 3 };

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Thing {
        name: String,
        share: f64,
    }

    fn sealed() -> Sealed {
        seal(FORMAT, &Thing { name: "a \"sha256\":\"b\"}".to_owned(), share: 0.1 }).unwrap()
    }

    /// In one word.
    fn refused(text: &str) -> &'static str {
        match open::<Thing>(FORMAT, text.to_owned()) {
            Ok(_) => "read",
            Err(Refusal::Unreadable(_)) => "unreadable",
            Err(Refusal::Other(..)) => "other",
            Err(Refusal::Changed { .. }) => "changed",
        }
    }

    #[test]
    fn what_is_sealed_opens_with_the_hash_of_its_text() {
        let Sealed { text, sha256: own } = sealed();
        assert!(text.starts_with("{\"schema\":\"thing\",\"version\":3,\"name\":") && text.ends_with("\"}"));
        assert_eq!(own, sha256(text.replace(&own, "").as_bytes()));
        let (thing, again) = open::<Thing>(FORMAT, format!(" {text}\n")).ok().unwrap();
        assert_eq!((thing.share, again), (0.1, sealed()));
    }

    #[test]
    fn what_was_changed_or_is_another_is_refused_as_that() {
        let text = sealed().text;
        assert_eq!(refused(&text.replace("0.1", "0.2")), "changed");
        assert_eq!(refused(&text.replace(",\"share\"", ", \"share\"")), "changed");
        assert_eq!(refused("{\"schema\":\"thing\",\"version\":3,\"name\":\"a\",\"share\":1}"), "changed");
        assert_eq!(refused(&text.replace("share", "more")), "unreadable");
        assert_eq!(refused(&text.replace(":3", ":4")), "other");
        assert_eq!(refused(&text.replace(":3", ":0")), "other");
        assert_eq!(refused(&text.replace("thing", "thong")), "other");
        for other in
            ["{}", "{\"version\":3}", "{\"schema\":3,\"version\":\"thing\"}", "{\"schema\":null,\"a\":[1]}"]
        {
            assert_eq!(refused(other), "other", "{other}");
        }
        for none in ["", "thing", "[1]", "{", "\"}", &text[..text.len() / 2], &text[..text.len() - 1]] {
            assert_ne!(refused(none), "read", "{none}");
        }
        assert_eq!(refused(&format!("{text}{text}")), "unreadable");
    }
}
