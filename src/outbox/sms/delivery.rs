//! What became of a message: Twilio's statuses and error codes, and what each asks of us.
//!
//! Callbacks come out of order and more than once; a status never goes back.

use chrono::TimeDelta;

/// How far a message has come, by Twilio's words. `Sent` is not `Delivered`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeliveryStatus {
    /// Taken by a messaging service that has yet to choose a sender.
    Accepted,
    /// To be sent at a set time.
    Scheduled,
    /// Waiting for its sender.
    Queued,
    /// On its way to the carrier.
    Sending,
    /// Taken by the carrier.
    Sent,
    /// Some of its parts arrived.
    PartiallyDelivered,
    /// Arrived on the phone.
    Delivered,
    /// Did not arrive.
    Undelivered,
    /// Was never sent.
    Failed,
    /// Was called off before it was sent.
    Canceled,
    /// Was opened on the phone.
    Read,
}

impl DeliveryStatus {
    /// Every status, in the order of a message's way.
    pub const ALL: [Self; 11] = [
        Self::Accepted,
        Self::Scheduled,
        Self::Queued,
        Self::Sending,
        Self::Sent,
        Self::PartiallyDelivered,
        Self::Delivered,
        Self::Undelivered,
        Self::Failed,
        Self::Canceled,
        Self::Read,
    ];

    /// The status Twilio calls so, if it is one of a message going out.
    ///
    /// Source: <https://www.twilio.com/docs/messaging/api/message-resource#message-status-values>.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }

    /// Twilio's word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Scheduled => "scheduled",
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::PartiallyDelivered => "partially_delivered",
            Self::Delivered => "delivered",
            Self::Undelivered => "undelivered",
            Self::Failed => "failed",
            Self::Canceled => "canceled",
            Self::Read => "read",
        }
    }

    /// How far along the way it stands: 0 to 6, where 5 and 6 are the end.
    pub fn rank(self) -> u8 {
        match self {
            Self::Accepted | Self::Scheduled => 0,
            Self::Queued => 1,
            Self::Sending => 2,
            Self::Sent => 3,
            Self::PartiallyDelivered => 4,
            Self::Delivered | Self::Undelivered | Self::Failed | Self::Canceled => 5,
            Self::Read => 6,
        }
    }

    /// Whether it says that the message will not arrive.
    pub fn is_lost(self) -> bool {
        matches!(self, Self::Undelivered | Self::Failed | Self::Canceled)
    }

    /// Whether no later status but `Read` can follow.
    pub fn is_final(self) -> bool {
        self.rank() >= 5
    }
}

/// Whether a message that stands at `from` moves on when `to` is reported.
///
/// It never goes back, the first of the final statuses wins, and only what was delivered is read.
pub fn advances(from: Option<DeliveryStatus>, to: DeliveryStatus) -> bool {
    match from {
        None => true,
        Some(DeliveryStatus::Delivered) => to == DeliveryStatus::Read,
        Some(from) => !from.is_final() && to.rank() > from.rank(),
    }
}

/// What an error of the carrier or of Twilio asks of us. Nothing is done on a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorAction {
    /// The recipient opted out: record a withdrawal, never retry.
    OptedOut,
    /// The number cannot take texts: mark it unusable.
    NumberUnusable,
    /// The phone cannot be reached now: at most two more tries, hours apart.
    RetryHoursApart,
    /// It was never processed: try again later, with growing pauses.
    Later,
    /// Stop for this message and tell staff.
    TellStaff,
    /// The sender is not registered: halt the campaign and tell staff.
    HaltCampaign,
    /// A failure like any other.
    Generic,
}

impl ErrorAction {
    /// What that error code asks for.
    ///
    /// Source: <https://www.twilio.com/docs/api/errors>.
    pub fn for_code(code: u32) -> Self {
        match code {
            21610 => Self::OptedOut,
            21211 | 21614 | 30005 | 30006 => Self::NumberUnusable,
            30003 => Self::RetryHoursApart,
            30001 | 20429 => Self::Later,
            30004 | 30007 | 30008 => Self::TellStaff,
            30034 => Self::HaltCampaign,
            _ => Self::Generic,
        }
    }
}

