//! What was made of a text, and what became of one, in a few words.

use crate::outbox::MessageState;
use crate::outbox::sms::DeliveryStatus;
use crate::outbox::store::written::Became;

/// What Hearth made of a text, in a few words.
pub fn reading_id(reading: &str) -> &'static str {
    match reading {
        "answer" | "yes" | "no" | "skip" => "calls-read-answer",
        "stop" => "calls-read-stop",
        "stop_suspected" => "calls-read-stop-suspected",
        "stop_unclear" => "calls-read-stop-unclear",
        "wrong_number" => "calls-read-wrong-number",
        "crisis" => "calls-read-crisis",
        "call" => "calls-read-call",
        "complaint" => "calls-read-complaint",
        "repeating" => "calls-read-repeating",
        "to_person" => "talks-read-to-person",
        "not_wanted" => "calls-read-not-wanted",
        "not_understood" | "belongs_to_nothing" => "calls-read-not-understood",
        _ => "calls-read-word",
    }
}

/// What became of a text of ours, in a few words.
pub fn became_id(became: &Became) -> &'static str {
    let is = |state: MessageState| became.state == state.name();
    match became.delivery_status.as_deref().and_then(DeliveryStatus::find) {
        Some(DeliveryStatus::Delivered | DeliveryStatus::Read) => "calls-became-arrived",
        Some(status) if status.is_lost() => "calls-became-lost",
        _ if is(MessageState::Failed) => "calls-became-lost",
        _ if is(MessageState::Unknown) => "calls-became-unknown",
        _ if is(MessageState::Cancelled) => "calls-became-cancelled",
        _ if is(MessageState::Sent) => "calls-became-sent",
        _ => "calls-became-waiting",
    }
}
