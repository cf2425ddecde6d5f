//! Where a session stands, and what may happen there.

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is being prepared; nobody can join.
    Draft,
    /// People come in, and agree to be heard.
    CheckIn,
    /// They say what matters to them.
    Collecting,
    /// Statements are clarified, merged and put to topics.
    Theming,
    /// Everybody places their dots.
    Voting,
    /// Nothing is said or placed any more; the results are shown.
    Closed,
    /// Those who were there can read what came of it.
    Reported,
}

impl State {
    /// Every state, in the order in which a session goes through them.
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::CheckIn,
        Self::Collecting,
        Self::Theming,
        Self::Voting,
        Self::Closed,
        Self::Reported,
    ];

    /// The name in the database and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::CheckIn => "check_in",
            Self::Collecting => "collecting",
            Self::Theming => "theming",
            Self::Voting => "voting",
            Self::Closed => "closed",
            Self::Reported => "reported",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// What comes after it: nothing is skipped.
    pub fn next(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|state| *state == self)?;
        Self::ALL.get(at + 1).copied()
    }

    /// Where a facilitator who went on too early may go back to. Not from where the room has seen
    /// results: what is said after them is said in their light.
    pub fn back(self) -> Option<Self> {
        match self {
            Self::Collecting => Some(Self::CheckIn),
            Self::Theming => Some(Self::Collecting),
            Self::Voting => Some(Self::Theming),
            Self::Draft | Self::CheckIn | Self::Closed | Self::Reported => None,
        }
    }

    /// Whether somebody can still come in.
    pub fn takes_people(self) -> bool {
        (Self::CheckIn..=Self::Voting).contains(&self)
    }

    /// Whether something can be said.
    pub fn takes_statements(self) -> bool {
        matches!(self, Self::Collecting | Self::Theming)
    }

    /// Whether statements can be merged, and parted again.
    pub fn takes_merges(self) -> bool {
        (Self::Collecting..=Self::Voting).contains(&self)
    }

    /// Whether dots can be placed, and moved.
    pub fn takes_dots(self) -> bool {
        self == Self::Voting
    }

    /// Whether the room may see how many dots there are where, if they are hidden until the end.
    pub fn shows_results(self, are_hidden_until_closed: bool) -> bool {
        self >= Self::Closed || (self == Self::Voting && !are_hidden_until_closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_found_by_its_name_and_reached_from_the_one_before() {
        for pair in State::ALL.windows(2) {
            assert_eq!(pair[0].next(), Some(pair[1]));
            assert_eq!(State::from_name(pair[0].name()), Some(pair[0]));
        }
        assert_eq!((State::Reported.next(), State::from_name("open")), (None, None));
    }

    #[test]
    fn a_step_back_is_one_step_and_none_is_taken_once_results_were_seen() {
        for state in State::ALL {
            if let Some(before) = state.back() {
                assert_eq!(before.next(), Some(state));
            }
            assert!(state.back().is_none() || !state.shows_results(true), "{state:?}");
        }
    }

    #[test]
    fn what_may_happen_follows_from_where_it_stands() {
        let may = |state: State| {
            let may = [
                ("join", state.takes_people()),
                ("say", state.takes_statements()),
                ("merge", state.takes_merges()),
                ("vote", state.takes_dots()),
                ("see", state.shows_results(true)),
            ];
            may.into_iter()
                .filter(|(_, may)| *may)
                .map(|(what, _)| what)
                .collect::<Vec<_>>()
                .join(" ")
        };
        let all = State::ALL.map(may);
        let expected =
            ["", "join", "join say merge", "join say merge", "join merge vote", "see", "see"];
        assert_eq!(all, expected);
        assert!(State::Voting.shows_results(false) && !State::Theming.shows_results(false));
    }
}
