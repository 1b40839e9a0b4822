//! What a table of codes is made with: the macros that turn rows into enums, and values that are more than a number or
//! a text.

use std::fmt::Write as _;

use serde_json::Value;

use crate::error::Datum;
use crate::error::Error;
use crate::error::Named;

/// Name of a variant, and name and type of each of its values.
pub(super) type Variant = (&'static str, &'static [(&'static str, &'static str)]);

/// Names with commas between them, or with "or" where `{:#}` asks for a choice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names(pub Vec<String>);

impl<T: Into<String>> FromIterator<T> for Names {
    fn from_iter<I: IntoIterator<Item = T>>(names: I) -> Self {
        Self(names.into_iter().map(Into::into).collect())
    }
}

impl std::fmt::Display for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join(if f.alternate() { " or " } else { ", " }))
    }
}

impl From<Names> for Value {
    fn from(names: Names) -> Self {
        names.0.into()
    }
}

/// Sizes, spacings or indices along x, y and z: `64 × 64 × 20`, or `64 x 64 x 20` where `{:#}` asks for ASCII.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Triple<T>(pub [T; 3]);

impl<T: Datum> std::fmt::Display for Triple<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let each = self.0.each_ref().map(|one| written(one, f.precision()));
        f.write_str(&each.join(if f.alternate() { " x " } else { " × " }))
    }
}

impl<T: Into<Value>> From<Triple<T>> for Value {
    fn from(triple: Triple<T>) -> Self {
        triple.0.map(Into::into).to_vec().into()
    }
}

/// From there on a number is written with an exponent: nobody reads hundreds of digits, or zeros behind a point.
const LARGE: f64 = 1e15;
/// Up to there.
const SMALL: f64 = 1e-6;

/// A value in words; of a number that is not whole so many digits behind its point, where they are asked for.
fn written(value: &dyn Datum, digits: Option<usize>) -> String {
    let number = match value.value() {
        Value::Number(number) if number.is_f64() => number.as_f64().map(f64::abs),
        _ => None,
    };
    let with_exponent =
        number.filter(|size| *size >= LARGE || (digits.is_none() && (0.0 < *size && *size < SMALL)));
    match (with_exponent, digits) {
        (None, None) => value.to_string(),
        (None, Some(digits)) => format!("{value:.digits$}"),
        (Some(_), digits) => {
            let number = value.value().as_f64().unwrap_or_default();
            digits.map_or_else(|| format!("{number:e}"), |digits| format!("{number:.digits$e}"))
        }
    }
}

/// Text of a file, which may be of any length: what is shown of it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown(String);

impl<T: Into<String>> From<T> for Shown {
    fn from(text: T) -> Self {
        /// Characters that a person still reads.
        const MOST: usize = 200;
        let mut text = text.into();
        if let Some((end, _)) = text.char_indices().nth(MOST) {
            text.truncate(end);
            text.push('…');
        }
        Self(text)
    }
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Shown> for Value {
    fn from(shown: Shown) -> Self {
        shown.0.into()
    }
}

/// Several errors in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errors(pub Vec<Error>);

impl std::fmt::Display for Errors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let each: Vec<String> = self.0.iter().map(Error::to_string).collect();
        f.write_str(&each.join("; "))
    }
}

impl From<Errors> for Value {
    fn from(errors: Errors) -> Self {
        errors.0.iter().map(|error| serde_json::json!(error)).collect()
    }
}

/// How many, in front of what is counted: `3 `, `1 or 2 `, `2 to 5 `; nothing where there is no most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Fewest.
    pub least: usize,
    /// Most; `usize::MAX` for no bound.
    pub most: usize,
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.least, self.most) {
            (_, usize::MAX) => Ok(()),
            (least, most) if least == most => write!(f, "{least} "),
            (least, most) if least + 1 == most => write!(f, "{least} or {most} "),
            (least, most) => write!(f, "{least} to {most} "),
        }
    }
}

