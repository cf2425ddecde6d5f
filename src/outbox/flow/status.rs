//! What the provider says of a text, and what each of its codes asks for.

use chrono::NaiveDateTime;

use crate::outbox::sms::delivery::{advances, waits_before_tries};
use crate::outbox::sms::{DeliveryStatus, ErrorAction};
use crate::outbox::store::{self, Standing};
use crate::outbox::{HeardOf, MessageState, OptedOut, Reactions, SenderRefused, Undelivered};
use crate::services::Services;
use crate::storage::{Database, StoreError};

/// Takes a status callback. Repeated and out of order, it moves a message only forward.
///
/// Returns false if no message has that token.
pub async fn take_status(
    services: &Services,
    reactions: &Reactions,
    token: &str,
    sid: &str,
    status: DeliveryStatus,
    code: Option<u32>,
) -> Result<bool, StoreError> {
    let (token, sid) = (token.to_owned(), sid.to_owned());
    let consequence = Consequence::of(services, reactions, code);
    services
        .store
        .write(move |connection| {
            let is_news = |standing: &Standing| {
                advances(standing.delivery_status.as_deref().and_then(DeliveryStatus::find), status)
            };
            let Some(standing) = store::find_by_token(connection, &token)? else {
                return Ok(false);
            };
            if !is_news(&standing) {
                return Ok(true);
            }
            // The conversation before the message, as a STOP takes hold of them.
            consequence.act_on(connection, standing.contact_point_id)?;
            let Some(held) = store::lock_by_token(connection, &token)?.filter(is_news) else {
                return Ok(true);
            };
            let code = code.map(i64::from);
            store::update_delivery(connection, held.id, &sid, status.as_str(), code)?;
            consequence.act_after(connection, held.contact_point_id, &token)?;
            if status.is_lost() {
                consequence.tell_undelivered(connection, held.id, held.contact_point_id, false)?;
            } else if held.state == MessageState::Unknown.name() {
                consequence.tell_heard_of(connection, held.id)?;
            }
            Ok(true)
        })
        .await
}

/// What an error code asks for, done in the transaction that keeps the code: a report is not
/// acted on again, so one that was kept without its consequence would be lost.
pub(super) struct Consequence {
    code: Option<u32>,
    services: Services,
    reactions: Reactions,
    at: NaiveDateTime,
}

impl Consequence {
    pub(super) fn of(services: &Services, reactions: &Reactions, code: Option<u32>) -> Self {
        Self {
            code,
            services: services.clone(),
            reactions: reactions.clone(),
            at: services.clock.now(),
        }
    }

    /// Does what the code asks for before the message itself is held.
    pub(super) fn act_on(
        &self,
        connection: &mut Database,
        contact_point_id: i64,
    ) -> Result<(), StoreError> {
        let Some(code) = self.code else { return Ok(()) };
        let Reactions { opted_out, hold_contact, .. } = &self.reactions;
        match ErrorAction::for_code(code) {
            ErrorAction::OptedOut => {
                let fact = OptedOut { contact_point_id, at: self.at };
                opted_out.iter().try_for_each(|react| react(connection, &self.services.keys, &fact))
            }
            ErrorAction::NumberUnusable => {
                Ok(store::mark_unusable(connection, contact_point_id, self.at)?)
            }
            _ if !waits_before_tries(code).is_empty() => {
                hold_contact.iter().try_for_each(|hold| hold(connection, contact_point_id))
            }
            _ => Ok(()),
        }
    }

    /// Does what the code asks for when it stands with its message.
    pub(super) fn act_after(
        &self,
        connection: &mut Database,
        contact_point_id: i64,
        token: &str,
    ) -> Result<(), StoreError> {
        let refused = |code: &u32| ErrorAction::for_code(*code) == ErrorAction::HaltCampaign;
        let Some(code) = self.code.filter(refused) else { return Ok(()) };
        let (token, at) = (token.to_owned(), self.at);
        let fact = SenderRefused { token, contact_point_id, code, at };
        self.reactions.sender_refused.iter().try_for_each(|react| react(connection, &fact))
    }

    /// Tells the rooms of a text that did not arrive.
    pub(super) fn tell_undelivered(
        &self,
        connection: &mut Database,
        message_id: i64,
        contact_point_id: i64,
        may_have_arrived: bool,
    ) -> Result<(), StoreError> {
        let (code, at) = (self.code, self.at);
        let fact = Undelivered { message_id, contact_point_id, may_have_arrived, code, at };
        self.reactions.tell_undelivered(connection, &self.services, &fact)
    }

    fn tell_heard_of(&self, connection: &mut Database, message_id: i64) -> Result<(), StoreError> {
        let fact = HeardOf { message_id, at: self.at };
        self.reactions.heard_of.iter().try_for_each(|react| react(connection, &fact))
    }
}
