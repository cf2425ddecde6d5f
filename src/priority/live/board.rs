//! The counts of one survey in memory: read once, and then only what changed.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::Counted;
use crate::priority::aside::{Aside, counted_in};
use crate::priority::{Ballot, Group, Items, Statistics, topic_ballot};
use crate::topic::Standing;

/// Which topics are ranked, and what every topic counts as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The topics that are ranked, in order of their names.
    pub items: Vec<String>,
    standing: Standing,
    /// What is set aside, with what its ballots say over what is ranked.
    asides: Vec<(Aside, Option<Ballot>)>,
}

/// The counts of one survey, and the statistics they make over what is ranked.
#[derive(Clone, Debug)]
pub struct Board {
    /// The count it follows.
    pub generation: i64,
    groups: HashMap<i64, Group>,
    counts: HashMap<i64, Kept>,
    /// Each text once: many groups cast the same ballot.
    texts: HashSet<Arc<str>>,
    places: Places,
    statistics: Statistics,
}

#[derive(Clone, Debug)]
struct Kept {
    group_id: i64,
    ballot: Arc<str>,
    cast_by: i64,
}

/// What the database holds is no group or ballot, by table and row.
pub type Unreadable = (&'static str, i64);

/// Nothing counted yet.
impl Default for Board {
    fn default() -> Self {
        Self {
            generation: -1,
            groups: HashMap::new(),
            counts: HashMap::new(),
            texts: HashSet::new(),
            places: Places::default(),
            statistics: Statistics::new(Items::Count(0)),
        }
    }
}

impl Board {
    /// The counted ballots over what is ranked.
    pub fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    /// Whether a group, by row, is one of its survey.
    pub fn has_group(&self, id: i64) -> bool {
        self.groups.contains_key(&id)
    }

    /// The last group it knows, by row.
    pub fn last_group(&self) -> i64 {
        self.groups.keys().max().copied().unwrap_or_default()
    }

    /// Takes in what changed up to a count, over what is ranked now.
    ///
    /// # Errors
    /// [`Unreadable`] if a row holds what Hearth never writes; nothing is taken in then.
    pub fn follow(
        &mut self,
        generation: i64,
        groups: Vec<(i64, String)>,
        changed: Vec<Counted>,
        places: &Places,
    ) -> Result<(), Unreadable> {
        let groups = groups
            .into_iter()
            .map(|(id, people)| {
                let group = serde_json::from_str(&people).map_err(|_| ("counted_group", id))?;
                Ok((id, group))
            })
            .collect::<Result<Vec<(i64, Group)>, _>>()?;
        self.groups.extend(groups);
        let is_anew = self.places != *places || changed.len() > self.counts.len();
        if is_anew {
            self.take(changed);
            self.statistics = self.counted_over(places)?;
            self.places.clone_from(places);
        } else {
            let steps = changed.iter().map(|row| self.step(row)).collect::<Result<Vec<_>, _>>()?;
            for (group, ballot, step) in steps {
                move_by(&mut self.statistics, &group, &ballot, step);
            }
            self.take(changed);
        }
        self.generation = self.generation.max(generation);
        Ok(())
    }

    fn take(&mut self, changed: Vec<Counted>) {
        for Counted { id, group_id, ballot, cast_by } in changed {
            let known = self.texts.get(ballot.as_str()).cloned();
            let ballot = known.unwrap_or_else(|| {
                let text: Arc<str> = ballot.into();
                self.texts.insert(Arc::clone(&text));
                text
            });
            self.counts.insert(id, Kept { group_id, ballot, cast_by });
        }
    }

    /// By how much a ballot's count in a group goes up or down.
    fn step(&self, row: &Counted) -> Result<(Group, Ballot, i64), Unreadable> {
        let group = self.groups.get(&row.group_id).ok_or(("counted_group", row.group_id))?;
        let ballot = self.places.read(&row.ballot).ok_or(("counted_ballot", row.id))?;
        let before = self.counts.get(&row.id).map_or(0, |kept| kept.cast_by);
        Ok((self.places.group(group, &ballot).into_owned(), ballot, row.cast_by - before))
    }

    fn counted_over(&self, places: &Places) -> Result<Statistics, Unreadable> {
        let mut ballots: HashMap<&str, Ballot> = HashMap::new();
        for (id, kept) in &self.counts {
            if !ballots.contains_key(&*kept.ballot) {
                let ballot = places.read(&kept.ballot).ok_or(("counted_ballot", *id))?;
                ballots.insert(&kept.ballot, ballot);
            }
        }
        let mut counted = Vec::with_capacity(self.counts.len());
        for kept in self.counts.values().filter(|kept| kept.cast_by > 0) {
            let group = self.groups.get(&kept.group_id).ok_or(("counted_group", kept.group_id))?;
            let ballot = &ballots[&*kept.ballot];
            counted.push((places.group(group, ballot), ballot, kept.cast_by.unsigned_abs()));
        }
        Ok(Statistics::collect(Items::Names(places.items.clone()), &counted))
    }
}

impl Places {
    /// What these topics count as, each once.
    pub fn new(topics: &[String], standing: Standing) -> Self {
        let standing_now = topics.iter().filter_map(|topic| standing.now(topic));
        let items: BTreeSet<String> = standing_now.map(str::to_owned).collect();
        Self { items: items.into_iter().collect(), standing, asides: Vec::new() }
    }

    /// The same without what was set aside. What cannot be read names no ballot.
    #[must_use]
    pub fn without(mut self, asides: Vec<Aside>) -> Self {
        let read = |aside: Aside| {
            let says = aside.ballot.as_ref().map(|text| self.read(text).unwrap_or_default());
            (aside, says)
        };
        self.asides = asides.into_iter().map(read).collect();
        self
    }

    /// The group in which a ballot counts.
    fn group<'a>(&self, group: &'a Group, ballot: &Ballot) -> Cow<'a, Group> {
        if self.asides.is_empty() {
            return Cow::Borrowed(group);
        }
        let asides = self.asides.iter().map(|(aside, says)| (aside, says.as_ref()));
        Cow::Owned(counted_in(group, ballot, asides))
    }

    fn read(&self, text: &str) -> Option<Ballot> {
        let place = |topic: &str| {
            let counts_as = self.standing.now(topic)?;
            self.items.binary_search_by(|item| item.as_str().cmp(counts_as)).ok()
        };
        topic_ballot::read(text, self.items.len(), place)
    }
}

