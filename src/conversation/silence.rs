//! Somebody who does not answer: reminded once, left to rest, and in the end taken at what they
//! said.

use chrono::{NaiveDateTime, TimeDelta};

use super::{AskedBy, Reply, State, Step};

/// How long a survey stays open with somebody who is silent; after that another may begin.
pub const OPEN_FOR: TimeDelta = TimeDelta::days(14);

/// What is due with somebody who is silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// What is open is asked once more.
    Reminder,
    /// The question rests: their next text, whatever it says, repeats it.
    Rest,
    /// The survey ends where it stands.
    End,
}

/// What is due of a conversation that last moved at that time. `sent_at` is when the text that
/// asks was sent, if it was: a wait begins when somebody may have read it.
pub(super) fn due(
    state: &State,
    moved_at: NaiveDateTime,
    sent_at: Option<NaiveDateTime>,
    wait: TimeDelta,
    now: NaiveDateTime,
) -> Option<Due> {
    if moved_at + OPEN_FOR <= now && ended(&state.step) != state.step {
        return Some(Due::End);
    }
    let asked_by = state.asked_by.as_ref()?;
    sent_at.filter(|sent_at| *sent_at + wait <= now)?;
    match &state.step {
        Step::Question(_) | Step::Consent if !asked_by.is_reminder => Some(Due::Reminder),
        Step::Question(_) => Some(Due::Rest),
        // A yes to the notice is a yes as long as the survey is open.
        _ => None,
    }
}

/// Where a conversation stands whose survey was open too long. Whatever a person has to look at
/// is still to be looked at.
pub(super) fn ended(step: &Step) -> Step {
    match step {
        Step::WhoAnswers | Step::Consent | Step::Question(_) | Step::Resting(_) => Step::Finished,
        Step::StopUnclear(before) => Step::StopUnclear(Box::new(ended(before))),
        Step::DeleteAsked(before) => Step::DeleteAsked(Box::new(ended(before))),
        Step::Held(before) => Step::Held(Box::new(ended(before))),
        Step::Disowned(before) => Step::Disowned(Box::new(ended(before))),
        Step::InHand(before) => Step::InHand(Box::new(ended(before))),
        Step::Idle | Step::Stopped(_) | Step::Finished => step.clone(),
    }
}

/// The text that is waited for after a turn, whose last reply has that token.
pub(super) fn asked_by(before: Option<AskedBy>, last: Option<(&Reply, String)>) -> Option<AskedBy> {
    match last {
        Some((Reply::Help, _)) => before,
        Some((reply, token)) if asks(reply) => Some(AskedBy { token, is_reminder: false }),
        // Nobody is reminded of a survey who was promised a person, is in danger, or gets silence.
        _ => None,
    }
}

/// Whether a text asks one person something.
pub(super) fn asks(reply: &Reply) -> bool {
    match reply {
        Reply::Consent
        | Reply::ConsentUnclear
        | Reply::Invited { .. }
        | Reply::Reminder { .. }
        | Reply::Welcome { .. }
        | Reply::Question { .. }
        | Reply::NotUnderstood { .. }
        | Reply::Needed { .. }
        | Reply::ConfirmDelete => true,
        Reply::Refused
        | Reply::Finished { .. }
        | Reply::AlreadyFinished
        | Reply::Help
        | Reply::Stopped
        | Reply::Started { .. }
        | Reply::StartedDeleted
        | Reply::Deleted
        | Reply::NotDeleted
        | Reply::Undone { .. }
        | Reply::StopUnclear
        | Reply::WhoAnswers { .. }
        | Reply::Crisis
        | Reply::WillCall
        | Reply::WillRead
        | Reply::NothingOpen => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    fn at(hours: i64) -> NaiveDateTime {
        NaiveDateTime::default() + TimeDelta::hours(hours)
    }

    fn standing(step: Step, is_reminder: bool) -> State {
        let asked_by = Some(AskedBy { token: "t".to_owned(), is_reminder });
        State { step, asked_by, ..State::new(Language::new("en")) }
    }

    fn question() -> Step {
        Step::Question("why".to_owned())
    }

    #[test]
    fn a_question_is_asked_once_more_then_rests_then_ends() {
        let wait = TimeDelta::hours(24);
        let first = |sent, now| due(&standing(question(), false), at(0), sent, wait, at(now));
        assert_eq!(first(Some(at(2)), 25), None);
        assert_eq!(first(Some(at(2)), 26), Some(Due::Reminder));
        assert_eq!(first(None, 300), None);
        let second = |now| due(&standing(question(), true), at(30), Some(at(30)), wait, at(now));
        assert_eq!((second(53), second(54)), (None, Some(Due::Rest)));
        let resting = standing(Step::Resting("why".to_owned()), true);
        let third = |now| due(&resting, at(30), Some(at(30)), wait, at(now));
        assert_eq!((third(60), third(30 + 14 * 24)), (None, Some(Due::End)));
    }

    #[test]
    fn the_consent_question_never_rests_and_nothing_that_a_person_has_to_see_is_lost() {
        let wait = TimeDelta::hours(1);
        let of = |step, is_reminder, now| {
            due(&standing(step, is_reminder), at(0), Some(at(0)), wait, at(now))
        };
        assert_eq!(of(Step::Consent, false, 1), Some(Due::Reminder));
        assert_eq!(of(Step::Consent, true, 24), None);
        assert_eq!(of(Step::Consent, true, 14 * 24), Some(Due::End));
        let held = Step::Held(Box::new(question()));
        assert_eq!(of(held.clone(), false, 24), None);
        assert_eq!(of(held.clone(), false, 14 * 24), Some(Due::End));
        assert_eq!(ended(&held), Step::Held(Box::new(Step::Finished)));
        assert_eq!(of(ended(&held), false, 15 * 24), None);
    }
}
