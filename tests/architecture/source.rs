//! Reads Rust files just well enough to know which paths they name.
//!
//! Comments, texts and what is compiled for tests only are left out.

use std::path::Path;

/// All files of the crate that end up in the program.
pub struct House {
    pub files: Vec<Source>,
}

/// One file.
pub struct Source {
    /// Below `src/`, such as `consent/store.rs`.
    pub path: String,
    /// The module it is, such as `consent`, `store`; none for `lib.rs` and `main.rs`.
    pub module: Vec<String>,
    pub lines: usize,
    /// Every path it names, by `use` or in the middle of code. Those into the crate start with
    /// `crate`, however they were written.
    pub paths: Vec<Vec<String>>,
}

impl House {
    /// Reads every `.rs` file below that folder.
    pub fn read(folder: &Path) -> Self {
        let mut texts = Vec::new();
        read_folder(folder, folder, &mut texts);
        texts.sort();
        let texts: Vec<_> =
            texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        Self::of(&texts)
    }

    /// A house of files given as path and text.
    pub fn of(texts: &[(&str, &str)]) -> Self {
        let mut test_modules = Vec::new();
        let mut files: Vec<_> = texts
            .iter()
            .map(|(path, text)| {
                let module = module_of(path);
                let (code, only_for_tests) = without_tests(&tokens(text));
                test_modules.extend(only_for_tests.iter().map(|name| child(&module, name)));
                let paths = paths(&code);
                Source { path: (*path).to_owned(), module, lines: text.lines().count(), paths }
            })
            .collect();
        files.retain(|file| !test_modules.iter().any(|test| file.module.starts_with(test)));
        let modules: Vec<_> = files.iter().map(|file| file.module.clone()).collect();
        for file in &mut files {
            for path in &mut file.paths {
                *path = absolute(&file.module, path, &modules);
            }
        }
        Self { files }
    }

    /// The file that holds what a path into the crate names.
    pub fn file_at(&self, path: &[String]) -> Option<&Source> {
        let inside = path.strip_prefix(&["crate".to_owned()])?;
        self.files
            .iter()
            .filter(|file| !file.module.is_empty() && inside.starts_with(&file.module))
            .max_by_key(|file| file.module.len())
    }
}

fn read_folder(root: &Path, folder: &Path, texts: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("the folder of sources can be read") {
        let path = entry.expect("its entries can be read").path();
        if path.is_dir() {
            read_folder(root, &path, texts);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let below = path.strip_prefix(root).expect("it was found below the root");
            let text = std::fs::read_to_string(&path).expect("a source is text");
            texts.push((below.to_string_lossy().replace('\\', "/"), text));
        }
    }
}

fn module_of(path: &str) -> Vec<String> {
    let stem = path.trim_end_matches(".rs").trim_end_matches("/mod");
    if matches!(stem, "lib" | "main") {
        return Vec::new();
    }
    stem.split('/').map(str::to_owned).collect()
}

fn child(module: &[String], name: &str) -> Vec<String> {
    [module, &[name.to_owned()]].concat()
}

fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let (length, is_token) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), false)
        } else if rest.starts_with("/*") {
            (block_comment(rest), false)
        } else if let Some(length) = raw_string(rest) {
            (length, false)
        } else if first == '"' {
            (quoted(rest, '"'), false)
        } else if first == '\'' {
            (character_or_lifetime(rest), false)
        } else if is_word(first) {
            (rest.find(|c| !is_word(c)).unwrap_or(rest.len()), true)
        } else if rest.starts_with("::") {
            (2, true)
        } else {
            (first.len_utf8(), !first.is_whitespace())
        };
        if is_token {
            tokens.push(&rest[..length]);
        }
        rest = &rest[length..];
    }
    tokens
}

fn block_comment(rest: &str) -> usize {
    let (mut at, mut depth) = (0, 0);
    loop {
        match rest[at..].get(..2) {
            Some("/*") => (at, depth) = (at + 2, depth + 1),
            Some("*/") => (at, depth) = (at + 2, depth - 1),
            _ => at += rest[at..].chars().next().map_or(0, char::len_utf8),
        }
        if depth == 0 || at >= rest.len() {
            return at;
        }
    }
}

