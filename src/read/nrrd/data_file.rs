//! Where a header says its voxels are: after it, in one file, or in several, one after the other.
//!
//! `data file: NAME`; `data file: PATTERN MIN MAX STEP [AXES]`, the pattern with one `%d` or `%03d`; `data file: LIST [AXES]`
//! with a name a line until the header ends. Names are relative to the header's folder and never lead out of it.

use crate::error::Result;
use crate::words::ImageProblem;

/// Most files that voxels may be spread over: one a slice.
pub const MAX_DATA_FILES: usize = 32_767;

/// The files of a `data file` field; none where the voxels follow the header. `listed` are the lines after it.
pub(super) fn names(field: Option<&str>, listed: &[&str]) -> Result<Vec<String>> {
    let words: Vec<&str> = field.unwrap_or_default().split_whitespace().collect();
    let names = match (field, words.as_slice()) {
        (None, _) => return Ok(Vec::new()),
        (_, ["LIST"] | ["LIST", _]) => listed.iter().map(|name| (*name).to_owned()).collect(),
        (_, [pattern, numbers @ ..]) if pattern.contains('%') && (3..=4).contains(&numbers.len()) => {
            numbered(pattern, numbers)?
        }
        (Some(name), _) => vec![name.to_owned()],
    };
    if names.is_empty() || names.len() > MAX_DATA_FILES {
        return Err(ImageProblem::NrrdFileCount { most: MAX_DATA_FILES, found: names.len() }.into());
    }
    names.into_iter().map(inside).collect()
}

/// A name below the header's folder, with `/` between folders.
fn inside(name: String) -> Result<String> {
    let name = name.replace('\\', "/");
    let absolute = name.starts_with('/') || name.as_bytes().get(1) == Some(&b':');
    let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if absolute || parts.is_empty() || parts.contains(&"..") || name.contains('\0') {
        return Err(ImageProblem::NrrdFileOutside { file: crate::words::cut(&name) }.into());
    }
    Ok(parts.join("/"))
}

/// The names of a pattern and `MIN MAX STEP [AXES]`.
fn numbered(pattern: &str, numbers: &[&str]) -> Result<Vec<String>> {
    let bad = || ImageProblem::NrrdFilePattern { found: crate::words::cut(pattern) };
    let numbers: Vec<i64> =
        numbers.iter().map(|word| word.parse().ok()).collect::<Option<_>>().ok_or_else(bad)?;
    let (min, max, step) = (numbers[0], numbers[1], numbers[2]);
    let (before, rest) = pattern.split_once('%').ok_or_else(bad)?;
    let (width, after) = rest.split_once('d').ok_or_else(bad)?;
    let zeros = width.starts_with('0');
    let width: usize = if width.is_empty() { 0 } else { width.parse().map_err(|_| bad())? };
    let steps = max.checked_sub(min).and_then(|span| span.checked_div(step)).filter(|steps| *steps >= 0);
    let count = steps.and_then(|steps| usize::try_from(steps).ok()).ok_or_else(bad)?;
    if after.contains('%') || width > 32 {
        return Err(bad().into());
    }
    if count >= MAX_DATA_FILES {
        return Err(ImageProblem::NrrdFileCount { most: MAX_DATA_FILES, found: count }.into());
    }
    let name = |at: usize| {
        let number = min + at as i64 * step;
        match zeros {
            true => format!("{before}{number:0width$}{after}"),
            false => format!("{before}{number:width$}{after}"),
        }
    };
    Ok((0..=count).map(name).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(field: &str) -> Result<Vec<String>> {
        names(Some(field), &["a.raw", "sub/b.raw"])
    }

    #[test]
    fn names_lists_and_patterns() {
        assert_eq!(names(None, &[]), Ok(vec![]));
        assert_eq!(of("my mask.raw.gz"), Ok(vec!["my mask.raw.gz".to_owned()]));
        assert_eq!(of("LIST 2"), Ok(vec!["a.raw".to_owned(), "sub/b.raw".to_owned()]));
        assert_eq!(of("s%03d.raw 1 5 2").expect("names"), ["s001.raw", "s003.raw", "s005.raw"]);
        assert_eq!(of("s%d.raw 2 1 -1 2").expect("names"), ["s2.raw", "s1.raw"]);
        assert_eq!(of("./x\\y.raw").expect("a name"), ["x/y.raw"]);
        assert_eq!(
            names(Some(&format!("s%d 1 {MAX_DATA_FILES} 1")), &[]).expect("names").len(),
            MAX_DATA_FILES
        );
    }

    #[test]
    fn names_never_lead_out_of_the_folder_and_counts_are_bounded() {
        for outside in
            ["/etc/passwd", "../x.raw", "a/../../x", "C:\\x.raw", "\\\\host\\x", "a/..", ".", "a\0b"]
        {
            assert!(of(outside).is_err(), "{outside}");
        }
        for bad in
            ["s%d 1 2 0", "s%d 2 1 1", "s%d%d 1 2 1", "s%x 1 2 1", "s%999d 1 2 1", "s%d 1 99999999999 1"]
        {
            assert!(of(bad).is_err(), "{bad}");
        }
        assert!(of(&format!("s%d 0 {MAX_DATA_FILES} 1")).is_err());
        assert!(names(Some("LIST"), &[]).is_err());
    }
}
