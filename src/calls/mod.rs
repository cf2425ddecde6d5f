//! What needs a person: held opt-outs, wrong numbers, calls for help, calls asked for, and texts
//! that did not arrive.
//!
//! Pure: the kinds of entries, what may be done about each, and how each ends. An entry names the
//! text it is about; the words stay sealed where they are.

pub mod flow;
pub mod store;
pub mod web;

use chrono::TimeDelta;

use crate::outbox::MessageState;
use crate::outbox::sms::ErrorAction;
use crate::outbox::store::written::Became;

/// How long the provider has to report on a text that it may have taken.
///
/// Source: `sms.md`, R5.
pub const REPORTED_WITHIN: TimeDelta = TimeDelta::minutes(10);
/// How long somebody has to say whether they meant STOP.
pub const ANSWERED_WITHIN: TimeDelta = TimeDelta::hours(20);
/// How long an entry is put off when nobody was reached: until the next morning.
const PUT_OFF: TimeDelta = TimeDelta::hours(16);
/// The same where somebody may be in danger.
const PUT_OFF_IN_DANGER: TimeDelta = TimeDelta::minutes(30);

/// Why an entry stands on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Somebody may be in danger.
    Crisis,
    /// Words that plainly seem to mean STOP: nothing is sent until a person has read them.
    HeldOptOut,
    /// A word that may mean STOP, and no answer to the question which it is.
    UnclearOptOut,
    /// The number is said to be somebody else's.
    WrongNumber,
    /// Words of complaint, which a person must answer.
    Complaint,
    /// The person asked to be called.
    CallBack,
    /// Nothing they text is understood.
    NeedsHelp,
    /// The same text over and over: nothing is sent until a person has looked.
    Repeating,
    /// They asked for texts again, and their phone company still refuses ours.
    StartBlocked,
    /// A text of ours has not arrived, or nobody knows whether it has.
    NotDelivered,
}

impl Kind {
    /// Every kind, the most urgent first.
    pub const ALL: [Self; 10] = [
        Self::Crisis,
        Self::HeldOptOut,
        Self::UnclearOptOut,
        Self::WrongNumber,
        Self::Complaint,
        Self::CallBack,
        Self::NeedsHelp,
        Self::Repeating,
        Self::StartBlocked,
        Self::NotDelivered,
    ];
    /// Those that hold every text to the number until a person has decided.
    pub const HOLDS: [Self; 3] = [Self::HeldOptOut, Self::WrongNumber, Self::Repeating];

    /// The name in the database and in metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Crisis => "crisis",
            Self::HeldOptOut => "held_opt_out",
            Self::UnclearOptOut => "unclear_opt_out",
            Self::WrongNumber => "wrong_number",
            Self::Complaint => "complaint",
            Self::CallBack => "call_back",
            Self::NeedsHelp => "needs_help",
            Self::Repeating => "repeating",
            Self::StartBlocked => "start_blocked",
            Self::NotDelivered => "not_delivered",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its place among all kinds: the smaller is looked at first.
    pub fn urgency(self) -> i64 {
        let place = Self::ALL.iter().position(|kind| *kind == self);
        i64::try_from(place.unwrap_or_default()).unwrap_or_default()
    }

    /// How long an entry is put off when nobody was reached.
    pub fn put_off(self) -> TimeDelta {
        if self == Self::Crisis { PUT_OFF_IN_DANGER } else { PUT_OFF }
    }

    /// What settles an entry of this kind.
    pub fn actions(self) -> &'static [Action] {
        match self {
            Self::Crisis | Self::Complaint | Self::NeedsHelp | Self::StartBlocked => {
                &[Action::Called, Action::TryLater, Action::Done]
            }
            Self::Repeating => &[Action::GoOn, Action::NoMoreTexts],
            Self::HeldOptOut | Self::UnclearOptOut => &[Action::NoMoreTexts, Action::GoOn],
            Self::WrongNumber => &[Action::WrongNumber, Action::RightNumber],
            Self::CallBack => &[Action::Called, Action::TryLater],
            Self::NotDelivered => &[Action::SendAgain, Action::Unusable, Action::Done],
        }
    }
}

/// What a member of staff does about an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is mine for now.
    Take,
    /// It is for anybody again.
    Release,
    /// They want no more texts.
    NoMoreTexts,
    /// They did not mean that.
    GoOn,
    /// The number is somebody else's.
    WrongNumber,
    /// The number is theirs.
    RightNumber,
    /// Somebody spoke with them.
    Called,
    /// They could not be reached; try again later.
    TryLater,
    /// Send the same text once more.
    SendAgain,
    /// Texts do not reach this number.
    Unusable,
    /// Nothing is left to do.
    Done,
    /// It was closed by mistake.
    Undo,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 12] = [
        Self::Take,
        Self::Release,
        Self::NoMoreTexts,
        Self::GoOn,
        Self::WrongNumber,
        Self::RightNumber,
        Self::Called,
        Self::TryLater,
        Self::SendAgain,
        Self::Unusable,
        Self::Done,
        Self::Undo,
    ];

    /// The name in forms, and in the trail after `call_`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Release => "release",
            Self::NoMoreTexts => "no_more_texts",
            Self::GoOn => "go_on",
            Self::WrongNumber => "wrong_number",
            Self::RightNumber => "right_number",
            Self::Called => "called",
            Self::TryLater => "try_later",
            Self::SendAgain => "send_again",
            Self::Unusable => "unusable",
            Self::Done => "done",
            Self::Undo => "undo",
        }
    }

    /// The action of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }

    /// How it leaves an entry, if it closes it.
    pub fn outcome(self) -> Option<Outcome> {
        match self {
            Self::NoMoreTexts => Some(Outcome::NoMoreTexts),
            Self::GoOn => Some(Outcome::WentOn),
            Self::WrongNumber => Some(Outcome::WrongNumber),
            Self::RightNumber => Some(Outcome::RightNumber),
            Self::Called => Some(Outcome::Called),
            Self::SendAgain => Some(Outcome::SentAgain),
            Self::Unusable => Some(Outcome::Unusable),
            Self::Done => Some(Outcome::Done),
            Self::Take | Self::Release | Self::TryLater | Self::Undo => None,
        }
    }
}

