//! Shares of metastases as people write them: on the command line and in the page (`www/core/share.ts` holds the same rules, and
//! one table of cases both: `tests/support/shares.json`).
//!
//! With a per cent sign a number is per cent (`97 %`, `97%`, `９７％`). Without one, a number below 1 is a share (`0.97`, `0,97`), and
//! one above 1 is per cent (`97`). `1` alone could be all or one in a hundred and is refused, as are 0, 100 % and all beyond:
//! where every lesion is of one kind there is nothing to tell apart.

use crate::error::Result;
use crate::table::letters::nfkc;
use crate::words::CaseProblem;
use crate::words::Phrase;

/// The share that a text says, above 0 and below 1.
///
/// # Errors
/// It says none.
///
/// # Examples
/// ```
/// use discern::table::share_of;
///
/// assert_eq!((share_of("97 %")?, share_of("0.97")?, share_of("９７")?), (0.97, 0.97, 0.97));
/// assert!(share_of("1").is_err() && share_of("100 %").is_err());
/// # Ok::<(), discern::error::Error>(())
/// ```
pub fn share_of(text: &str) -> Result<f64> {
    let plain = nfkc(text);
    let plain = plain.trim();
    let refused = |why: Phrase| {
        let found: String = text.trim().chars().take(40).collect();
        Err(CaseProblem::ShareUnread { found, why }.into())
    };
    let (number, is_percent) = match plain.strip_suffix('%') {
        Some(number) => (number.trim_end(), true),
        None => (plain, false),
    };
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let is_plain = |part: &str| (1..=17).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
    if !is_plain(whole) || !is_plain(fraction) {
        return refused(Phrase::ShareNoNumber);
    }
    // By the decimal point, not by a division: 33.3 % is 0.333 to the last digit.
    let read = |exponent: i32| format!("{whole}.{fraction}e{exponent}").parse::<f64>();
    let (Ok(as_it_is), Ok(of_a_hundred)) = (read(0), read(-2)) else { return refused(Phrase::ShareNoNumber) };
    if as_it_is == 1.0 && !is_percent {
        return refused(Phrase::ShareOfOne);
    }
    let share = if is_percent || as_it_is > 1.0 { of_a_hundred } else { as_it_is };
    if share > 0.0 && share < 1.0 { Ok(share) } else { refused(Phrase::ShareBeyond) }
}
