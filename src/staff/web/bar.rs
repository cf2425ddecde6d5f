//! What stands around every page of the console: where one can go, who is signed in, what was just
//! done, and what is wrong.
//!
//! A new page needs a variant of [`Desk`] and a row of [`PAGES`], and nothing else: whom it is open
//! to stands in the table of routes.

use serde::Serialize;

use crate::staff::access::{is_console, rows};
use crate::staff::{Role, SignedIn};

/// The pages the navigation leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// How is it going?
    Home,
    /// Who needs us now?
    Calls,
    /// How does each talk by text stand?
    Conversations,
    /// Whom do we ask, and who answered?
    Asking,
    /// Whom do we know, and who may be texted?
    People,
    /// What do we ask, in which languages, and what was answered?
    Surveys,
    /// What matters most?
    Priorities,
    /// What could be a priority, and what counts as what?
    Topics,
    /// What are we doing about it?
    Backlog,
    /// What everybody may read; it stands outside the console.
    Heard,
    /// Where do people come to us?
    Sites,
    /// Whom do we serve, and how many of each?
    Population,
    /// Who works with Hearth?
    Accounts,
    /// Who did or looked at what?
    Trail,
    /// One's own account.
    Own,
}

/// What people do: the headings of the navigation, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Listen,
    Decide,
    LookAfter,
}

impl Group {
    const ALL: [Self; 3] = [Self::Listen, Self::Decide, Self::LookAfter];

    fn text_id(self) -> &'static str {
        match self {
            Self::Listen => "staff-group-listen",
            Self::Decide => "staff-group-decide",
            Self::LookAfter => "staff-group-look-after",
        }
    }
}

struct Page {
    group: Group,
    desk: Desk,
    path: &'static str,
    text_id: &'static str,
}

const fn page(group: Group, desk: Desk, path: &'static str, text_id: &'static str) -> Page {
    Page { group, desk, path, text_id }
}

const PAGES: &[Page] = &[
    page(Group::Listen, Desk::Home, "/staff", "staff-nav-home"),
    page(Group::Listen, Desk::Calls, "/staff/calls", "calls-nav"),
    page(Group::Listen, Desk::Conversations, "/staff/conversations", "talks-nav"),
    page(Group::Listen, Desk::People, "/staff/people", "people-nav"),
    page(Group::Listen, Desk::Asking, "/staff/asking", "asking-nav"),
    page(Group::Listen, Desk::Surveys, "/staff/surveys", "surveys-nav"),
    page(Group::Decide, Desk::Priorities, "/staff/priorities", "staff-nav-priorities"),
    page(Group::Decide, Desk::Topics, "/staff/topics", "topics-nav"),
    page(Group::Decide, Desk::Backlog, "/staff/backlog", "staff-nav-backlog"),
    page(Group::Decide, Desk::Heard, "/heard", "staff-nav-heard"),
    page(Group::LookAfter, Desk::Sites, "/staff/sites", "sites-nav"),
    page(Group::LookAfter, Desk::Population, "/staff/population", "population-nav"),
    page(Group::LookAfter, Desk::Accounts, "/staff/accounts", "staff-nav-accounts"),
    page(Group::LookAfter, Desk::Trail, "/staff/audit", "audit-title"),
    page(Group::LookAfter, Desk::Own, "/staff/me", "own-title"),
];

/// Whether the table of routes lets that role see a page; what stands outside the console is open.
fn is_open(page: &Page, role: Role) -> bool {
    let doors = rows("GET", page.path);
    let is_let_in = || doors.iter().all(|door| door.access.lets(Some(role)));
    !is_console(page.path) || (!doors.is_empty() && is_let_in())
}

/// What stands around every page of the console.
#[derive(Serialize)]
pub struct Bar {
    csrf_token: String,
    role_id: &'static str,
    groups: Vec<GroupView>,
    flash: Option<Flash>,
    faults: Vec<Fault>,
}

#[derive(Serialize)]
struct GroupView {
    text_id: &'static str,
    links: Vec<LinkView>,
}

#[derive(Serialize)]
struct LinkView {
    to: &'static str,
    text_id: &'static str,
    is_current: bool,
}

