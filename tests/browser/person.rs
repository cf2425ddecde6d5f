//! Somebody who uses pages by taps, or by keyboard alone.

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use serde_json::json;

use super::Browser;

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const DOWN: char = '\u{e015}';

/// How somebody uses a page.
#[derive(Clone, Copy, PartialEq)]
pub enum By {
    Taps,
    Keyboard,
}

/// Somebody who uses a page in one way.
pub struct Person {
    pub browser: Browser,
    pub by: By,
}

impl Person {
    /// Follows a link or presses a button that leads to another page.
    pub async fn go_by(&self, css: &str) {
        let element = self.browser.find(css).await;
        if self.by == By::Taps {
            return self.browser.press(&element).await;
        }
        let mark = "document.documentElement.setAttribute('data-before', '')";
        self.browser.0.execute(mark, Vec::new()).await.unwrap();
        self.tab_to(css).await;
        self.strike(ENTER).await;
        self.browser.find("html:not([data-before]) body").await;
        self.browser.fits().await;
    }

    /// Ticks a box, or unticks it.
    pub async fn tick(&self, css: &str) {
        let element = self.browser.find(css).await;
        match self.by {
            By::Taps => element.click().await.unwrap(),
            By::Keyboard => {
                self.tab_to(css).await;
                self.strike(' ').await;
            }
        }
    }

    pub async fn write(&self, css: &str, words: &str) {
        let element = self.browser.find(css).await;
        if self.by == By::Keyboard {
            self.tab_to(css).await;
        }
        element.send_keys(words).await.unwrap();
    }

    /// Chooses that option of a list, counted from the one that stands there.
    pub async fn choose(&self, css: &str, option: usize) {
        if self.by == By::Taps {
            let option = format!("{css} option:nth-of-type({})", option + 1);
            return self.browser.find(&option).await.click().await.unwrap();
        }
        self.tab_to(css).await;
        for _ in 0..option {
            self.strike(DOWN).await;
        }
    }

    /// Chooses one of several of which one can be chosen.
    pub async fn pick(&self, group: &str, css: &str) {
        if self.by == By::Taps {
            return self.browser.find(css).await.click().await.unwrap();
        }
        self.tab_to(group).await;
        self.strike(' ').await;
        for _ in 0..20 {
            if self.browser.has(&format!("{css}:checked")).await {
                return;
            }
            self.strike(DOWN).await;
        }
        panic!("{css} cannot be chosen by keyboard");
    }

    /// Opens what is folded together.
    pub async fn unfold(&self, css: &str) {
        let element = self.browser.find(css).await;
        match self.by {
            By::Taps => element.click().await.unwrap(),
            By::Keyboard => {
                self.tab_to(css).await;
                self.strike(ENTER).await;
            }
        }
    }

    /// Goes to a page of the console by the menu of a narrow screen.
    pub async fn go_by_menu(&self, path: &str) {
        self.unfold("details.menu summary").await;
        self.go_by(&format!("details.menu a[href='{path}']")).await;
    }

    async fn strike(&self, key: char) {
        let keys = KeyActions::new("keys".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.browser.0.perform_actions(keys).await.unwrap();
    }

    /// Goes on from field to field until this one has the focus, which shows at each.
    pub async fn tab_to(&self, css: &str) {
        let look = "const at = document.activeElement, style = getComputedStyle(at); \
                    return [at.matches(arguments[0]), at === document.body || \
                    at.type === 'date' || parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none']";
        // In a date the parts have the focus, one by one, and show it themselves.
        for _ in 0..250 {
            let looked = self.browser.0.execute(look, vec![json!(css)]).await.unwrap();
            assert_eq!(looked[1], true, "the focus shows on the way to {css}");
            if looked[0] == true {
                return;
            }
            self.strike(TAB).await;
        }
        panic!("{css} cannot be reached by keyboard");
    }
}
