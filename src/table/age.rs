//! Ages as people write them: in a list, in `participants.tsv`, in the page (`www/core/age.ts` holds the same rules, and one
//! table of cases both: `tests/support/ages.json`).
//!
//! Taken are years (`62`, `62.5`, `62,5`, `６２`, `62 y`, `62 years`, `62 Jahre`, `62 岁`, DICOM's `062Y`) and months (`18
//! months`, `18 Monate`, `18 个月`, `018M`), which are twelfths of a year. Refused, with the reason: 0, which stands for a
//! missing age in many tables; ages of which only a bound is known (`89+`, `>89`); days and weeks; more than 120 years; and
//! everything that is no plain number (`1e2`, `-5`, `sixty`).

use crate::error::Result;
use crate::table::letters::nfkc;
use crate::words::CaseProblem;
use crate::words::Phrase;

/// Youngest and oldest age that is taken for an age, years.
pub const AGE_YEARS: std::ops::RangeInclusive<f64> = 0.0..=120.0;
/// What stands for a missing age.
pub(super) const MISSING: [&str; 13] =
    ["", "n/a", "na", "nan", "none", "null", "unknown", "unbekannt", "-", "--", "?", "未知", "不详"];
/// Units of years.
const YEARS: [&str; 20] = [
    "",
    "y",
    "yr",
    "yrs",
    "year",
    "years",
    "yo",
    "y.o.",
    "y/o",
    "years old",
    "year old",
    "j",
    "jahr",
    "jahre",
    "a",
    "岁",
    "周岁",
    "歲",
    "歳",
    "年",
];
/// Units of months.
const MONTHS: [&str; 13] =
    ["m", "mo", "mon", "mos", "mth", "month", "months", "monat", "monate", "个月", "個月", "月", "月龄"];
/// Units of days and weeks.
const SHORT: [&str; 13] =
    ["d", "day", "days", "w", "wk", "wks", "week", "weeks", "tag", "tage", "wochen", "天", "周"];
/// Beginnings of an age of which only a bound is known.
const BOUNDS: [&str; 10] = [">", "<", "≥", "≤", "~", "≈", "over ", "under ", "ca", "about "];

/// The age that a text says, years; `None` where it says that there is none.
///
/// # Errors
/// It says something else than an age above 0 and up to 120 years.
///
/// # Examples
/// ```
/// use discern::table::age_years;
///
/// assert_eq!(age_years("６２ 岁")?, Some(62.0));
/// assert_eq!(age_years("18 months")?, Some(1.5));
/// assert_eq!(age_years("n/a")?, None);
/// assert!(age_years("89+").is_err() && age_years("1e2").is_err() && age_years("0").is_err());
/// # Ok::<(), discern::error::Error>(())
/// ```
pub fn age_years(text: &str) -> Result<Option<f64>> {
    let plain: String = nfkc(text).trim().to_lowercase();
    let plain = plain.trim_start_matches('\u{feff}');
    let refused = |why: Phrase| {
        let found: String = text.trim().chars().take(40).collect();
        Err(CaseProblem::AgeUnread { found, why }.into())
    };
    if MISSING.contains(&plain) {
        return Ok(None);
    }
    if plain.ends_with('+') || BOUNDS.iter().any(|bound| plain.starts_with(bound)) {
        return refused(Phrase::AgeBound);
    }
    let end = plain.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(plain.len());
    let (digits, unit) = plain.split_at(end);
    let unit = unit.trim();
    let Some(number) = number(digits) else { return refused(Phrase::AgeNoNumber) };
    let years = if YEARS.contains(&unit) {
        number
    } else if MONTHS.contains(&unit) {
        number / 12.0
    } else if SHORT.contains(&unit) {
        return refused(Phrase::AgeInDays);
    } else {
        return refused(Phrase::AgeNoNumber);
    };
    match years {
        0.0 => refused(Phrase::AgeZero),
        years if AGE_YEARS.contains(&years) => Ok(Some(years)),
        _ => refused(Phrase::AgeBeyond),
    }
}

/// Digits with at most one point or comma between them.
fn number(digits: &str) -> Option<f64> {
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let is_plain = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit())
    };
    (is_plain(whole, 6) && is_plain(fraction, 17))
        .then(|| format!("{whole}.{fraction}").parse().ok())
        .flatten()
}
