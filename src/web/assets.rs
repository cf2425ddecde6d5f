//! The two style sheets, a small one inside every page for patients, one file for the console; and
//! the console's script.

use crate::crypto::{sha256_base64, sha256_hex};

const PAGE_CSS: &str = include_str!("../../assets/page.css");
const DESK_CSS: &str = include_str!("../../assets/desk.css");
const DESK_JS: &str = include_str!("../../assets/desk.js");
const ASKING_JS: &str = include_str!("../../assets/asking.js");

/// The style sheets, made small once.
pub struct Assets {
    page_css: String,
    desk_css: String,
    desk_css_path: String,
    desk_js_path: String,
    asking_js_path: String,
    /// What a page's own style is allowed by, without allowing any other.
    style_source: String,
}

impl Assets {
    /// The style sheets that are part of the program.
    pub fn embedded() -> Self {
        let page_css = without_comments(PAGE_CSS);
        let desk_css = format!("{page_css}{}", without_comments(DESK_CSS));
        let name = &sha256_hex(desk_css.as_bytes())[..16];
        Self {
            desk_css_path: format!("/assets/desk.{name}.css"),
            desk_js_path: format!("/assets/desk.{}.js", &sha256_hex(DESK_JS.as_bytes())[..16]),
            asking_js_path: format!(
                "/assets/asking.{}.js",
                &sha256_hex(ASKING_JS.as_bytes())[..16]
            ),
            style_source: format!("'sha256-{}'", sha256_base64(page_css.as_bytes())),
            page_css,
            desk_css,
        }
    }

    /// The style that patients' pages carry inside, so that they need one request.
    pub fn page_css(&self) -> &str {
        &self.page_css
    }

    /// Where the console's style sheet is. The name changes with the content.
    pub fn desk_css_path(&self) -> &str {
        &self.desk_css_path
    }

    /// The console's style sheet.
    pub fn desk_css(&self) -> &str {
        &self.desk_css
    }

    /// Where the console's script is. The name changes with the content.
    pub fn desk_js_path(&self) -> &str {
        &self.desk_js_path
    }

    /// The console's script.
    pub fn desk_js(&self) -> &'static str {
        DESK_JS
    }

    /// Where the script of a campaign's page is. The name changes with the content.
    pub fn asking_js_path(&self) -> &str {
        &self.asking_js_path
    }

    /// The script of a campaign's page.
    pub fn asking_js(&self) -> &'static str {
        ASKING_JS
    }

    /// The content security policy's source for the inlined style.
    pub fn style_source(&self) -> &str {
        &self.style_source
    }
}

/// The style sheet without comments and line ends: it goes out with every page.
fn without_comments(css: &str) -> String {
    let mut small = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        small.push_str(&rest[..start]);
        rest = rest[start..].split_once("*/").map_or("", |(_, after)| after);
    }
    small.push_str(rest);
    small.lines().map(str::trim).collect()
}
