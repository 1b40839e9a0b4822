//! What a setting is: one [`Key`] a setting. The checks, the options of the stages, the documentation and the help all
//! read the same row; its default stands there and nowhere else.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::words::{Count, Names, Phrase, SettingProblem};

/// One setting of a parameter file.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Name in the file, as PyRadiomics spells it.
    pub name: &'static str,
    /// Which values it may have.
    pub kind: Kind,
    /// Its value when the file does not give one.
    pub default: Default,
    /// What it acts on.
    pub scope: Scope,
    /// PyRadiomics reports its default among `diagnostics_Configuration_Settings` when the file does not give it.
    pub reported: bool,
    /// What it does, in one or two sentences.
    pub doc: &'static str,
}

/// Which values a setting may have.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// True or false.
    Flag,
    /// A whole number from `min` to `max`.
    Whole {
        /// Smallest allowed.
        min: i64,
        /// Largest allowed; where PyRadiomics has no bound, the largest that time and memory allow.
        max: i64,
    },
    /// Any number.
    Number,
    /// A number above 0.
    Positive {
        /// Largest allowed, infinity for no bound.
        max: f64,
    },
    /// A list of numbers.
    Numbers {
        /// Fewest numbers.
        least: usize,
        /// Most numbers.
        most: usize,
        /// What each must be.
        each: Each,
    },
    /// A list of at least one whole number from `min` to `max`.
    Wholes {
        /// Smallest allowed.
        min: i64,
        /// Largest allowed.
        max: i64,
    },
    /// One of some words.
    Word(&'static [&'static str]),
    /// One of some words, or its number counted from 1.
    WordOrNumber(&'static [&'static str]),
    /// A name out of a set that is too large to list.
    Name {
        /// The set, in words.
        expected: fn() -> Phrase,
        /// Whether a name belongs to it.
        known: fn(&str) -> bool,
    },
}

/// What each number of a list must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Each {
    /// Any number.
    Any,
    /// 0 or above.
    FromZero,
    /// Above 0.
    AboveZero,
}

/// Value of a setting that is not given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Default {
    /// None: what the setting asks for is not done.
    None,
    /// True or false.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// A word or name.
    Word(&'static str),
    /// A list of whole numbers.
    Wholes(&'static [i64]),
}

/// What a setting acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The scan and its mask as a whole: cannot differ between image types.
    Scan,
    /// Filters or features: may be given for one image type alone.
    ImageType,
    /// Feature maps, which are not made; accepted because PyRadiomics accepts it.
    FeatureMaps,
}

/// A checked value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// True or false.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// A list of numbers.
    Numbers(Vec<Number>),
    /// A list of whole numbers.
    Wholes(Vec<i64>),
    /// A word or name.
    Word(String),
}

/// A number as the file has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// The number.
    pub value: f64,
    /// Written without a decimal point: `2`, not `2.0`.
    pub whole: bool,
}

impl Key {
    /// The checked value of what the file gives for this key.
    ///
    /// # Errors
    /// It is not what [`Kind`] allows.
    pub fn read(&self, given: &Json) -> Result<Value, SettingProblem> {
        self.kind.read(given).ok_or_else(|| self.problem(self.kind.expected(), shown(given)))
    }

    /// A problem with this setting.
    pub fn problem(&self, expected: Phrase, found: String) -> SettingProblem {
        SettingProblem::SettingValue { place: String::new(), setting: self.name, expected, found }
    }
}

impl Default {
    /// As a parameter file would give it.
    pub fn json(self) -> Json {
        match self {
            Self::None => Json::Null,
            Self::Flag(flag) => json!(flag),
            Self::Whole(number) => json!(number),
            Self::Number(number) => json!(number),
            Self::Word(word) => json!(word),
            Self::Wholes(list) => json!(list),
        }
    }
}

