//! Where an invitation stands, as the field counts it: worked out of what is kept elsewhere, so
//! that a callback that comes twice, late or out of order cannot make it untrue.
//!
//! Source: AAPOR, Standard Definitions: final dispositions of case codes.

use super::InvitationState;
use crate::outbox::MessageState;
use crate::outbox::sms::DeliveryStatus;
use crate::response::ResponseState;

/// Where an invitation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disposition {
    /// Finished the survey.
    Completed,
    /// Ended it in the middle: what was said counts.
    Partial,
    /// In the middle of it.
    Started,
    /// Silent so far; the text arrived.
    Delivered,
    /// Silent so far; the text was handed to the provider.
    Sent,
    /// Not asked yet, or the text is on its way out.
    Queued,
    /// Silent until it was too late.
    Expired,
    /// No to the notice.
    Refused,
    /// No more texts.
    OptedOut,
    /// Not asked: consent to texts did not stand when their turn came.
    NotConsented,
    /// The text did not arrive, or the number takes none.
    Failed,
    /// Nobody knows whether the text was sent.
    Unclear,
    /// Not asked: they had answered before, or the campaign ended.
    NotAsked,
}

impl Disposition {
    /// Every disposition with its short name, in the order they are shown.
    pub const NAMES: [(Self, &'static str); 13] = [
        (Self::Completed, "completed"),
        (Self::Partial, "partial"),
        (Self::Started, "started"),
        (Self::Delivered, "delivered"),
        (Self::Sent, "sent"),
        (Self::Queued, "queued"),
        (Self::Expired, "expired"),
        (Self::Refused, "refused"),
        (Self::OptedOut, "opted_out"),
        (Self::NotConsented, "not_consented"),
        (Self::Failed, "failed"),
        (Self::Unclear, "unclear"),
        (Self::NotAsked, "not_asked"),
    ];

    /// The short name, for addresses.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find_map(|(disposition, name)| (*disposition == self).then_some(*name))
            .expect("every disposition stands in NAMES")
    }

    /// The disposition of that name.
    pub fn from_name(text: &str) -> Option<Self> {
        Self::NAMES.iter().find_map(|(disposition, name)| (*name == text).then_some(*disposition))
    }
}

/// What is known of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Where it stands with us.
    pub state: InvitationState,
    /// Where its first text stands with us.
    pub text: Option<MessageState>,
    /// What the provider said of that text last.
    pub delivery: Option<DeliveryStatus>,
    /// The person's response to the survey.
    pub response: Option<ResponseState>,
    /// Whether that response is more than the question asked: a yes to the notice, or an answer.
    pub has_begun: bool,
    /// Whether the survey is open with them no more.
    pub is_over: bool,
}

impl Standing {
    /// Where the invitation stands. What the person did comes before what became of the text: who
    /// answered has got it, whatever a carrier says.
    pub fn disposition(&self) -> Disposition {
        match self.state {
            InvitationState::Waiting => return Disposition::Queued,
            InvitationState::NotAsked | InvitationState::Before => return Disposition::NotAsked,
            InvitationState::NotConsented => return Disposition::NotConsented,
            InvitationState::Unusable => return Disposition::Failed,
            InvitationState::Asked | InvitationState::Refused | InvitationState::OptedOut => {}
        }
        let ended_early = self.is_over || self.state == InvitationState::OptedOut;
        match self.response {
            Some(ResponseState::Completed) => return Disposition::Completed,
            Some(ResponseState::Partial) if self.has_begun => return Disposition::Partial,
            Some(ResponseState::Started) if self.has_begun && ended_early => {
                return Disposition::Partial;
            }
            Some(ResponseState::Started) if self.has_begun => return Disposition::Started,
            _ => {}
        }
        match self.state {
            InvitationState::Refused => Disposition::Refused,
            InvitationState::OptedOut => Disposition::OptedOut,
            _ => self.of_text(),
        }
    }