/// How an entry ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The texts ended, by staff or by the person's own STOP.
    NoMoreTexts,
    /// The texts go on, by staff or by the person's own word.
    WentOn,
    /// The number is somebody else's.
    WrongNumber,
    /// The number is theirs.
    RightNumber,
    /// Somebody spoke with them.
    Called,
    /// The text was sent once more.
    SentAgain,
    /// The number takes no texts.
    Unusable,
    /// Nothing was left to do.
    Done,
    /// The provider reported that it had taken the text.
    Taken,
}

impl Outcome {
    const ALL: [Self; 9] = [
        Self::NoMoreTexts,
        Self::WentOn,
        Self::WrongNumber,
        Self::RightNumber,
        Self::Called,
        Self::SentAgain,
        Self::Unusable,
        Self::Done,
        Self::Taken,
    ];

    /// The name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoMoreTexts => "no_more_texts",
            Self::WentOn => "went_on",
            Self::WrongNumber => "wrong_number",
            Self::RightNumber => "right_number",
            Self::Called => "called",
            Self::SentAgain => "sent_again",
            Self::Unusable => "unusable",
            Self::Done => "done",
            Self::Taken => "taken",
        }
    }

    /// The outcome of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }

    /// Whether it can be taken back. A word on consent cannot, nor a text that went out.
    pub fn can_be_undone(self) -> bool {
        matches!(self, Self::Called | Self::Unusable | Self::Done)
    }
}

/// Why a text has not arrived, as far as we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nobody knows whether the provider took it.
    Unknown,
    /// It was never handed over: too late, or the provider was too busy for too long.
    GivenUp,
    /// The phone could not be reached.
    Unreachable,
    /// The number takes no texts.
    NoSuchNumber,
    /// The phone company would not deliver it.
    Blocked,
    /// Our own number may not send.
    Sender,
    /// They opted out with their phone company.
    OptedOut,
    /// Something else.
    Other,
}

impl Why {
    /// Reads it from what became of the text.
    pub fn of(became: &Became) -> Self {
        let code = became.error_code.and_then(|code| u32::try_from(code).ok());
        match code.map(ErrorAction::for_code) {
            Some(ErrorAction::OptedOut) => Self::OptedOut,
            Some(ErrorAction::NumberUnusable) => Self::NoSuchNumber,
            Some(ErrorAction::RetryHoursApart) => Self::Unreachable,
            Some(ErrorAction::Later) => Self::GivenUp,
            Some(ErrorAction::TellStaff) => Self::Blocked,
            Some(ErrorAction::HaltCampaign) => Self::Sender,
            None if became.state == MessageState::Unknown.name() => Self::Unknown,
            None if became.state == MessageState::Failed.name() => Self::GivenUp,
            Some(ErrorAction::Generic) | None => Self::Other,
        }
    }

    /// Whether a person may have the same text sent once more. What the phone company refuses is
    /// not tried again, and a number that takes no texts gets none.
    ///
    /// Source: `sms.md`, the table under R5.
    pub fn may_be_sent_again(self) -> bool {
        matches!(self, Self::Unknown | Self::GivenUp | Self::Unreachable | Self::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_again() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_name(kind.name()), Some(kind));
        }
        for action in Action::ALL {
            assert_eq!(Action::from_name(action.name()), Some(action));
        }
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::from_name(outcome.name()), Some(outcome));
        }
    }

    #[test]
    fn danger_comes_first_and_a_lost_text_last() {
        let mut kinds = Kind::ALL;
        kinds.sort_by_key(|kind| kind.urgency());
        assert_eq!((kinds[0], kinds[9]), (Kind::Crisis, Kind::NotDelivered));
    }

    #[test]
    fn what_touches_consent_or_a_phone_is_never_undone() {
        for kind in Kind::ALL {
            for outcome in kind.actions().iter().filter_map(|action| action.outcome()) {
                let is_final = matches!(
                    outcome,
                    Outcome::NoMoreTexts
                        | Outcome::WentOn
                        | Outcome::WrongNumber
                        | Outcome::RightNumber
                        | Outcome::SentAgain
                );
                assert_eq!(outcome.can_be_undone(), !is_final, "{outcome:?}");
            }
        }
    }

    #[test]
    fn what_the_phone_company_refuses_is_not_sent_again() {
        let became = |state: MessageState, error_code| Became {
            state: state.name().to_owned(),
            delivery_status: None,
            error_code,
        };
        for (state, code, why, may) in [
            (MessageState::Unknown, None, Why::Unknown, true),
            (MessageState::Failed, None, Why::GivenUp, true),
            (MessageState::Failed, Some(20429), Why::GivenUp, true),
            (MessageState::Sent, Some(30003), Why::Unreachable, true),
            (MessageState::Sent, Some(30009), Why::Other, true),
            (MessageState::Sent, Some(30007), Why::Blocked, false),
            (MessageState::Sent, Some(30008), Why::Blocked, false),
            (MessageState::Sent, Some(30006), Why::NoSuchNumber, false),
            (MessageState::Failed, Some(21610), Why::OptedOut, false),
            (MessageState::Sent, Some(30034), Why::Sender, false),
        ] {
            let found = Why::of(&became(state, code));
            assert_eq!((found, found.may_be_sent_again()), (why, may), "{code:?}");
        }
    }
}