impl Kind {
    /// The value, where it is one that is allowed.
    pub fn read(self, given: &Json) -> Option<Value> {
        let whole = |item: &Json, min, max| item.as_i64().filter(|n| (min..=max).contains(n));
        let word = |words: &[&str], word: &str| words.contains(&word).then(|| Value::Word(word.to_owned()));
        match self {
            Self::Flag => given.as_bool().map(Value::Flag),
            Self::Whole { min, max } => whole(given, min, max).map(Value::Whole),
            Self::Number => given.as_f64().map(Value::Number),
            Self::Positive { max } => {
                given.as_f64().filter(|number| *number > 0.0 && *number <= max).map(Value::Number)
            }
            Self::Numbers { least, most, each } => {
                let list = given.as_array().filter(|list| (least..=most).contains(&list.len()))?;
                list.iter().map(|item| each.read(item)).collect::<Option<_>>().map(Value::Numbers)
            }
            Self::Wholes { min, max } => {
                let list = given.as_array().filter(|list| !list.is_empty())?;
                list.iter().map(|item| whole(item, min, max)).collect::<Option<_>>().map(Value::Wholes)
            }
            Self::Word(words) => word(words, given.as_str()?),
            Self::WordOrNumber(words) => match given.as_i64() {
                Some(number) => {
                    let place = usize::try_from(number).ok()?.checked_sub(1)?;
                    words.get(place).map(|word| Value::Word((*word).to_owned()))
                }
                None => word(words, given.as_str()?),
            },
            Self::Name { known, .. } => {
                given.as_str().filter(|name| known(name)).map(|name| Value::Word(name.to_owned()))
            }
        }
    }

    /// What is allowed, in words.
    pub fn expected(self) -> Phrase {
        let names = |words: &[&str]| words.iter().copied().collect::<Names>();
        let unbounded = i64::from(i32::MAX);
        match self {
            Self::Flag => Phrase::TrueOrFalse,
            Self::Whole { min, max } if min == max => Phrase::Whole { number: min },
            Self::Whole { min, max } if max >= unbounded => Phrase::WholeFrom { min },
            Self::Whole { min, max } => Phrase::WholeFromTo { min, max },
            Self::Number => Phrase::AnyNumber,
            Self::Positive { max } if max.is_infinite() => Phrase::NumberAboveZero,
            Self::Positive { max } => Phrase::NumberAboveZeroTo { max },
            Self::Numbers { least, most, each } => {
                let count = Count { least, most };
                match each {
                    Each::Any => Phrase::Numbers { count },
                    Each::FromZero => Phrase::NumbersFromZero { count },
                    Each::AboveZero => Phrase::NumbersAboveZero { count },
                }
            }
            Self::Wholes { min, max } if max >= unbounded => Phrase::WholesFrom { min },
            Self::Wholes { min, max } => Phrase::WholesFromTo { min, max },
            Self::Word(words) => Phrase::OneOf { names: names(words) },
            Self::WordOrNumber(words) => Phrase::OneOfOrNumber { names: names(words), most: words.len() },
            Self::Name { expected, .. } => expected(),
        }
    }
}

impl Each {
    fn read(self, item: &Json) -> Option<Number> {
        let value = item.as_f64().filter(|value| match self {
            Self::Any => true,
            Self::FromZero => *value >= 0.0,
            Self::AboveZero => *value > 0.0,
        })?;
        Some(Number { value, whole: item.is_i64() || item.is_u64() })
    }
}

/// A value in a message: as it was written, cut after 80 characters.
pub fn shown(value: &Json) -> String {
    let text = value.to_string();
    if text.chars().count() <= 80 { text } else { text.chars().take(77).collect::<String>() + "..." }
}