    /// Whether a text to them went out, as far as anybody knows.
    pub fn was_texted(&self) -> bool {
        matches!(self.text, Some(MessageState::Sent | MessageState::Unknown))
            || self.delivery.is_some()
    }

    fn of_text(self) -> Disposition {
        let is_over = self.is_over;
        match (self.delivery, self.text) {
            (
                Some(
                    DeliveryStatus::Undelivered | DeliveryStatus::Failed | DeliveryStatus::Canceled,
                ),
                _,
            )
            | (None, Some(MessageState::Failed | MessageState::Cancelled)) => Disposition::Failed,
            (Some(DeliveryStatus::Delivered | DeliveryStatus::Read), _) if !is_over => {
                Disposition::Delivered
            }
            (None, Some(MessageState::Unknown)) => Disposition::Unclear,
            _ if is_over => Disposition::Expired,
            (None, Some(MessageState::Queued | MessageState::Sending)) => Disposition::Queued,
            _ => Disposition::Sent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: Standing = Standing {
        state: InvitationState::Asked,
        text: Some(MessageState::Sent),
        delivery: None,
        response: None,
        has_begun: false,
        is_over: false,
    };

    #[test]
    fn what_a_person_did_comes_before_what_became_of_the_text() {
        let failed = Standing { delivery: Some(DeliveryStatus::Undelivered), ..ASKED };
        assert_eq!(failed.disposition(), Disposition::Failed);
        let finished = Standing { response: Some(ResponseState::Completed), ..failed };
        assert_eq!(finished.disposition(), Disposition::Completed);
        let stopped = Standing { state: InvitationState::OptedOut, ..finished };
        assert_eq!(stopped.disposition(), Disposition::Completed, "who finished has finished");
    }

    #[test]
    fn a_question_asked_is_no_answer_begun() {
        let open = Standing { response: Some(ResponseState::Started), ..ASKED };
        assert_eq!(open.disposition(), Disposition::Sent);
        let begun = Standing { has_begun: true, ..open };
        assert_eq!(begun.disposition(), Disposition::Started);
        assert_eq!(Standing { is_over: true, ..begun }.disposition(), Disposition::Partial);
        assert_eq!(Standing { is_over: true, ..open }.disposition(), Disposition::Expired);
    }

    #[test]
    fn a_text_that_was_taken_is_sent_and_one_nobody_knows_of_is_unclear() {
        let text = |text| Standing { text: Some(text), ..ASKED }.disposition();
        assert_eq!(text(MessageState::Queued), Disposition::Queued);
        assert_eq!(text(MessageState::Sending), Disposition::Queued);
        assert_eq!(text(MessageState::Sent), Disposition::Sent);
        assert_eq!(text(MessageState::Unknown), Disposition::Unclear);
        assert_eq!(text(MessageState::Failed), Disposition::Failed);
        let delivered = Standing { delivery: Some(DeliveryStatus::Delivered), ..ASKED };
        assert_eq!(delivered.disposition(), Disposition::Delivered);
    }

    #[test]
    fn only_whose_text_went_out_was_asked() {
        let waiting = Standing { state: InvitationState::Waiting, text: None, ..ASKED };
        assert!(ASKED.was_texted() && !waiting.was_texted());
        for text in [MessageState::Queued, MessageState::Cancelled, MessageState::Failed] {
            assert!(!Standing { text: Some(text), ..ASKED }.was_texted(), "{text:?}");
        }
        let stopped = Standing { state: InvitationState::OptedOut, text: None, ..ASKED };
        assert!(!stopped.was_texted(), "whoever said STOP before their turn");
    }

    #[test]
    fn every_disposition_is_found_by_its_name() {
        for (disposition, name) in Disposition::NAMES {
            assert_eq!(Disposition::from_name(name), Some(disposition));
            assert_eq!(disposition.name(), name);
        }
    }
}
