//! Who would be asked, in which languages, at what cost: looked at before anything is kept.

use std::collections::HashMap;
use std::collections::btree_map::{BTreeMap, Entry};
use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::consent::Purpose;
use crate::consent::flow::{list_agreeing, permit_texts};
use crate::consent::store::list_suppressed;
use crate::conversation::flow::{OPEN_FOR, Tools, first_text, texts_to_the_end};
use crate::conversation::store as conversations;
use crate::i18n::Language;
use crate::outbox::sms::segments::segments;
use crate::outreach::{Audience, Duration, Estimate, Known, Segments, store};
use crate::people::store::sites::{Site, list_sites};
use crate::people::store::{self as people, Member, PanelLine};
use crate::response::store::list_gone_through;
use crate::services::Services;
use crate::storage::{Database, StoreError};
use crate::survey::flow::{Offered, find_offered, list_offered_slugs};

/// What is to be asked of whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The survey's slug.
    pub slug: String,
    /// The panel.
    pub panel_id: i64,
    /// Only people of this site, if one is given.
    pub site_id: Option<i64>,
    /// Only people who speak one of these, if any is given.
    pub languages: Vec<Language>,
}

/// What there is to choose from.
#[derive(Clone, Debug)]
pub struct Choices {
    /// Surveys that are offered.
    pub surveys: Vec<Offered>,
    /// Panels with how many are in them.
    pub panels: Vec<PanelLine>,
    /// Sites.
    pub sites: Vec<Site>,
}

/// What a wish comes to.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The survey.
    pub offered: Offered,
    /// What the panel is called.
    pub panel: String,
    /// What the site is called, if only its people are asked.
    pub site: Option<String>,
    /// Who can be asked, and who cannot.
    pub audience: Audience,
    /// What it costs.
    pub estimate: Estimate,
    /// How long it takes at the sender's pace.
    pub duration: Duration,
    /// The first text in each language that somebody is asked in.
    pub texts: Vec<(Language, String)>,
}

/// The surveys, panels and sites there are.
pub async fn list_choices(services: &Services) -> Result<Choices, StoreError> {
    let here = services.clone();
    services
        .store
        .read(move |connection| {
            let mut surveys = Vec::new();
            for slug in list_offered_slugs(connection)? {
                surveys.extend(find_offered(connection, &here.frozen, here.is_demo, &slug)?);
            }
            let panels = people::list_panels(connection)?;
            let sites = list_sites(connection)?;
            Ok(Choices { surveys, panels, sites })
        })
        .await
}

/// What a wish comes to now; `None` if there is no such survey or panel.
pub async fn plan(services: &Services, wish: Wish) -> Result<Option<Plan>, StoreError> {
    let (site_id, now) = (wish.site_id, services.clock.now());
    let Some(found) = look(services, wish, now).await? else { return Ok(None) };
    let Found { offered, panel, audience, .. } = found;
    let sites =
        services.store.read(|connection| Ok::<_, StoreError>(list_sites(connection)?)).await?;
    let site = sites.into_iter().find(|site| Some(site.id) == site_id);
    let (estimate, texts) = estimate(services, &offered, &audience);
    Ok(Some(Plan {
        duration: Duration::of(estimate.people(), services.config.sms_per_second),
        site: site.map(|site| site.name),
        offered,
        panel,
        audience,
        estimate,
        texts,
    }))
}

/// What is found of a wish.
pub(super) struct Found {
    /// The survey.
    pub offered: Offered,
    /// What the panel is called.
    pub panel: String,
    /// Everybody in it.
    pub members: Vec<Member>,
    /// Who can be asked, and who cannot.
    pub audience: Audience,
}

