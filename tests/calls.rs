//! What needs a person comes onto the call list by its real way, and is settled once.
#![expect(clippy::unwrap_used, reason = "a test may fail wherever it is surprised")]

mod support;
#[path = "support/phone.rs"]
mod phone;
#[path = "support/signing_in.rs"]
mod signing_in;
#[path = "calls/again.rs"]
mod again;
#[path = "calls/arriving.rs"]
mod arriving;
#[path = "calls/console.rs"]
mod console;
#[path = "calls/deciding.rs"]
mod deciding;
#[path = "calls/listening.rs"]
mod listening;
#[path = "calls/offering.rs"]
mod offering;
#[path = "support/opened.rs"]
mod opened;
#[path = "window/taking_over.rs"]
mod taking_over;
#[path = "window/console.rs"]
mod window;

use std::sync::Arc;

use diesel::prelude::*;
use hearth::app::{call_dialogue, outbox_reactions};
use hearth::calls::flow::{Act, ActFault, act};
use hearth::calls::store::{Entry, find};
use hearth::calls::{Action, Kind};
use hearth::i18n::Language;
use hearth::outbox::flow::take_status;
use hearth::outbox::sms::DeliveryStatus;
use hearth::services::Services;
use hearth::staff::flow::add_account_now;
use hearth::staff::{Email, Password, Role, SignedIn};
use hearth::storage::schema::{
    audit_event, call_entry, consent_event, outbox_message, suppression,
};
use phone::{Phone, Town};
use support::Place;

const PASSWORD: &str = "three quiet herons";

/// A town on each engine.
async fn towns(name: &str) -> Vec<(Place, Arc<Town>)> {
    let mut towns = Vec::new();
    for (place, store) in support::stores(name) {
        towns.push((place, Town::new(&store).await));
    }
    towns
}

fn add_account(services: &Services, name: &str, role: Role) -> SignedIn {
    let email = Email::parse(&format!("{name}@example.org")).unwrap();
    let password = Password::parse(PASSWORD.to_owned().into()).unwrap();
    let language = Language::new("en");
    let account_id = add_account_now(services, &email, &password, role, language.clone()).unwrap();
    SignedIn { account_id, role, language, csrf_token: String::new() }
}

impl Town {
    /// Every entry there ever was, oldest first.
    fn entries(&self) -> Vec<Entry> {
        self.read(|c| {
            let ids: Vec<i64> =
                call_entry::table.order(call_entry::id).select(call_entry::id).load(c)?;
            ids.into_iter().map(|id| Ok(find(c, id)?.unwrap())).collect()
        })
    }

    /// Kinds of the entries that a person is to look at now.
    fn open_now(&self) -> Vec<Kind> {
        let now = self.services.clock.now();
        let open = self.read(|c| hearth::calls::store::list_open(c, now, 100));
        open.into_iter().map(|entry| entry.kind).collect()
    }

    /// The one entry of that kind that is open.
    fn open_entry(&self, kind: Kind) -> Entry {
        let mut open = self.entries();
        open.retain(|entry| entry.kind == kind && entry.closed.is_none());
        assert_eq!(open.len(), 1, "{kind:?}: {open:?}");
        open.remove(0)
    }

    /// Does something about an entry as it stands.
    async fn acts(&self, by: &SignedIn, entry: &Entry, action: Action) -> Result<(), ActFault> {
        let what = Act {
            id: entry.id,
            action,
            times_seen: entry.times,
            tries_seen: entry.tries,
            request_id: "r".to_owned(),
        };
        act(&self.services, call_dialogue(), by, what).await
    }

    /// What staff did to the list, in order: action and record.
    fn trail(&self) -> Vec<(String, String)> {
        self.read(|c| {
            Ok(audit_event::table
                .filter(audit_event::action.like("call_%"))
                .order(audit_event::id)
                .select((audit_event::action, audit_event::record))
                .load(c)?)
        })
    }
}

impl Phone {
    /// Why nothing is sent to this phone, if nothing is.
    fn suppression(&self) -> Option<String> {
        let row = |c: &mut hearth::storage::Database| {
            let found = suppression::table.find(self.index()).select(suppression::reason);
            Ok(found.first(c).optional()?)
        };
        self.town.read(row)
    }

    /// Withdrawals of `text`: method and actor.
    fn withdrawals(&self) -> Vec<(String, String)> {
        self.town.read(|c| {
            Ok(consent_event::table
                .filter(consent_event::contact_index.eq(self.index()))
                .filter(
                    consent_event::purpose.eq("text").and(consent_event::action.eq("withdrawn")),
                )
                .order(consent_event::id)
                .select((consent_event::method, consent_event::actor))
                .load(c)?)
        })
    }

    /// States of the texts written to this phone, oldest first.
    fn outbox(&self) -> Vec<String> {
        let (contact_point_id, _) = self.ids();
        self.town.read(|c| {
            Ok(outbox_message::table
                .filter(outbox_message::contact_point_id.eq(contact_point_id))
                .order(outbox_message::id)
                .select(outbox_message::state)
                .load(c)?)
        })
    }

    /// The token of the last text written to this phone.
    fn last_token(&self) -> String {
        let (contact_point_id, _) = self.ids();
        self.town.read(|c| {
            Ok(outbox_message::table
                .filter(outbox_message::contact_point_id.eq(contact_point_id))
                .order(outbox_message::id.desc())
                .select(outbox_message::token)
                .first(c)?)
        })
    }

    /// The provider reports on the last text written to this phone.
    async fn reported(&self, status: DeliveryStatus, code: Option<u32>) {
        self.reported_of(&self.last_token(), status, code).await;
    }

    /// The provider reports on the text of that token.
    async fn reported_of(&self, token: &str, status: DeliveryStatus, code: Option<u32>) {
        let reactions = outbox_reactions();
        take_status(&self.town.services, &reactions, token, "SM1", status, code).await.unwrap();
    }

    /// The last text written to this phone does not reach it, nor does any other try.
    async fn never_reached(&self) {
        for _ in 0..3 {
            self.reported(DeliveryStatus::Undelivered, Some(30003)).await;
            self.town.clock.advance(chrono::TimeDelta::hours(6));
            self.hears().await;
        }
    }
}
