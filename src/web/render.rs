//! Pages from templates: read once, from the program itself.
//!
//! Every value that a template puts on a page is escaped, what `{{t "id"}}` says included.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, RenderContext, RenderErrorReason, ScopedJson,
};
use include_dir::{Dir, include_dir};
use serde::Serialize;

use super::assets::Assets;
use crate::i18n::{I18n, Language, Value};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// How many templates one page may put in.
const MOST_INCLUSIONS: usize = 100;

/// Why a page could not be made.
#[derive(Debug, thiserror::Error)]
#[error("a page could not be made: {0}")]
pub struct RenderError(String);

/// What every page knows beside its own content.
#[derive(Serialize)]
struct Page<'a, T> {
    lang: &'a str,
    dir: &'static str,
    is_demo: bool,
    center: &'a str,
    #[serde(rename = "page_css")]
    css: &'a str,
    desk_css_path: &'a str,
    today: Option<String>,
    desk_js_path: &'a str,
    asking_js_path: &'a str,
    #[serde(flatten)]
    content: &'a T,
}

/// Makes pages.
pub struct Renderer {
    templates: Handlebars<'static>,
    assets: Assets,
    center: String,
    is_demo: bool,
}

impl Renderer {
    /// Reads the templates.
    pub fn new(i18n: Arc<I18n>, center: &str, is_demo: bool) -> Result<Self, RenderError> {
        let mut templates = Handlebars::new();
        templates.set_strict_mode(true);
        templates.register_helper("t", Box::new(Say(i18n)));
        let mut sources = BTreeMap::new();
        collect(&TEMPLATES, &mut sources);
        for (name, source) in &sources {
            templates
                .register_template_string(name, whole(&sources, source)?)
                .map_err(|error| RenderError(format!("{name}: {error}")))?;
        }
        Ok(Self { templates, assets: Assets::embedded(), center: center.to_owned(), is_demo })
    }

    /// The page of a template, such as `response/consent`, in a language.
    pub fn page<T: Serialize>(
        &self,
        template: &str,
        language: &Language,
        content: &T,
    ) -> Result<String, RenderError> {
        self.page_on(template, language, None, content)
    }

    /// The page of a template as it stands on that day, which it names when it is printed.
    pub fn page_on<T: Serialize>(
        &self,
        template: &str,
        language: &Language,
        today: Option<NaiveDate>,
        content: &T,
    ) -> Result<String, RenderError> {
        let page = Page {
            lang: language.tag(),
            dir: if language.is_right_to_left() { "rtl" } else { "ltr" },
            is_demo: self.is_demo,
            center: &self.center,
            css: self.assets.page_css(),
            desk_css_path: self.assets.desk_css_path(),
            today: today.map(|today| today.to_string()),
            desk_js_path: self.assets.desk_js_path(),
            asking_js_path: self.assets.asking_js_path(),
            content,
        };
        self.templates.render(template, &page).map_err(|error| RenderError(error.to_string()))
    }

    /// What the pages are dressed with.
    pub fn assets(&self) -> &Assets {
        &self.assets
    }
}

type Sources = BTreeMap<String, &'static str>;

fn collect(folder: &Dir<'static>, sources: &mut Sources) {
    for file in folder.files() {
        let name = file.path().with_extension("").to_string_lossy().into_owned();
        sources.insert(name, file.contents_utf8().unwrap_or_default());
    }
    folder.dirs().for_each(|folder| collect(folder, sources));
}

/// A template with its layout around it and every other template it names put in.
///
/// Handlebars would do the same for every page, and copy everything the page knows each time.
fn whole(sources: &Sources, source: &str) -> Result<String, RenderError> {
    let no_such = |name: &str| RenderError(format!("there is no template {name}"));
    let (layout, slots) =
        match source.split_once("{{#> ").and_then(|(_, rest)| rest.split_once("}}")) {
            Some((name, rest)) => (*sources.get(name).ok_or_else(|| no_such(name))?, slots(rest)),
            // A layout by itself is no page: others fill it.
            None if source.contains("{{> body}}") => ("", BTreeMap::new()),
            None => (source, BTreeMap::new()),
        };
    let mut text = layout.to_owned();
    for _ in 0..MOST_INCLUSIONS {
        let Some((before, rest)) = text.split_once("{{> ") else { return Ok(text) };
        let (name, after) = rest.split_once("}}").ok_or_else(|| no_such(rest))?;
        let included = slots.get(name).or_else(|| sources.get(name));
        text = [before, included.ok_or_else(|| no_such(name))?, after].concat();
    }
    Err(RenderError("a template puts itself in".to_owned()))
}

/// What a template puts into its layout, by name.
fn slots(source: &str) -> BTreeMap<&str, &str> {
    source
        .split("{{#*inline \"")
        .filter_map(|slot| slot.split_once("{{/inline}}")?.0.split_once("\"}}"))
        .collect()
}

/// `{{t "id" name=value}}`: the interface's text of that id in the page's language.
struct Say(Arc<I18n>);

impl HelperDef for Say {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, handlebars::RenderError> {
        let id = helper
            .param(0)
            .and_then(|param| param.value().as_str())
            .ok_or(RenderErrorReason::ParamNotFoundForIndex("t", 0))?;
        let lang = context.data().get("lang").and_then(|lang| lang.as_str()).unwrap_or_default();
        let values: Vec<(&str, Value<'_>)> = helper
            .hash()
            .iter()
            .map(|(name, value)| {
                let value = value.value();
                let said = match value.as_i64() {
                    Some(number) => Value::Number(number),
                    None => Value::Text(value.as_str().unwrap_or_default()),
                };
                (*name, said)
            })
            .collect();
        let text = self.0.web(&Language::new(lang), id, &values);
        Ok(ScopedJson::Derived(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole_of(source: &str) -> Option<String> {
        let sources = BTreeMap::from([
            ("layout/a".to_owned(), "<title>{{> title}}</title>{{> body}}"),
            ("head".to_owned(), "<h1>{{> title}}</h1>"),
            ("circle".to_owned(), "{{> circle}}"),
        ]);
        whole(&sources, source).ok()
    }

    #[test]
    fn a_page_stands_in_its_layout_with_all_it_names_put_in() {
        let title = r#"{{#*inline "title"}}T{{/inline}}"#;
        let body = r#"{{#*inline "body"}}{{> head}}{{x}}{{/inline}}"#;
        let page = whole_of(&format!("{{{{#> layout/a}}}}{title}{body}{{{{/layout/a}}}}"));
        assert_eq!(page.as_deref(), Some("<title>T</title><h1>T</h1>{{x}}"));
    }

    #[test]
    fn a_template_that_names_itself_or_none_is_refused() {
        assert_eq!(whole_of("{{> circle}}"), None);
        assert_eq!(whole_of("{{> nothing}}"), None);
        assert_eq!(whole_of("{{#> layout/none}}{{/layout/none}}"), None);
    }
}
