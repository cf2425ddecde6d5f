//! The loop that asks: takes invitations just ahead of the sender's pace, so that a pause, a STOP,
//! the hours and the person's language are judged when a text is really about to go.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{NaiveDateTime, TimeDelta};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::calls::flow::note_asked_anew;
use crate::conversation::flow::{Invitation, Invited, Tools, invite};
use crate::outbox::store::count_queued_bulk;
use crate::outreach::InvitationState;
use crate::outreach::store::{self, Due};
use crate::people::Hours;
use crate::people::store::{MemberPhone, find_language, list_phones};
use crate::services::Services;
use crate::storage::{Database, QueryError, StoreError};

/// How long the loop rests when it has done what there was.
const REST: Duration = Duration::from_millis(500);
/// For how many seconds of the sender's pace texts wait in the outbox.
const AHEAD_SECONDS: f64 = 3.0;
/// How many people are asked side by side: each in a transaction of its own, which on SQLite share
/// a commit with each other and with what comes in meanwhile.
const AT_ONCE: usize = 32;
/// How long somebody waits who has another survey open, until it is looked at again.
const BUSY_FOR: TimeDelta = TimeDelta::minutes(10);
/// How long an invitation waits that could not be read.
const UNREADABLE_FOR: TimeDelta = TimeDelta::hours(1);

/// Asks people until told to stop.
#[derive(Clone)]
pub struct Worker {
    /// Services.
    pub services: Services,
}

impl Worker {
    /// Runs until `stop` turns true.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            if let Err(error) = self.ask_due().await {
                tracing::error!(%error, "people could not be asked");
            }
            tokio::select! {
                () = tokio::time::sleep(REST) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Asks those whose turn it is, as many as the outbox has room for; returns how many.
    pub async fn ask_due(&self) -> Result<usize, StoreError> {
        let now = self.services.clock.now();
        let open = self
            .services
            .store
            .read(move |connection| Ok::<_, StoreError>(store::list_open(connection, now)?))
            .await?;
        if open.iter().any(|campaign| campaign.is_due || campaign.is_over) {
            self.services
                .store
                .write(move |connection| {
                    store::begin_due(connection, now)?;
                    Ok::<_, StoreError>(store::expire(connection, now)?)
                })
                .await?;
        }
        let mut asked = 0;
        for campaign in open.into_iter().filter(|campaign| campaign.is_sending || campaign.is_due) {
            asked += self.ask_of(campaign.id, campaign.version_id).await?;
        }
        Ok(asked)
    }

    async fn ask_of(&self, campaign_id: i64, version_id: i64) -> Result<usize, StoreError> {
        let mut asked = 0;
        loop {
            // A long send goes on into the evening.
            let now = self.services.clock.now();
            let room = self.room();
            let (due, phones) = self
                .services
                .store
                .read(move |connection| {
                    let room = room - count_queued_bulk(connection, now)?;
                    let most = room.min(i64::try_from(AT_ONCE).unwrap_or(i64::MAX));
                    if most <= 0 {
                        return Ok::<_, StoreError>((None, Vec::new()));
                    }
                    let due = store::list_due(connection, campaign_id, now, most)?;
                    let ids: Vec<i64> = due.iter().map(|due| due.contact_point_id).collect();
                    let phones = list_phones(connection, &ids)?;
                    Ok((Some(due), phones))
                })
                .await?;
            let Some(due) = due else { return Ok(asked) };
            if due.is_empty() {
                self.services
                    .store
                    .write(move |connection| {
                        Ok::<_, StoreError>(store::finish_if_done(connection, campaign_id)?)
                    })
                    .await?;
                return Ok(asked);
            }
            asked += self.ask_these(due, phones, version_id, now).await?;
        }
    }

    /// How many texts may wait in the outbox.
    fn room(&self) -> i64 {
        #[expect(clippy::cast_possible_truncation, reason = "some seconds of the sender's pace")]
        let room = (self.services.config.sms_per_second * AHEAD_SECONDS).ceil() as i64;
        room
    }

    /// Asks these where it is day, and lets the others wait for it.
    async fn ask_these(
        &self,
        due: Vec<Due>,
        phones: Vec<MemberPhone>,
        version_id: i64,
        now: NaiveDateTime,
    ) -> Result<usize, StoreError> {
        let phones: BTreeMap<i64, MemberPhone> =
            phones.into_iter().map(|phone| (phone.contact_point_id, phone)).collect();
        let mut hours = Hours::new(self.services.config.asking, now);
        let mut later: BTreeMap<NaiveDateTime, Vec<i64>> = BTreeMap::new();
        let mut under_way = JoinSet::new();
        let mut unusable = Vec::new();
        for due in due {
            let phone = phones.get(&due.contact_point_id);
            if phone.is_some_and(MemberPhone::is_blank) {
                unusable.push(due.id);
                continue;
            }
            let Some((phone, number)) =
                phone.and_then(|phone| Some((phone, phone.open(&self.services.keys).ok()?)))
            else {
                tracing::error!(invitation = due.id, "the number of an invitation cannot be read");
                later.entry(now + UNREADABLE_FOR).or_default().push(due.id);
                continue;
            };
            let window = hours.of(&number);
            if !window.is_open(now) {
                later.entry(window.opens_at).or_default().push(due.id);
                continue;
            }
            let turn = Turn {
                id: due.id,
                participant_id: due.participant_id,
                contact_point_id: due.contact_point_id,
                phone_index: phone.index.clone(),
                lost_text: due.lost_text,
                is_unusable: phone.is_unusable,
                version_id,
                not_after: window.closes_at,
                now,
            };
            under_way.spawn(take_turn(self.services.clone(), turn));
        }
        if !later.is_empty() || !unusable.is_empty() {
            self.services
                .store
                .write(move |connection| {
                    for id in unusable {
                        store::mark_ended(connection, id, InvitationState::Unusable)?;
                    }
                    for (due_at, ids) in &later {
                        store::postpone(connection, ids, *due_at)?;
                    }
                    Ok::<_, StoreError>(())
                })
                .await?;
        }
        let mut asked = 0;
        let mut failed = None;
        for outcome in under_way.join_all().await {
            match outcome {
                Ok(is_asked) => asked += usize::from(is_asked),
                Err(error) => failed = Some(error),
            }
        }
        // Whose turn failed keeps it; the others have had theirs.
        failed.map_or(Ok(asked), Err)
    }
}