impl From<Count> for Value {
    /// Fewest and most; no most where there is no bound.
    fn from(Count { least, most }: Count) -> Self {
        let most = if most == usize::MAX { Value::Null } else { most.into() };
        vec![least.into(), most].into()
    }
}

/// An enum of codes with their values; the English of each is a format string.
macro_rules! phrases {
    ($(#[$about:meta])* $name:ident {
        $($variant:ident $({ $($field:ident : $type:ty),+ $(,)? })? => $english:literal;)+
    }) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs, non_camel_case_types)]
        pub enum $name { $($variant $({ $($field: $type),+ })?),+ }

        $crate::words::row::coded!($name { $($variant $({ $($field: $type),+ })?)+ });

        impl std::fmt::Display for $name {
            #[allow(unused_variables)]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                // The compiler holds each text against the values of its row; nothing of it is ever run.
                if false {
                    match self { $(Self::$variant $({ $($field),+ })? => drop(format!($english))),+ }
                }
                let english = match self { $(Self::$variant $({ $($field: _),+ })? => $english),+ };
                f.write_str(&$crate::words::row::fill(english, &self.row().1))
            }
        }
    };
}
pub(super) use phrases;

/// An enum of errors: kind, then the English of thing, expected, found and, where there is one, the hint.
macro_rules! problems {
    ($(#[$about:meta])* $name:ident {
        $($variant:ident $({ $($field:ident : $type:ty),+ $(,)? })? =>
            $kind:ident, $thing:literal, $expected:literal, $found:literal $(, hint $hint:literal)?;)+
    }) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs)]
        pub enum $name { $($variant $({ $($field: $type),+ })?),+ }

        $crate::words::row::coded!($name { $($variant $({ $($field: $type),+ })?)+ });

        impl From<$name> for $crate::error::Error {
            #[allow(unused_variables)]
            fn from(problem: $name) -> Self {
                // The compiler holds each text against the values of its row; nothing of it is ever run.
                if false {
                    match &problem {
                        $($name::$variant $({ $($field),+ })? => drop((
                            format!($thing), format!($expected), format!($found), [$(format!($hint))?] as [String; _],
                        ))),+
                    }
                }
                let (kind, english, hint) = match problem {
                    $($name::$variant $({ $($field: _),+ })? => (
                        $crate::error::ErrorKind::$kind,
                        [$thing, $expected, $found],
                        [$($hint)?].first().copied(),
                    )),+
                };
                let (variant, values) = problem.row();
                let english = english.map(|text| $crate::words::row::fill(text, &values));
                let hint = hint.map(|text: &str| $crate::words::row::fill(text, &values));
                Self::coded(kind, $crate::error::Coded::new(variant, &values), english, hint)
            }
        }
    };
}
pub(super) use problems;

/// What all tables share: code and values of a variant, and the list of its rows.
macro_rules! coded {
    ($name:ident { $($variant:ident $({ $($field:ident : $type:ty),+ })?)+ }) => {
        impl $name {
            #[allow(dead_code, reason = "words of reports are in no list of the page")]
            pub(super) const ROWS: &'static [$crate::words::row::Variant] =
                &[$((stringify!($variant), &[$($((stringify!($field), stringify!($type))),+)?])),+];

            /// Name of the variant, and its values by their names.
            fn row(&self) -> (&'static str, Vec<$crate::error::Named<'_>>) {
                match self {
                    $(Self::$variant $({ $($field),+ })? =>
                        (stringify!($variant), vec![$($((stringify!($field), $field)),+)?])),+
                }
            }

            /// Code and values.
            pub fn coded(&self) -> $crate::error::Coded {
                let (variant, values) = self.row();
                $crate::error::Coded::new(variant, &values)
            }
        }

        impl From<$name> for serde_json::Value {
            fn from(row: $name) -> Self {
                row.coded().into()
            }
        }
    };
}
pub(super) use coded;

