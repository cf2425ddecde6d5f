//! Talks by text that somebody at the center has in hand: one with a new text, one just taken.

use std::sync::Arc;

use chrono::TimeDelta;

use super::voices::phone_number;
use super::{Account, hours_ago};
use crate::cli::CommandError;
use crate::conversation::flow::look::find_of;
use crate::conversation::flow::{ByHand, take_over, write};
use crate::crypto::random_token;
use crate::i18n::Language;
use crate::inbound::flow::{InboundText, take};
use crate::outbox::sms::SmsTransport;
use crate::people::store::{find_phone, phone_index};
use crate::services::Services;
use crate::staff::{Role, SignedIn};
use crate::storage::StoreError;

/// What is said in a talk: what leads to it, what is written by hand, and what comes after that.
struct Talk {
    before: &'static [&'static str],
    by_hand: &'static str,
    after: Option<&'static str>,
}

const TALKS: [Talk; 2] = [
    Talk {
        before: &["VOICE", "1", "3 1", "skip", "Is there a person I can ask about this?"],
        by_hand: "Yes, this is a person now. What would you like to ask?",
        after: None,
    },
    Talk {
        before: &["VOZ", "1", "¿Puedo contestar por mi mamá? Ella no ve bien."],
        by_hand: "Sí, claro. Lo que cuenta es lo que ella quiere decir. Escriba cuando guste.",
        after: Some("Gracias. Ella dice que lo más difícil es llegar en autobús."),
    },
];

/// Two people whom the panel does not know write something that a person answers, hours ago.
pub async fn hold(
    services: &Services,
    transport: &Arc<dyn SmsTransport>,
    accounts: &[Account],
    first_place: usize,
) -> Result<(), CommandError> {
    let Some(account) = accounts.iter().find(|account| account.role == Role::Administrator) else {
        return Ok(());
    };
    let by = SignedIn {
        account_id: account.id,
        role: account.role,
        language: Language::new("en"),
        csrf_token: String::new(),
    };
    for ((turn, place), talk) in (1_i64..).zip(first_place..).zip(&TALKS) {
        let begun = hours_ago(services, 8 - 3 * turn);
        for ((minutes, turn), words) in (0_i64..).zip(0_usize..).zip(talk.before) {
            let then = minutes_later(&begun, minutes);
            said(&then, place, turn, words).await?;
            super::send_replies(&then, transport).await?;
        }
        let taken = minutes_later(&begun, 10);
        let Some(id) = find_talk(&taken, place).await? else { continue };
        take_over(&taken, &by, id, None, "demo".to_owned())
            .await
            .map_err(CommandError::from_display)?;
        let text = ByHand {
            id,
            form_token: random_token(),
            body: talk.by_hand.to_owned(),
            request_id: "demo".to_owned(),
        };
        write(&taken, &by, text).await.map_err(CommandError::from_display)?;
        super::send_replies(&taken, transport).await?;
        if let Some(words) = talk.after {
            said(&minutes_later(&taken, 12), place, talk.before.len(), words).await?;
        }
    }
    Ok(())
}

fn minutes_later(services: &Services, minutes: i64) -> Services {
    let at = services.clock.now() + TimeDelta::minutes(minutes);
    Services { clock: Arc::new(crate::clock::FixedClock::at(at)), ..services.clone() }
}

async fn said(
    services: &Services,
    place: usize,
    turn: usize,
    words: &str,
) -> Result<(), CommandError> {
    let Some(from) = phone_number(place) else { return Ok(()) };
    let sid = format!("SMdemotalk{place:05}{turn}");
    let text = InboundText { sid, from, body: words.to_owned(), carrier: None };
    take(services, text).await.map(|_| ()).map_err(CommandError::from_display)
}

async fn find_talk(services: &Services, place: usize) -> Result<Option<i64>, CommandError> {
    let Some(phone) = phone_number(place) else { return Ok(None) };
    let index = phone_index(&services.keys, &phone);
    let found = services
        .store
        .read(move |connection| Ok::<_, StoreError>(find_phone(connection, &index)?))
        .await
        .map_err(CommandError::from_display)?;
    let Some((contact_point_id, _)) = found else { return Ok(None) };
    find_of(services, contact_point_id).await.map_err(CommandError::from_display)
}