impl Bar {
    /// The frame of that page, with the pages open to that account.
    pub fn new(signed_in: &SignedIn, current: Desk) -> Self {
        let link = |page: &Page| LinkView {
            to: page.path,
            text_id: page.text_id,
            is_current: page.desk == current,
        };
        let view = |group: Group| {
            let pages = PAGES.iter().filter(|page| page.group == group);
            let links = pages.filter(|page| is_open(page, signed_in.role)).map(link).collect();
            GroupView { text_id: group.text_id(), links }
        };
        Self {
            csrf_token: signed_in.csrf_token.clone(),
            role_id: signed_in.role.name_id(),
            groups: Group::ALL.map(view).into_iter().filter(|g| !g.links.is_empty()).collect(),
            flash: None,
            faults: Vec::new(),
        }
    }

    /// Says what was just done, if something was.
    #[must_use]
    pub fn saying(self, flash: Option<Flash>) -> Self {
        Self { flash, ..self }
    }

    /// Says what is wrong with what was sent.
    #[must_use]
    pub fn faulting(self, faults: impl IntoIterator<Item = Fault>) -> Self {
        Self { faults: faults.into_iter().collect(), ..self }
    }
}

/// What was just done, and how to go on or take it back.
#[derive(Clone, Debug, Serialize)]
pub struct Flash {
    text_id: &'static str,
    next: Option<Link>,
    undo: Option<Undo>,
}

#[derive(Clone, Debug, Serialize)]
struct Undo {
    text_id: &'static str,
    to: String,
    fields: Vec<Field>,
}

#[derive(Clone, Debug, Serialize)]
struct Field {
    name: &'static str,
    value: String,
}

impl Flash {
    /// Says the text of that id.
    pub fn new(text_id: &'static str) -> Self {
        Self { text_id, next: None, undo: None }
    }

    /// Leads on to where the next thing is done.
    #[must_use]
    pub fn leading_to(self, to: &str, text_id: &'static str) -> Self {
        Self { next: Some(Link { to: to.to_owned(), text_id }), ..self }
    }

    /// Offers to take it back: by posting these fields to that path.
    #[must_use]
    pub fn undone_by(self, to: String, fields: Vec<(&'static str, String)>) -> Self {
        let fields = fields.into_iter().map(|(name, value)| Field { name, value }).collect();
        Self { undo: Some(Undo { text_id: "staff-undo", to, fields }), ..self }
    }

    /// Calls taking it back by another name than "undo".
    #[must_use]
    pub fn calling_it(mut self, text_id: &'static str) -> Self {
        if let Some(undo) = &mut self.undo {
            undo.text_id = text_id;
        }
        self
    }
}

/// What is wrong with a form.
#[derive(Clone, Debug, Serialize)]
pub struct Fault {
    /// What is wrong, in the page's language.
    pub text: String,
    /// The id of the field it is in, if it is in one.
    pub field: Option<String>,
}

/// A page that has nothing to show yet: why, and the one next thing to do.
#[derive(Clone, Debug, Serialize)]
pub struct Empty {
    text_id: &'static str,
    next: Option<Link>,
}

#[derive(Clone, Debug, Serialize)]
struct Link {
    to: String,
    text_id: &'static str,
}

impl Empty {
    /// Says why there is nothing.
    pub fn new(text_id: &'static str) -> Self {
        Self { text_id, next: None }
    }

    /// Leads to the one next thing, where this account may do it.
    #[must_use]
    pub fn leading_to(self, may: bool, to: &str, text_id: &'static str) -> Self {
        Self { next: may.then(|| Link { to: to.to_owned(), text_id }), ..self }
    }
}

/// The ways to the rows before and after those on a page.
#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    /// Address of the page before.
    pub previous: Option<String>,
    /// Address of the page after.
    pub next: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    fn ways(role: Role) -> String {
        let language = Language::new("en");
        let signed_in = SignedIn { account_id: 1, role, language, csrf_token: String::new() };
        let bar = Bar::new(&signed_in, Desk::Home);
        let links = bar.groups.iter().flat_map(|group| &group.links);
        links.map(|link| link.to.trim_start_matches("/staff")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn everybody_is_led_to_what_is_open_to_their_role() {
        let reads = "/surveys /priorities /topics /backlog /heard";
        let listens = format!(" /calls /conversations /people /asking {reads} /sites /population");
        assert_eq!(ways(Role::Administrator), format!("{listens} /accounts /audit /me"));
        assert_eq!(ways(Role::Liaison), format!("{listens} /me"));
        assert_eq!(ways(Role::Leadership), format!(" {reads} /population /me"));
        assert_eq!(ways(Role::Analyst), format!(" {reads} /population /me"));
        assert_eq!(ways(Role::Translator), " /surveys /topics /backlog /heard /me");
        assert_eq!(
            ways(Role::PatientAdvisor),
            " /priorities /topics /backlog /heard /population /me"
        );
    }
}
