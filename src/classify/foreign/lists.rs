//! Lists of a file, read in no more room than they need: one value after the other, up to a bound, and a tree as soon as its lists
//! are there. So a list of ten million numbers is refused at its bound, and not when the memory is full.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error as _, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::error::{Error, Result};
use crate::numeric::tree::Tree;
use crate::table::csv::{MAX_COLUMNS, MAX_ROWS};

/// Most nodes of a tree.
pub const MAX_NODES: usize = 1 << 16;
/// Most trees of a classifier.
pub const MAX_TREES: usize = 1 << 14;

/// A list of at most `MOST` values.
struct UpTo<const MOST: usize, T>(PhantomData<T>);

impl<'de, const MOST: usize, T: Deserialize<'de>> Visitor<'de> for UpTo<MOST, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of at most {MOST} values")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> std::result::Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element()? {
            if list.len() == MOST {
                return Err(A::Error::invalid_length(MOST + 1, &self));
            }
            list.push(value);
        }
        list.shrink_to_fit();
        Ok(list)
    }
}

/// A list with a value for each input.
pub(super) fn of_inputs<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> std::result::Result<Vec<T>, D::Error> {
    from.deserialize_seq(UpTo::<MAX_COLUMNS, T>(PhantomData))
}

/// A list with a value for each training row.
pub(super) fn of_rows<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> std::result::Result<Vec<T>, D::Error> {
    from.deserialize_seq(UpTo::<MAX_ROWS, T>(PhantomData))
}

/// A list with a value for each node of a tree.
pub(super) fn of_nodes<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> std::result::Result<Vec<T>, D::Error> {
    from.deserialize_seq(UpTo::<MAX_NODES, T>(PhantomData))
}

/// The values of a row.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Row(#[serde(deserialize_with = "of_inputs")] pub(super) Vec<f64>);

/// A tree as a file has it.
pub(super) trait Grown: DeserializeOwned {
    /// The tree.
    ///
    /// # Errors
    /// It is none, or one of a kind that is not supported.
    fn tree(&self) -> Result<Tree>;
}

/// Trees, or why the first that is none cannot be taken.
pub(super) struct Trees<T> {
    pub(super) trees: Result<Vec<Tree>>,
    form: PhantomData<T>,
}

impl<'de, T: Grown> Deserialize<'de> for Trees<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        let trees = from.deserialize_seq(OneByOne::<T>(PhantomData))?;
        Ok(Self { trees, form: PhantomData })
    }
}

struct OneByOne<T>(PhantomData<T>);

impl<'de, T: Grown> Visitor<'de> for OneByOne<T> {
    type Value = Result<Vec<Tree>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of at most {MAX_TREES} trees")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> std::result::Result<Self::Value, A::Error> {
        let mut trees = Vec::new();
        let mut refused: Option<Error> = None;
        while let Some(grown) = seq.next_element::<T>()? {
            if trees.len() == MAX_TREES {
                return Err(A::Error::invalid_length(MAX_TREES + 1, &self));
            }
            match grown.tree() {
                Ok(tree) => trees.push(tree),
                Err(problem) => {
                    refused = Some(problem);
                    break;
                }
            }
        }
        // The rest of the file may say what is wrong with all of it.
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(refused.map_or(Ok(trees), Err))
    }
}
