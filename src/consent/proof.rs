//! Proof that something is permitted, as a value that only the consent room makes.
//!
//! Code that keeps or reads answers asks for a [`Permitted`] or a [`PermittedSet`] of the purpose
//! it serves. There is no way to one but through [`super::flow`], which reads the ledger:
//!
//! ```
//! use hearth::consent::{Answer, Permitted};
//! fn keep_answer(_proof: &Permitted<Answer>) {}
//! ```
//!
//! Making one up does not compile:
//!
//! ```compile_fail,E0451
//! use hearth::consent::{Answer, Permitted, Subject};
//! let made_up = Permitted::<Answer> {
//!     subject: Subject::Participant(1),
//!     purpose: std::marker::PhantomData,
//! };
//! ```
//!
//! Nor does proof of one purpose pass for another. This is fine:
//!
//! ```
//! use hearth::consent::{Improve, PermittedSet};
//! fn rank(_proof: &PermittedSet<Improve>) {}
//! fn publish(proof: &PermittedSet<Improve>) { rank(proof) }
//! ```
//!
//! and this is refused:
//!
//! ```compile_fail,E0308
//! use hearth::consent::{Answer, Improve, PermittedSet};
//! fn rank(_proof: &PermittedSet<Improve>) {}
//! fn publish(proof: &PermittedSet<Answer>) { rank(proof) }
//! ```

use std::collections::HashSet;
use std::marker::PhantomData;

use super::Purpose;

/// A purpose as a type, so that a proof says what it is for.
pub trait PurposeType {
    /// The purpose.
    const PURPOSE: Purpose;
}

/// Keep what I answer.
#[derive(Debug)]
pub struct Answer;
/// Text me.
#[derive(Debug)]
pub struct Text;
/// Use my answers in improvement work.
#[derive(Debug)]
pub struct Improve;
/// Quote my words without my name.
#[derive(Debug)]
pub struct Quote;

impl PurposeType for Answer {
    const PURPOSE: Purpose = Purpose::Answer;
}
impl PurposeType for Text {
    const PURPOSE: Purpose = Purpose::Text;
}
impl PurposeType for Improve {
    const PURPOSE: Purpose = Purpose::Improve;
}
impl PurposeType for Quote {
    const PURPOSE: Purpose = Purpose::Quote;
}

/// Whose consent it is: somebody known, or an anonymous response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A participant.
    Participant(i64),
    /// A response of nobody known.
    AnonymousResponse(i64),
}

impl Subject {
    /// Whose a response is: the participant's, where one is known.
    pub fn of_response(response_id: i64, participant_id: Option<i64>) -> Self {
        participant_id.map_or(Self::AnonymousResponse(response_id), Self::Participant)
    }
}

/// Proof that one subject's consent to `P` stood when it was asked for.
#[derive(Debug)]
pub struct Permitted<P: PurposeType> {
    subject: Subject,
    purpose: PhantomData<P>,
}

impl<P: PurposeType> Permitted<P> {
    pub(super) fn new(subject: Subject) -> Self {
        Self { subject, purpose: PhantomData }
    }

    /// Whose consent it is.
    pub fn subject(&self) -> Subject {
        self.subject
    }
}

/// Proof for every subject of a programme whose consent to `P` stands.
#[derive(Debug)]
pub struct PermittedSet<P: PurposeType> {
    subjects: HashSet<Subject>,
    purpose: PhantomData<P>,
}

impl<P: PurposeType> PermittedSet<P> {
    pub(super) fn new(subjects: HashSet<Subject>) -> Self {
        Self { subjects, purpose: PhantomData }
    }

    /// Whether that subject is among them.
    pub fn contains(&self, subject: Subject) -> bool {
        self.subjects.contains(&subject)
    }
}