/// One person whose turn it is.
struct Turn {
    id: i64,
    participant_id: i64,
    contact_point_id: i64,
    phone_index: Vec<u8>,
    lost_text: Option<String>,
    is_unusable: bool,
    version_id: i64,
    not_after: NaiveDateTime,
    now: NaiveDateTime,
}

/// Why a turn was taken back, with all it would have written.
enum Undone {
    /// Another node took it, or the campaign was paused meanwhile.
    Passed,
    Store(StoreError),
}

impl From<StoreError> for Undone {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<QueryError> for Undone {
    fn from(error: QueryError) -> Self {
        Self::Store(error.into())
    }
}

/// Asks one person; whether they were asked. One whose rows cannot be read waits, and holds up
/// nobody behind.
async fn take_turn(services: Services, turn: Turn) -> Result<bool, StoreError> {
    let (id, later) = (turn.id, turn.now + UNREADABLE_FOR);
    let here = services.clone();
    let outcome = services.store.write(move |connection| ask(connection, &here, &turn)).await;
    match outcome {
        Ok(is_asked) => Ok(is_asked),
        Err(Undone::Passed) => Ok(false),
        Err(Undone::Store(error @ StoreError::Inconsistent { .. })) => {
            tracing::error!(%error, invitation = id, "somebody could not be asked");
            services
                .store
                .write(move |connection| Ok(store::postpone(connection, &[id], later)?))
                .await
                .map(|()| false)
        }
        Err(Undone::Store(error)) => Err(error),
    }
}

fn ask(connection: &mut Database, services: &Services, turn: &Turn) -> Result<bool, Undone> {
    let language = find_language(connection, turn.participant_id)?;
    let heard_link = services.heard_link();
    let tools = Tools::new(services, &heard_link, &[]);
    let invitation = Invitation {
        participant_id: turn.participant_id,
        contact_point_id: turn.contact_point_id,
        phone_index: &turn.phone_index,
        lost_text: turn.lost_text.as_deref(),
        language: &language,
        version_id: turn.version_id,
        not_after: turn.not_after,
        at: turn.now,
    };
    let ended = if turn.is_unusable {
        InvitationState::Unusable
    } else {
        match invite(connection, &tools, &invitation)? {
            Invited::Asked { text_token, is_consent, language } => {
                let opened_with = if is_consent { "consent" } else { "question" };
                let asked = (text_token.as_str(), opened_with, &language);
                // The conversation is held by now, so that two nodes come here one by one.
                if !store::mark_asked(connection, turn.id, asked, turn.now)? {
                    return Err(Undone::Passed);
                }
                if let Some(lost) = &turn.lost_text {
                    note_asked_anew(connection, lost, turn.now)?;
                }
                return Ok(true);
            }
            Invited::Busy => {
                store::postpone(connection, &[turn.id], turn.now + BUSY_FOR)?;
                return Ok(false);
            }
            Invited::NoTexts => InvitationState::OptedOut,
            Invited::NotConsented => InvitationState::NotConsented,
            Invited::Before => InvitationState::Before,
        }
    };
    store::mark_ended(connection, turn.id, ended)?;
    Ok(false)
}