fn raw_string(rest: &str) -> Option<usize> {
    let prefix = ["r", "br", "cr"].into_iter().find(|prefix| {
        rest.strip_prefix(prefix).is_some_and(|rest| rest.trim_start_matches('#').starts_with('"'))
    })?;
    let hashes = rest[prefix.len()..].bytes().take_while(|&byte| byte == b'#').count();
    let start = prefix.len() + hashes + 1;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(rest[start..].find(&end).map_or(rest.len(), |length| start + length + end.len()))
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if c == quote && !is_escaped {
            return at + c.len_utf8();
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    rest.len()
}

fn character_or_lifetime(rest: &str) -> usize {
    let mut following = rest.chars().skip(1);
    match (following.next(), following.next()) {
        (Some('\\'), _) | (_, Some('\'')) => quoted(rest, '\''),
        _ => 1,
    }
}

/// The tokens without items under `#[cfg(test)]`, and the names of modules in files so marked.
fn without_tests<'a>(tokens: &[&'a str]) -> (Vec<&'a str>, Vec<&'a str>) {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut modules, mut at) = (Vec::new(), Vec::new(), 0);
    while at < tokens.len() {
        if !tokens[at..].starts_with(&MARK) {
            kept.push(tokens[at]);
            at += 1;
            continue;
        }
        let end = at + MARK.len() + item_length(&tokens[at + MARK.len()..]);
        if let [.., "mod", name, ";"] = tokens[at..end] {
            modules.push(name);
        }
        at = end;
    }
    (kept, modules)
}

fn item_length(tokens: &[&str]) -> usize {
    let mut depth = 0_i32;
    for (at, token) in tokens.iter().enumerate() {
        match *token {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 && matches!(*token, ";" | "}") {
            return at + 1;
        }
    }
    tokens.len()
}

fn paths(tokens: &[&str]) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let next = tokens.get(at + 1).copied();
        if tokens[at] == "use" && next != Some("<") {
            at = use_tree(tokens, at + 1, &[], &mut paths);
        } else if is_name(tokens[at]) && next == Some("::") {
            let mut path = vec![tokens[at].to_owned()];
            while let [_, "::", name, ..] = tokens[at..]
                && is_name(name)
            {
                path.push(name.to_owned());
                at += 2;
            }
            paths.push(path);
            at += 1;
        } else {
            at += 1;
        }
    }
    paths
}

fn use_tree(
    tokens: &[&str],
    start: usize,
    prefix: &[String],
    paths: &mut Vec<Vec<String>>,
) -> usize {
    let (mut at, mut path) = (start, prefix.to_vec());
    loop {
        match tokens.get(at).copied().unwrap_or(";") {
            "{" => {
                at += 1;
                while !matches!(tokens.get(at), None | Some(&"}")) {
                    at = use_tree(tokens, at, &path, paths);
                    at += usize::from(tokens.get(at) == Some(&","));
                }
                return at + 1;
            }
            "," | ";" | "}" => {
                paths.push(path);
                return at;
            }
            "as" => at += 2,
            name => {
                if is_name(name) && (name != "self" || path.is_empty()) {
                    path.push(name.to_owned());
                }
                at += 1;
            }
        }
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn absolute(module: &[String], path: &[String], modules: &[Vec<String>]) -> Vec<String> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    let is_self = path.first().is_some_and(|part| part == "self");
    let is_child =
        path.first().is_some_and(|part| modules.contains(&child(module, part)) && part != "crate");
    if ups == 0 && !is_self && !is_child {
        return path.to_vec();
    }
    let parents = &module[..module.len().saturating_sub(ups)];
    let below = &path[ups + usize::from(is_self)..];
    [&["crate".to_owned()], parents, below].concat()
}

#[test]
fn every_path_of_a_file_is_read_and_nothing_else() {
    let text = r##"
        //! crate::comment::A
        use crate::{survey::{Survey, self as s}, i18n::*};
        use super::store;
        #[derive(diesel::Queryable)]
        struct Row<'a>(&'a str, char);
        /* crate::comment::B /* nested */ crate::comment::C */
        fn f() -> crate::people::Phone { g('"', '\'', "crate::text::D", r#"" crate::text::E"#) }
        #[cfg(test)]
        mod tests { use crate::test::F; fn g() { let a = [0; 4]; } }
        #[cfg(test)]
        mod proofs;
        pub use self::ledger::Ledger;
    "##;
    let house = House::of(&[
        ("consent/flow.rs", text),
        ("consent/store.rs", ""),
        ("consent/flow/proofs.rs", "use crate::test::G;"),
    ]);
    let paths: Vec<_> = house.files[0].paths.iter().map(|path| path.join("::")).collect();
    assert_eq!(
        paths,
        [
            "crate::survey::Survey",
            "crate::survey",
            "crate::i18n",
            "crate::consent::store",
            "diesel::Queryable",
            "crate::people::Phone",
            "crate::consent::flow::ledger::Ledger",
        ]
    );
    assert_eq!(house.files.len(), 2);
}
