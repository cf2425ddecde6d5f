//! What a center does first: read off what is there, never remembered apart from it.

/// A step of the first run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The places people come to have names.
    Sites,
    /// A survey is begun in the languages people read.
    Languages,
    /// What people agree to, and all else, was read and signed in every language.
    Consent,
    /// A text went out.
    TestText,
    /// People can answer.
    Survey,
}

/// What is there already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Whether a site has a name.
    pub has_site: bool,
    /// The survey that was begun first.
    pub survey: Option<Begun>,
    /// Whether the provider has taken a text.
    pub has_texted: bool,
    /// Whether texts can go out at all.
    pub can_text: bool,
}

/// A survey that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Its short name.
    pub slug: String,
    /// How many of its languages nobody has signed.
    pub unsigned: usize,
    /// Whether people can answer it.
    pub is_published: bool,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Done.
    Done,
    /// The one thing to do now.
    Next,
    /// It comes later.
    Later,
    /// It needs settings that are made where Hearth runs.
    NeedsOperator,
}

/// The steps with where they stand; `None` once people can answer: the first run is over.
pub fn first_run(done: &Done) -> Option<Vec<(Step, Standing)>> {
    let survey = done.survey.as_ref();
    if survey.is_some_and(|survey| survey.is_published) {
        return None;
    }
    let steps = [
        (Step::Sites, done.has_site),
        (Step::Languages, survey.is_some()),
        (Step::Consent, survey.is_some_and(|survey| survey.unsigned == 0)),
        (Step::TestText, done.has_texted),
        (Step::Survey, false),
    ];
    let mut is_next_named = false;
    let stand = |(step, is_done): (Step, bool)| {
        let standing = if is_done {
            Standing::Done
        } else if step == Step::TestText && !done.can_text {
            Standing::NeedsOperator
        } else if is_next_named {
            Standing::Later
        } else {
            is_next_named = true;
            Standing::Next
        };
        (step, standing)
    };
    Some(steps.map(stand).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standings(done: &Done) -> Vec<Standing> {
        first_run(done).unwrap().into_iter().map(|(_, standing)| standing).collect()
    }

    fn begun(unsigned: usize, is_published: bool) -> Begun {
        Begun { slug: "voice".to_owned(), unsigned, is_published }
    }

    #[test]
    fn each_step_is_next_when_those_before_it_are_done() {
        use Standing::{Done as Ready, Later, Next};
        let mut done = Done { can_text: true, ..Done::default() };
        assert_eq!(standings(&done), [Next, Later, Later, Later, Later]);
        done.has_site = true;
        assert_eq!(standings(&done), [Ready, Next, Later, Later, Later]);
        done.survey = Some(begun(5, false));
        assert_eq!(standings(&done), [Ready, Ready, Next, Later, Later]);
        done.survey = Some(begun(0, false));
        assert_eq!(standings(&done), [Ready, Ready, Ready, Next, Later]);
        done.has_texted = true;
        assert_eq!(standings(&done), [Ready, Ready, Ready, Ready, Next]);
    }

    #[test]
    fn what_only_the_operator_can_set_does_not_stand_in_the_way() {
        let done = Done { has_site: true, survey: Some(begun(0, false)), ..Done::default() };
        assert_eq!(standings(&done)[3..], [Standing::NeedsOperator, Standing::Next]);
    }

    #[test]
    fn the_first_run_is_over_once_people_can_answer() {
        let done = Done { survey: Some(begun(3, true)), ..Done::default() };
        assert_eq!(first_run(&done), None);
    }
}
