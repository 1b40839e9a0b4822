//! No function takes more than four values beside its receiver, and no argument is a tuple of more than three: beyond that a
//! struct names them.

use std::path::Path;

use crate::layering::sources;

/// Text up to the bracket that closes the one before it.
fn until_closed(text: &str) -> &str {
    let mut depth = 1_usize;
    let end = text.char_indices().find(|(_, c)| {
        depth = match c {
            '(' | '[' | '{' => depth + 1,
            ')' | ']' | '}' => depth - 1,
            _ => depth,
        };
        depth == 0
    });
    end.map_or(text, |(end, _)| &text[..end])
}

/// The parts between commas that lie in no bracket.
fn parts(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_i32, 0, Vec::new());
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            // The arrow of a function's result closes nothing.
            '>' if before != '-' && before != '=' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        before = c;
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// What follows a function's opening bracket, behind its `<…>` where it has one.
fn after_generics(text: &str) -> Option<&str> {
    let mut depth = 0_i32;
    let mut before = ' ';
    let end = text.char_indices().find(|(_, c)| {
        match c {
            '<' => depth += 1,
            '>' if before != '-' => depth -= 1,
            _ => {}
        }
        before = *c;
        depth == 0 && *c == '('
    });
    end.map(|(end, _)| &text[end + 1..])
}

/// Functions of a source with too many arguments, by name.
fn crowded(text: &str) -> Vec<String> {
    let code: Vec<&str> = text.lines().map(|line| line.split("//").next().unwrap_or("")).collect();
    let code = code.join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let rest = &code[at + 3..];
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        // Pointers, `fn(…)`, have no name.
        let Some(inside) = after_generics(&rest[name.len()..]).filter(|_| !name.is_empty()) else { continue };
        let arguments = parts(until_closed(inside));
        let values = arguments
            .iter()
            .filter(|one| !matches!(one.split(':').next(), Some(own) if own.ends_with("self")));
        let is_large_tuple = |one: &&str| {
            let of = one.split_once(": ").map_or("", |(_, of)| of.trim_start_matches('&'));
            of.strip_prefix('(').is_some_and(|inside| parts(until_closed(inside)).len() > 3)
        };
        if values.count() > 4 || arguments.iter().any(is_large_tuple) {
            found.push(name);
        }
    }
    found
}

#[test]
fn no_function_takes_more_than_four_arguments() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found: Vec<String> = sources(&root.join("src"))
        .iter()
        .flat_map(|path| {
            let text = std::fs::read_to_string(path).expect("source can be read");
            let named = |name| format!("{}: {name}", path.display());
            crowded(&text).into_iter().map(named).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(found, Vec::<String>::new(), "give the arguments a struct");
}

#[test]
fn a_crowded_function_would_be_found() {
    assert_eq!(crowded("fn a(b: u8, c: u8, d: u8, e: u8, f: u8) {}"), ["a"]);
    assert_eq!(
        crowded("fn a(&self, b: u8, c: fn(u8, u8) -> u8, d: [u8; 2], e: u8) {}"),
        Vec::<String>::new()
    );
    assert_eq!(crowded("fn a<T: Fn(u8)>(b: (u8, u8, u8, u8)) {}"), ["a"]);
    assert_eq!(crowded("fn a(b: (u8, u8, Vec<(u8, u8)>)) {}"), Vec::<String>::new());
}