/// Checked values by key. A key that was not given has its default.
#[derive(Debug, Clone)]
pub struct Values(BTreeMap<&'static str, Option<Value>>);

impl Values {
    /// Values of all `keys`, given or default; other entries of `settings` are ignored.
    ///
    /// # Errors
    /// Every value that its key does not allow.
    pub fn read(
        keys: impl IntoIterator<Item = &'static Key>,
        settings: &Map<String, Json>,
    ) -> Result<Self, Vec<SettingProblem>> {
        let mut values = BTreeMap::new();
        let mut problems = Vec::new();
        for key in keys {
            let value = match settings.get(key.name).filter(|given| !given.is_null()) {
                Some(given) => key.read(given).map_err(|problem| problems.push(problem)).ok(),
                None => key.kind.read(&key.default.json()),
            };
            values.insert(key.name, value);
        }
        if problems.is_empty() { Ok(Self(values)) } else { Err(problems) }
    }

    /// Value of a key that need not have one.
    pub fn find<T: FromValue>(&self, name: &str) -> Option<T> {
        let value = self.0.get(name).unwrap_or_else(|| unreachable!("no key {name} was read")).as_ref()?;
        Some(T::from_value(value).unwrap_or_else(|| unreachable!("setting {name} is of another type")))
    }

    /// Value of a key that has a default.
    pub fn get<T: FromValue>(&self, name: &str) -> T {
        self.find(name).unwrap_or_else(|| unreachable!("setting {name} has no default"))
    }
}

/// A type that a checked value can be taken as.
pub trait FromValue: Sized {
    /// The value; none where it is of another kind. Whole numbers beyond the type become its nearest.
    fn from_value(value: &Value) -> Option<Self>;
}

/// Whole numbers of a narrower type: the nearest it has.
macro_rules! from_whole {
    ($($type:ty),*) => {$(
        impl FromValue for $type {
            fn from_value(value: &Value) -> Option<Self> {
                let Value::Whole(number) = value else { return None };
                let nearest = if *number < 0 { <$type>::MIN } else { <$type>::MAX };
                Some(<$type>::try_from(*number).unwrap_or(nearest))
            }
        }
    )*};
}
from_whole!(i64, i32, u32, usize);

impl FromValue for bool {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Flag(flag) = value { Some(*flag) } else { None }
    }
}

impl FromValue for f64 {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => Some(*number),
            Value::Whole(number) => Some(*number as Self),
            _ => None,
        }
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Word(word) = value { Some(word.clone()) } else { None }
    }
}

impl FromValue for Vec<Number> {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Numbers(list) = value { Some(list.clone()) } else { None }
    }
}

impl FromValue for Vec<f64> {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Numbers(list) = value { Some(list.iter().map(|n| n.value).collect()) } else { None }
    }
}

impl FromValue for Vec<usize> {
    fn from_value(value: &Value) -> Option<Self> {
        let Value::Wholes(list) = value else { return None };
        Some(list.iter().map(|&n| usize::try_from(n).unwrap_or(usize::MAX)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static KEYS: [Key; 2] = [
        Key {
            name: "levels",
            kind: Kind::Whole { min: 1, max: 1 << 40 },
            default: Default::Whole(3),
            scope: Scope::ImageType,
            reported: false,
            doc: "",
        },
        Key {
            name: "method",
            kind: Kind::WordOrNumber(&["near", "far"]),
            default: Default::None,
            scope: Scope::Scan,
            reported: false,
            doc: "",
        },
    ];

    #[test]
    fn a_key_gives_its_default_and_checks_what_is_given() {
        let empty = Values::read(&KEYS, &Map::new()).expect("defaults");
        assert_eq!((empty.get::<u32>("levels"), empty.find::<String>("method")), (3, None));
        let given = json!({"levels": 1u64 << 40, "method": 2, "other": []});
        let given = Values::read(&KEYS, given.as_object().unwrap()).expect("good values");
        assert_eq!((given.get::<u32>("levels"), given.get::<String>("method").as_str()), (u32::MAX, "far"));
        let bad = json!({"levels": 0, "method": 3});
        let problems = Values::read(&KEYS, bad.as_object().unwrap()).expect_err("bad values");
        let messages: Vec<String> =
            problems.into_iter().map(|problem| crate::error::Error::from(problem).to_string()).collect();
        assert_eq!(messages[0], "setting levels: expected a whole number from 1 on, found 0");
        assert!(messages[1].contains("one of near, far, or its number from 1 to 2"), "{}", messages[1]);
    }
}