/// Looks up whom a wish reaches: who they are beside what they agreed to, both of which are long.
pub(super) async fn look(
    services: &Services,
    wish: Wish,
    now: NaiveDateTime,
) -> Result<Option<Found>, StoreError> {
    let (frozen, is_demo) = (Arc::clone(&services.frozen), services.is_demo);
    let Wish { slug, panel_id, site_id, languages } = wish;
    let store = &services.store;
    let asked = store.read(move |connection| {
        let offered = find_offered(connection, &frozen, is_demo, &slug)?;
        Ok::<_, StoreError>((offered, people::find_panel_name(connection, panel_id)?))
    });
    let (Some(offered), Some(panel)) = asked.await? else { return Ok(None) };
    let (here, there) = (Arc::clone(&offered.version), Arc::clone(&offered.version));
    let ((members, suppressed, gone_through, open), (permitted, agreed)) = tokio::try_join!(
        store.read(move |connection| {
            Ok::<_, StoreError>((
                people::list_members(connection, panel_id, site_id)?,
                list_suppressed(connection)?.into_iter().collect(),
                list_gone_through(connection, here.survey_id)?.into_iter().collect(),
                list_with_whom_open(connection, here.survey_id, now)?,
            ))
        }),
        store.read(move |connection| {
            let purposes = there.purposes.iter().copied();
            let but_texts: Vec<Purpose> = purposes.filter(|one| *one != Purpose::Text).collect();
            Ok::<_, StoreError>((
                permit_texts(connection, &there.programme)?,
                list_agreeing(connection, &there.programme, &but_texts)?,
            ))
        }),
    )?;
    let offered_in = offered.languages.iter().map(|offered| offered.language.clone()).collect();
    let known = Known { permitted, agreed, suppressed, gone_through, open, languages: offered_in };
    let audience = Audience::of(&members, &known, &languages);
    Ok(Some(Found { offered, panel, members, audience }))
}

/// With whom a survey is open, and whether it is this one.
fn list_with_whom_open(
    connection: &mut Database,
    survey_id: i64,
    now: NaiveDateTime,
) -> Result<HashMap<i64, bool>, StoreError> {
    let mut open = HashMap::new();
    let mut is_this: BTreeMap<i64, bool> = BTreeMap::new();
    for (participant, version_id, step) in
        conversations::list_moved_since(connection, now - OPEN_FOR)?
    {
        if !step.is_open() {
            continue;
        }
        let is_of_this = match is_this.entry(version_id) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(unknown) => {
                *unknown.insert(store::find_survey_of(connection, version_id)? == survey_id)
            }
        };
        open.insert(participant, is_of_this);
    }
    Ok(open)
}

/// What it costs, by the texts as they are really worded.
fn estimate(
    services: &Services,
    offered: &Offered,
    audience: &Audience,
) -> (Estimate, Vec<(Language, String)>) {
    let heard_link = services.heard_link();
    let tools = Tools::new(services, &heard_link, &[]);
    let count = |text: &str| i64::try_from(segments(text).segments).unwrap_or(i64::MAX);
    let mut texts = Vec::new();
    let mut counted = BTreeMap::new();
    let order: Vec<Language> =
        offered.languages.iter().map(|offered| offered.language.clone()).collect();
    for language in &order {
        let [consent, question] =
            [true, false].map(|is_consent| first_text(&tools, offered, language, is_consent));
        let rest = texts_to_the_end(&tools, offered, language);
        counted.insert(
            language.clone(),
            Segments {
                consent: count(&consent),
                question: count(&question),
                rest: rest.iter().map(|text| count(text)).sum(),
            },
        );
        let mut of_language = audience.recipients.iter().filter(|r| r.language == *language);
        if let Some(first) = of_language.next() {
            let most_consent = first.is_consent || of_language.any(|r| r.is_consent);
            texts.push((language.clone(), if most_consent { consent } else { question }));
        }
    }
    let people =
        audience.recipients.iter().map(|r| (&r.language, r.language != r.speaks, r.is_consent));
    let price = services.config.asking.segment_millicents;
    (Estimate::of(people, &order, &counted, price), texts)
}