/// A text with its values put in: `{name}`, and of what `format!` knows the alternate form (`#`) and digits (`.3`).
///
/// One function for all rows instead of a `format!` each: some 80 kB of wasm.
pub(crate) fn fill(text: &str, values: &[Named<'_>]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (place, after) = after.split_once('}').unwrap_or((after, ""));
        let (name, form) = place.split_once(':').unwrap_or((place, ""));
        let digits = form.trim_start_matches('#').strip_prefix('.').and_then(|digits| digits.parse().ok());
        let value = values.iter().find(|value| value.0 == name).map(|value| value.1);
        match (value, form.starts_with('#')) {
            (None, _) => {}
            (Some(value), false) => filled.push_str(&written(value, digits)),
            // Numbers have no alternate form; a triple passes its digits on.
            (Some(value), true) => {
                let _ = match digits {
                    None => write!(filled, "{value:#}"),
                    Some(digits) => write!(filled, "{value:#.digits$}"),
                };
            }
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_filled_as_format_would() {
        let (size, mm, names) = (Triple([64_usize, 64, 20]), 0.123_456, Names(vec!["a".into(), "b".into()]));
        let values: [Named<'_>; 3] = [("size", &size), ("mm", &mm), ("names", &names)];
        for (text, right) in [
            ("", String::new()),
            ("nothing", "nothing".to_owned()),
            ("{size}: {mm} mm", format!("{size}: {mm} mm")),
            ("{mm:.3}{size:#} and {names:#}, {names}", format!("{mm:.3}{size:#} and {names:#}, {names}")),
            ("{mm:.0}×{size:#.1}×", format!("{mm:.0}×{size:#.1}×")),
        ] {
            assert_eq!(fill(text, &values), right);
        }
    }

    #[test]
    fn numbers_are_written_as_one_reads_them() {
        let (huge, tiny, plain, spacing) = (1e300, -1e-17, 0.000_25, Triple([1e300, 0.9, 1e-300]));
        let values: [Named<'_>; 4] =
            [("huge", &huge), ("tiny", &tiny), ("plain", &plain), ("spacing", &spacing)];
        for (text, right) in [
            ("{huge}, {tiny} and {plain}", "1e300, -1e-17 and 0.00025"),
            ("{huge:.1}, {tiny:.1} and {plain:.1}", "1.0e300, -0.0 and 0.0"),
            ("{spacing} and {spacing:#}", "1e300 × 0.9 × 1e-300 and 1e300 x 0.9 x 1e-300"),
            ("{spacing:.2}", "1.00e300 × 0.90 × 0.00"),
        ] {
            assert_eq!(fill(text, &values), right);
        }
    }

    #[test]
    fn errors_ask_for_no_form_that_fill_does_not_know() {
        let tables = [
            include_str!("case.rs"),
            include_str!("image.rs"),
            include_str!("model.rs"),
            include_str!("region.rs"),
            include_str!("scan.rs"),
            include_str!("setting.rs"),
            include_str!("statistic.rs"),
            include_str!("table.rs"),
        ];
        for text in tables {
            let (_, rows) = text.split_once("\nproblems! {").expect("a table of errors");
            assert!(!rows.contains("{{"), "braces of their own");
            for (at, _) in rows.match_indices(":") {
                let form = rows[at + 1..].split('}').next().unwrap_or_default();
                let in_text = rows[..at].rsplit(['{', '}', '"', ' ']).next().unwrap_or_default();
                let opened = rows[..at].ends_with(&format!("{{{in_text}"));
                if !opened || in_text.is_empty() || form.len() > 5 || form.starts_with(' ') {
                    continue;
                }
                let digits = form.trim_start_matches('#');
                let known = digits.is_empty()
                    || digits.strip_prefix('.').is_some_and(|count| count.parse::<u8>().is_ok());
                assert!(known, "{in_text}:{form}");
            }
        }
    }
}
