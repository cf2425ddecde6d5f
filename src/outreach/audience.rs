//! Who of a panel can be asked a survey, in which language, and why the others cannot.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::consent::{PermittedSet, Subject, Text};
use crate::i18n::Language;
use crate::people::store::Member;

/// Why somebody is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// They never agreed to be texted, or do not any more.
    NotConsented,
    /// Their number gets no texts: they said STOP, or may have.
    OptedOut,
    /// Texts do not reach their number, or there is none.
    Unusable,
    /// They finished this survey, are in the middle of it, or took their answers back.
    Before,
}

/// What is known of everybody, looked up at once.
pub struct Known {
    /// Who agreed to texts.
    pub permitted: PermittedSet<Text>,
    /// Who agreed to all else that the notice asks: their first text is a question.
    pub agreed: HashSet<i64>,
    /// Numbers that get no texts.
    pub suppressed: HashSet<Vec<u8>>,
    /// Who finished the survey, or took their answers back.
    pub gone_through: HashSet<i64>,
    /// With whom a survey is open: whether it is this one.
    pub open: HashMap<i64, bool>,
    /// The languages the survey is offered in, the source language first.
    pub languages: Vec<Language>,
}

/// Somebody who can be asked.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Who.
    pub participant_id: i64,
    /// Place among the panel's members.
    pub place: usize,
    /// The language they speak.
    pub speaks: Language,
    /// The language they are asked in.
    pub language: Language,
    /// Whether they are asked for consent first.
    pub is_consent: bool,
}

/// Who can be asked, and who cannot.
#[derive(Clone, Debug, Default)]
pub struct Audience {
    /// Everybody who can be asked.
    pub recipients: Vec<Recipient>,
    /// How many of them have another survey open, and are asked after it.
    pub busy: usize,
    /// How many cannot be asked, and why.
    pub obstacles: BTreeMap<Obstacle, usize>,
    /// How many people there are of each language, whether or not they can be asked.
    pub spoken: BTreeMap<Language, usize>,
}

impl Audience {
    /// Sorts the members of a panel. With `only` given, those of other languages are left out.
    pub fn of(members: &[Member], known: &Known, only: &[Language]) -> Self {
        let mut audience = Self::default();
        for (place, member) in members.iter().enumerate() {
            *audience.spoken.entry(member.language.clone()).or_default() += 1;
            if !only.is_empty() && !only.contains(&member.language) {
                continue;
            }
            if let Some(obstacle) = obstacle(member, known) {
                *audience.obstacles.entry(obstacle).or_default() += 1;
                continue;
            }
            audience.busy += usize::from(known.open.contains_key(&member.participant_id));
            let is_offered = known.languages.contains(&member.language);
            let language = if is_offered { &member.language } else { &known.languages[0] };
            audience.recipients.push(Recipient {
                participant_id: member.participant_id,
                place,
                speaks: member.language.clone(),
                language: language.clone(),
                is_consent: !known.agreed.contains(&member.participant_id),
            });
        }
        audience
    }
}

fn obstacle(member: &Member, known: &Known) -> Option<Obstacle> {
    let id = member.participant_id;
    let Some(phone) = member.phone.as_ref() else { return Some(Obstacle::Unusable) };
    if known.suppressed.contains(&phone.index) {
        Some(Obstacle::OptedOut)
    } else if known.gone_through.contains(&id) || known.open.get(&id) == Some(&true) {
        Some(Obstacle::Before)
    } else if !known.permitted.contains(Subject::Participant(id)) {
        Some(Obstacle::NotConsented)
    } else if phone.is_unusable {
        Some(Obstacle::Unusable)
    } else {
        None
    }
}