/// How long a text waits before each further try, where a code tells of trouble that passes.
///
/// Source: `sms.md`, the table under R5.
pub fn waits_before_tries(code: u32) -> &'static [TimeDelta] {
    const UNREACHABLE: [TimeDelta; 2] = [TimeDelta::hours(3), TimeDelta::hours(6)];
    const QUEUE_FULL: [TimeDelta; 3] =
        [TimeDelta::minutes(5), TimeDelta::minutes(15), TimeDelta::minutes(60)];
    match code {
        30003 => &UNREACHABLE,
        30001 => &QUEUE_FULL,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn after(reports: &[DeliveryStatus]) -> Option<DeliveryStatus> {
        reports
            .iter()
            .fold(None, |at, &report| if advances(at, report) { Some(report) } else { at })
    }

    /// The rule told the other way round: look at the whole history at once.
    fn expected(reports: &[DeliveryStatus]) -> Option<DeliveryStatus> {
        let Some(end) = reports.iter().position(|status| status.is_final()) else {
            let furthest = reports.iter().map(|status| status.rank()).max()?;
            return reports.iter().copied().find(|status| status.rank() == furthest);
        };
        let was_read = reports[end..].contains(&DeliveryStatus::Read);
        match reports[end] {
            DeliveryStatus::Delivered if was_read => Some(DeliveryStatus::Read),
            first_final => Some(first_final),
        }
    }

    fn reports() -> impl Strategy<Value = Vec<DeliveryStatus>> {
        prop::collection::vec(prop::sample::select(DeliveryStatus::ALL.to_vec()), 0..12)
    }

    proptest! {
        #[test]
        fn the_first_final_status_decides_whatever_the_order(reports in reports()) {
            prop_assert_eq!(after(&reports), expected(&reports));
        }

        #[test]
        fn a_repeated_report_changes_nothing(reports in reports()) {
            for &again in &reports {
                let repeated = [reports.as_slice(), &[again]].concat();
                prop_assert_eq!(after(&repeated), after(&reports));
            }
        }

        #[test]
        fn one_way_to_the_end_has_one_end_in_any_order(
            end in prop::sample::select(DeliveryStatus::ALL[6..].to_vec()),
            mixed in Just(DeliveryStatus::ALL[..6].repeat(2)).prop_shuffle(),
            at in 0..=12_usize,
        ) {
            let mut reports = mixed;
            reports.insert(at, end);
            prop_assert_eq!(after(&reports), Some(end));
        }
    }

    #[test]
    fn a_delivered_message_may_still_be_read_but_not_fail() {
        use DeliveryStatus::{Delivered, Failed, Read, Sent, Undelivered};
        assert_eq!(after(&[Delivered, Failed, Sent, Read, Delivered]), Some(Read));
        assert_eq!(after(&[Sent, Undelivered, Delivered, Read]), Some(Undelivered));
        assert!(!advances(Some(Read), Delivered));
    }

    #[test]
    fn statuses_are_found_by_twilios_words_and_texts_coming_in_have_none() {
        for status in DeliveryStatus::ALL {
            assert_eq!(DeliveryStatus::find(status.as_str()), Some(status));
        }
        assert_eq!(DeliveryStatus::find("received"), None);
    }

    #[test]
    fn an_opt_out_is_no_unusable_number_and_an_unknown_code_is_no_guess() {
        assert_eq!(ErrorAction::for_code(21610), ErrorAction::OptedOut);
        assert_eq!(ErrorAction::for_code(30006), ErrorAction::NumberUnusable);
        assert_eq!(ErrorAction::for_code(30003), ErrorAction::RetryHoursApart);
        assert_eq!(ErrorAction::for_code(20429), ErrorAction::Later);
        assert_eq!(ErrorAction::for_code(30007), ErrorAction::TellStaff);
        assert_eq!(ErrorAction::for_code(30034), ErrorAction::HaltCampaign);
        assert_eq!(ErrorAction::for_code(30009), ErrorAction::Generic);
    }
}
