//! What the database holds of a phone and the person behind it.

use std::collections::BTreeMap;

use diesel::prelude::*;
use hearth::consent::flow::permit_answer;
use hearth::conversation::CarrierWord;
use hearth::inbound::flow::Taken;
use hearth::response::store::{find_of_participant, list_given};
use hearth::storage::schema::{
    consent_event, conversation, inbound_message, outbox_message, response, suppression,
};
use hearth::survey::{Survey, Value};

use crate::phone::Phone;

impl Phone {
    /// Texts a word that the carrier has taken as STOP and answered already.
    pub async fn stops_with_the_carrier(&self, words: &str) {
        let sid = format!("SM{}c{words}", self.number);
        assert_eq!(self.texts(&sid, words, Some(CarrierWord::Stop)).await, Taken::Now);
    }

    /// What is kept of the answers, over all responses; a skip has no value.
    pub fn answers(&self) -> BTreeMap<String, Option<Value>> {
        let survey = Survey::from_toml(include_str!("../../samples/patient-voice.toml")).unwrap();
        let (_, participant_id) = self.ids();
        self.town.read(|c| {
            let versions: Vec<i64> = response::table
                .filter(response::participant_id.eq(participant_id))
                .select(response::version_id)
                .load(c)?;
            let mut all = BTreeMap::new();
            for version_id in versions {
                let row = find_of_participant(c, participant_id, version_id)?.unwrap();
                // Nothing is read, here either, of somebody who did not say yes.
                if let Some(proof) = permit_answer(c, participant_id, "patient-voice")? {
                    all.extend(list_given(c, &self.town.services.keys, &proof, &survey, &row)?);
                }
            }
            Ok(all)
        })
    }

    /// States of the responses given by this phone.
    pub fn responses(&self) -> Vec<String> {
        let (_, participant_id) = self.ids();
        self.town.read(|c| {
            Ok(response::table
                .filter(response::participant_id.eq(participant_id))
                .select(response::state)
                .load(c)?)
        })
    }

    /// Grants to be texted, in order: the programme, and whether the notice's warning was shown.
    pub fn grants_of_texts(&self) -> Vec<(String, bool)> {
        let (_, participant_id) = self.ids();
        self.town.read(|c| {
            Ok(consent_event::table
                .filter(consent_event::participant_id.eq(participant_id))
                .filter(consent_event::purpose.eq("text").and(consent_event::action.eq("granted")))
                .order(consent_event::id)
                .select((consent_event::programme, consent_event::unencrypted_risk_acknowledged))
                .load(c)?)
        })
    }

    /// Purposes withdrawn, in order: `(purpose, method, scope)`.
    pub fn withdrawals(&self) -> Vec<(String, String, String)> {
        let all = self.ledger().into_iter().filter(|(_, action, ..)| action == "withdrawn");
        all.map(|(purpose, _, method, scope)| (purpose, method, scope)).collect()
    }

    /// Why nothing is sent to this phone, if nothing is.
    pub fn suppression(&self) -> Option<String> {
        self.town.read(|c| {
            Ok(suppression::table
                .find(self.index())
                .select(suppression::reason)
                .first(c)
                .optional()?)
        })
    }

    /// How many texts are kept of its conversation.
    pub fn count_inbound(&self) -> i64 {
        self.town.read(|c| {
            Ok(inbound_message::table
                .inner_join(
                    conversation::table.on(conversation::id.eq(inbound_message::conversation_id)),
                )
                .filter(conversation::phone_index.eq(self.index()))
                .count()
                .get_result(c)?)
        })
    }

    /// Where the texts written to it stand: `(state, what the provider said)`, oldest first.
    pub fn outbox(&self) -> Vec<(String, Option<String>)> {
        let (contact_point_id, _) = self.ids();
        self.town.read(|c| {
            Ok(outbox_message::table
                .filter(outbox_message::contact_point_id.eq(contact_point_id))
                .order(outbox_message::id)
                .select((outbox_message::state, outbox_message::delivery_status))
                .load(c)?)
        })
    }
}
