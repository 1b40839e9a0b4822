//! No stage words an error by itself: what the core says stands in `src/words`, with a code, so that the page can say it
//! in its own languages. The command line may: what it alone says is read in English.

use std::path::Path;

use crate::layering::sources;

/// Places that make an error of plain text: file and line.
fn worded(path: &str, text: &str) -> Vec<String> {
    const OWN_WORDS: [&str; 3] = ["src/words/", "src/cli/", "src/main.rs"];
    if OWN_WORDS.iter().any(|place| path.starts_with(place)) || path == "src/error.rs" {
        return Vec::new();
    }
    let makes = |line: &str| {
        let made = ["Error::new("].iter().any(|made| {
            line.match_indices(made).any(|(at, _)| {
                // `io::Error` and the errors of tables of codes are others.
                !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == ':' || c == '_')
            })
        });
        made && !line.trim_start().starts_with("//")
    };
    let lines = text.lines().enumerate().filter(|(_, line)| makes(line));
    lines.map(|(at, line)| format!("{path}:{}: {}", at + 1, line.trim())).collect()
}

#[test]
fn no_stage_words_an_error_by_itself() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found: Vec<String> = sources(&root.join("src"))
        .iter()
        .flat_map(|path| {
            let text = std::fs::read_to_string(path).expect("source can be read");
            let place = path.strip_prefix(root).expect("file lies below the root");
            worded(&place.to_string_lossy().replace('\\', "/"), &text)
        })
        .collect();
    assert_eq!(found, Vec::<String>::new(), "give each a row in src/words");
}

#[test]
fn an_error_of_plain_text_is_found() {
    let text =
        "let a = Error::new(ErrorKind::Table, \"a\", \"b\", \"c\");\nlet b = io::Error::new(kind, cause);\n";
    assert_eq!(worded("src/table/csv.rs", text).len(), 1);
    assert_eq!(worded("src/cli/files.rs", text).len(), 0);
}