fn move_by(statistics: &mut Statistics, group: &Group, ballot: &Ballot, step: i64) {
    if step >= 0 {
        statistics.add(group, ballot, step.unsigned_abs());
    } else {
        let gone = statistics.withdraw(group, ballot, step.unsigned_abs());
        gone.expect("what was counted on the board is in its statistics");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn places(merges: &[(&str, &str)]) -> Places {
        let merges = merges.iter().map(|(topic, into)| ((*topic).to_owned(), (*into).to_owned()));
        Places::new(&["c", "a", "b"].map(str::to_owned), Standing::new(merges, []))
    }

    fn group(source: &str) -> (i64, String) {
        let group = Group::verified(source, BTreeMap::new());
        (i64::from(source == "web"), serde_json::to_string(&group).unwrap())
    }

    fn row(id: i64, group_id: i64, ballot: &str, cast_by: i64) -> Counted {
        Counted { id, group_id, ballot: ballot.to_owned(), cast_by }
    }

    const A_FIRST: &str = r#"[["a"],["b","c"]]"#;
    const C_FIRST: &str = r#"[["c"],["a"],["b"]]"#;

    #[test]
    fn following_changes_comes_to_the_same_as_reading_all() {
        let abc = places(&[]);
        let groups = || vec![group("sms"), group("web")];
        let mut followed = Board::default();
        let first = vec![row(1, 0, A_FIRST, 5), row(2, 1, A_FIRST, 2), row(3, 0, C_FIRST, 1)];
        followed.follow(1, groups(), first, &abc).unwrap();
        let then = vec![row(1, 0, A_FIRST, 0), row(4, 1, C_FIRST, 7)];
        followed.follow(2, Vec::new(), then.clone(), &abc).unwrap();
        // The same again changes nothing.
        followed.follow(2, Vec::new(), then, &abc).unwrap();
        let mut read = Board::default();
        let all = vec![row(2, 1, A_FIRST, 2), row(3, 0, C_FIRST, 1), row(4, 1, C_FIRST, 7)];
        read.follow(2, groups(), all, &abc).unwrap();
        assert!(followed.statistics() == read.statistics());
        assert_eq!((followed.generation, followed.last_group()), (2, 1));
    }

    #[test]
    fn merging_topics_counts_the_same_rows_over_fewer_items() {
        let mut board = Board::default();
        let rows = vec![row(1, 0, A_FIRST, 5), row(3, 0, C_FIRST, 1)];
        board.follow(1, vec![group("sms")], rows, &places(&[])).unwrap();
        let merged = places(&[("c", "b")]);
        board.follow(1, Vec::new(), Vec::new(), &merged).unwrap();
        let group = Group::verified("sms", BTreeMap::new());
        let pick = |item| Ballot::new(2, None, &[vec![item]]).unwrap();
        let expected = Statistics::collect(
            Items::Names(merged.items.clone()),
            &[(&group, pick(0), 5), (&group, pick(1), 1)],
        );
        assert!(*board.statistics() == expected);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let abc = places(&[]);
        let mut board = Board::default();
        let fault = board.follow(1, vec![group("sms")], vec![row(9, 0, "a>b", 1)], &abc);
        assert_eq!(fault, Err(("counted_ballot", 9)));
        let fault = Board::default().follow(1, vec![(4, "{".to_owned())], Vec::new(), &abc);
        assert_eq!(fault, Err(("counted_group", 4)));
    }
}
