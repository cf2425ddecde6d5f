//! The interface's texts: the same in every language, all there, none left over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser::parse;

/// The places of each text, by the text's id.
type Texts = BTreeMap<String, BTreeSet<String>>;
/// What says a text in code, or hands its id on to what does.
const SPEAKERS: [&str; 6] = [".web(", ".sms(", ".say(", ".say_with(", ".try_web(", "say("];

fn list_files(folder: &Path, ending: &str, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("the sources can be read") {
        let path = entry.expect("the sources can be read").path();
        if path.is_dir() {
            list_files(&path, ending, into);
        } else if path.extension().is_some_and(|found| found == ending) {
            into.push(fs::read_to_string(path).expect("the sources can be read"));
        }
    }
}

fn sources(folder: &str, ending: &str) -> Vec<String> {
    let mut files = Vec::new();
    list_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ending, &mut files);
    files
}

/// The texts of each language that has an interface.
fn languages() -> BTreeMap<String, Texts> {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let mut languages = BTreeMap::new();
    for folder in fs::read_dir(locales).expect("the sources can be read") {
        let folder = folder.expect("the sources can be read");
        let mut files = Vec::new();
        list_files(&folder.path(), "ftl", &mut files);
        let tag = folder.file_name().to_string_lossy().into_owned();
        let mut texts = Texts::new();
        for file in &files {
            let resource = parse(file.as_str()).unwrap_or_else(|_| panic!("{tag} does not parse"));
            for entry in resource.body {
                let Entry::Message(message) = entry else { continue };
                let mut places = BTreeSet::new();
                collect_places(&message.value.expect("a text says something"), &mut places);
                let before = texts.insert(message.id.name.to_owned(), places);
                assert_eq!(before, None, "{tag}: {} stands twice", message.id.name);
            }
        }
        if !files.is_empty() {
            languages.insert(tag, texts);
        }
    }
    languages
}

fn collect_places(pattern: &Pattern<&str>, places: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_of_expression(expression, places);
        }
    }
}

fn collect_of_expression(expression: &Expression<&str>, places: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => collect_of_inline(inline, places),
        Expression::Select { selector, variants } => {
            collect_of_inline(selector, places);
            for variant in variants {
                let name = match &variant.key {
                    VariantKey::Identifier { name } => name,
                    VariantKey::NumberLiteral { value } => value,
                };
                // Where a language's plurals are not known, only this one is ever said.
                assert!(!variant.default || *name == "other", "the default is called {name}");
                collect_places(&variant.value, places);
            }
        }
    }
}

fn collect_of_inline(inline: &InlineExpression<&str>, places: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            places.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => collect_of_expression(expression, places),
        _ => {}
    }
}

/// The ids that templates and code ask for, as far as they stand beside what says them.
fn asked_for() -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for template in sources("templates", "hbs") {
        for start in ["{{t \"", "(t \""] {
            let after = template.split(start).skip(1).filter_map(|rest| rest.split_once('"'));
            ids.extend(after.map(|(id, _)| id.to_owned()));
        }
    }
    for code in sources("src", "rs") {
        for rest in SPEAKERS.iter().flat_map(|speaker| code.split(speaker).skip(1)) {
            let call = rest.split([')', ';', '[']).next().unwrap_or_default();
            let literal = call.split('"').nth(1).unwrap_or_default();
            if literal.contains('-') && !literal.contains(' ') {
                ids.insert(literal.to_owned());
            }
        }
    }
    ids
}

#[test]
fn every_language_says_the_same_texts_with_the_same_places() {
    let languages = languages();
    assert!(languages.len() >= 6);
    let source = &languages["en"];
    for (tag, texts) in &languages {
        for (id, places) in source {
            assert_eq!(texts.get(id), Some(places), "{id} in {tag}");
        }
        let extra: Vec<_> = texts.keys().filter(|id| !source.contains_key(*id)).collect();
        assert!(extra.is_empty(), "{tag} has texts that English lacks: {extra:?}");
    }
}

#[test]
fn every_text_asked_for_is_there_and_none_is_left_over() {
    let texts = &languages()["en"];
    let asked = asked_for();
    assert!(asked.len() > 50, "the ids in use were not found");
    let missing: Vec<_> = asked.iter().filter(|id| !texts.contains_key(*id)).collect();
    assert!(missing.is_empty(), "asked for, but not there: {missing:?}");
    let everything = [sources("templates", "hbs"), sources("src", "rs")].concat().concat();
    let unused: Vec<_> =
        texts.keys().filter(|id| !everything.contains(&format!("\"{id}\""))).collect();
    assert!(unused.is_empty(), "there, but never said: {unused:?}");
}
