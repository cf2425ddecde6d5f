//! A text taken in one durable transaction.

use chrono::NaiveDateTime;

use crate::conversation::flow::{Text, Tools, take_text};
use crate::conversation::store as conversations;
use crate::conversation::{CarrierWord, HeardReaction};
use crate::crypto::Place;
use crate::i18n::Language;
use crate::people::Phone;
use crate::people::flow::know_phone;
use crate::people::store::{self as people, phone_index};
use crate::services::Services;
use crate::storage::{Database, StoreError};
use crate::{erasure, outreach};

/// The longest text taken, in characters; Twilio delivers no longer one.
const LONGEST_BODY: usize = 1600;
/// Spoken with somebody of whom nothing is known; a keyword or a language's name changes it.
const FIRST_LANGUAGE: &str = "en";

/// What rooms do about what people say: this room stands behind all of them.
const HEARD: [HeardReaction; 2] = [outreach::flow::hear, erasure::flow::hear];

/// A text as its provider hands it over.
pub struct InboundText {
    /// The provider's id: the same id is the same text.
    pub sid: String,
    /// Who sent it.
    pub from: Phone,
    /// What it says.
    pub body: String,
    /// What the carrier read in it, acted on and answered already.
    pub carrier: Option<CarrierWord>,
}

/// How a text was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is kept, and what follows from it.
    Now,
    /// It was taken before; nothing was changed.
    Before,
}

/// Takes a text. When this returns, it is on disk with everything that follows from it.
pub async fn take(services: &Services, inbound: InboundText) -> Result<Taken, StoreError> {
    let body: String = inbound.body.chars().take(LONGEST_BODY).collect();
    let place = Place { table: "inbound_message", column: "body", row: &inbound.sid };
    let sealed_body = services.keys.seal(place, &body);
    let phone_index = phone_index(&services.keys, &inbound.from);
    let at = services.clock.now();
    let services_here = services.clone();
    let place = phone_index.clone();
    let outcome: Result<_, StoreError> = services
        .store
        .write_among_others(place, move |connection| {
            let services = &services_here;
            let heard_link = services.heard_link();
            let tools = Tools::new(services, &heard_link, &HEARD);
            let text = Text {
                sid: &inbound.sid,
                phone_index: &phone_index,
                body: &body,
                sealed_body: &sealed_body,
                carrier: inbound.carrier,
                at,
            };
            let held = match conversations::lock(connection, &phone_index)? {
                Some(held) => held,
                None => begin(connection, services, &inbound.from, &phone_index, at)?,
            };
            take_text(connection, &tools, held, &text)
        })
        .await;
    let Some(reading) = outcome? else { return Ok(Taken::Before) };
    services.metrics.count_text_read(reading);
    Ok(Taken::Now)
}

/// The first text of a phone: whoever sent it becomes a participant, so that it can be answered.
fn begin(
    connection: &mut Database,
    services: &Services,
    from: &Phone,
    phone_index: &[u8],
    at: NaiveDateTime,
) -> Result<conversations::Held, StoreError> {
    let language = Language::new(FIRST_LANGUAGE);
    let (contact_point_id, participant_id) =
        know_phone(connection, &services.keys, from, &language, at)?;
    // Whom a list brought has told the center which language they speak.
    let language = people::find_language(connection, participant_id)?;
    let holder = conversations::Holder {
        phone_index,
        participant_id,
        contact_point_id,
        language: &language,
    };
    conversations::lock_or_begin(connection, &holder, at)
}
