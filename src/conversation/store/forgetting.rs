//! A conversation forgotten. Blank rows stay: answers, and what else there is, may name them.

use diesel::prelude::*;

use super::{Held, as_json};
use crate::conversation::{State, Step};
use crate::crypto::random_token;
use crate::storage::Database;
use crate::storage::schema::{conversation, hand_text, inbound_message, takeover};

/// What is said to have been made of a text whose words are gone.
pub(super) const ERASED: &str = "erased";

/// Blanks the texts of a conversation but those, and what staff had to do with it; the provider's
/// names of the texts.
pub fn forget_texts(
    connection: &mut Database,
    conversation_id: i64,
    but: &[i64],
) -> QueryResult<Vec<String>> {
    let texts: Vec<(i64, String)> = inbound_message::table
        .filter(inbound_message::conversation_id.eq(conversation_id))
        .filter(inbound_message::reading.ne(ERASED))
        .select((inbound_message::id, inbound_message::sid))
        .load(connection)?;
    let mut sids = Vec::with_capacity(texts.len());
    for (id, sid) in texts.into_iter().filter(|(id, _)| !but.contains(id)) {
        diesel::update(inbound_message::table.find(id))
            .set((
                inbound_message::sid.eq(random_token()),
                inbound_message::sealed_body.eq(Vec::<u8>::new()),
                inbound_message::reading.eq(ERASED),
            ))
            .execute(connection)?;
        sids.push(sid);
    }
    diesel::delete(hand_text::table.filter(hand_text::conversation_id.eq(conversation_id)))
        .execute(connection)?;
    diesel::delete(takeover::table.find(conversation_id)).execute(connection)?;
    Ok(sids)
}

/// A conversation is nobody's from now on: the next text of its phone begins another.
pub fn forget(connection: &mut Database, held: &Held) -> QueryResult<()> {
    let state = State::new(held.state.language.clone());
    diesel::update(conversation::table.find(held.id))
        .set((
            conversation::phone_index.eq(random_token().into_bytes()),
            conversation::survey_version_id.eq(None::<i64>),
            conversation::response_id.eq(None::<i64>),
            conversation::state.eq(as_json(&state)),
        ))
        .execute(connection)?;
    Ok(())
}

/// A conversation goes on with another of those who share its phone, of whom nothing was asked.
pub fn pass_on(connection: &mut Database, held: &Held, participant_id: i64) -> QueryResult<()> {
    let step = match &held.state.step {
        Step::Stopped(_) => Step::Stopped(None),
        _ => Step::Idle,
    };
    let state = State { step, ..State::new(held.state.language.clone()) };
    diesel::update(conversation::table.find(held.id))
        .set((
            conversation::participant_id.eq(participant_id),
            conversation::survey_version_id.eq(None::<i64>),
            conversation::response_id.eq(None::<i64>),
            conversation::state.eq(as_json(&state)),
        ))
        .execute(connection)?;
    Ok(())
}
