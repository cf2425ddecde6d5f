//! Pages from templates: read once, from the program itself.
//!
//! Every value that a template puts on a page is escaped, what `{{t "id"}}` says included.

use std::sync::Arc;

use handlebars::{
    Context, Handlebars, Helper, HelperDef, RenderContext, RenderErrorReason, ScopedJson,
};
use include_dir::{Dir, include_dir};
use serde::Serialize;

use super::assets::Assets;
use crate::i18n::{I18n, Language, Value};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

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
        register(&mut templates, &TEMPLATES)?;
        Ok(Self { templates, assets: Assets::embedded(), center: center.to_owned(), is_demo })
    }

    /// The page of a template, such as `response/consent`, in a language.
    pub fn page<T: Serialize>(
        &self,
        template: &str,
        language: &Language,
        content: &T,
    ) -> Result<String, RenderError> {
        let page = Page {
            lang: language.tag(),
            dir: if language.is_right_to_left() { "rtl" } else { "ltr" },
            is_demo: self.is_demo,
            center: &self.center,
            css: self.assets.page_css(),
            desk_css_path: self.assets.desk_css_path(),
            content,
        };
        self.templates.render(template, &page).map_err(|error| RenderError(error.to_string()))
    }

    /// What the pages are dressed with.
    pub fn assets(&self) -> &Assets {
        &self.assets
    }
}

fn register(templates: &mut Handlebars<'static>, folder: &Dir<'static>) -> Result<(), RenderError> {
    for file in folder.files() {
        let path = file.path().with_extension("");
        let source = file.contents_utf8().unwrap_or_default();
        templates
            .register_template_string(&path.to_string_lossy(), source)
            .map_err(|error| RenderError(error.to_string()))?;
    }
    folder.dirs().try_for_each(|folder| register(templates, folder))
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
