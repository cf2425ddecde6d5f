//! What was published, one ranking after another, and what of it everybody may read.

pub mod flow;
mod store;

use chrono::NaiveDateTime;

use super::{Items, Ranking, may_refresh};

/// A ranking as it was published.
#[derive(Clone, Debug)]
pub struct PublishedRanking {
    /// The snapshot.
    pub id: i64,
    /// When, UTC.
    pub at: NaiveDateTime,
    /// The account that published it.
    pub by: Option<i64>,
    /// The ranking; its items are topics.
    pub ranking: Ranking,
}

impl PublishedRanking {
    /// The topics it ranks, in the order of its items.
    pub fn topics(&self) -> &[String] {
        match &self.ranking.items {
            Items::Names(names) => names,
            Items::Count(_) => &[],
        }
    }

    /// The place of a topic among its items.
    pub fn item(&self, topic: &str) -> Option<usize> {
        self.topics().iter().position(|name| name == topic)
    }
}

/// Which of the published rankings everybody reads, by how many people each counts, oldest first.
///
/// One takes the place of another only if 11 people or more came or went between: who has read
/// both must not learn of fewer.
pub fn read_by_everybody(people: &[i64]) -> Option<usize> {
    let first = people.iter().position(|count| *count >= super::FEWEST_PEOPLE)?;
    Some((first + 1..people.len()).fold(first, |shown, next| {
        if may_refresh(people[shown], people[next]) { next } else { shown }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_page_changes_only_after_eleven_people() {
        for (people, shown) in [
            (vec![], None),
            (vec![10], None),
            (vec![11], Some(0)),
            (vec![30, 40], Some(0)),
            (vec![30, 41], Some(1)),
            (vec![30, 35, 41], Some(2)),
            (vec![30, 35, 40], Some(0)),
            (vec![30, 41, 45, 51], Some(1)),
            (vec![41, 30], Some(1)),
            (vec![41, 31], Some(0)),
            (vec![9, 12, 20], Some(1)),
        ] {
            assert_eq!(read_by_everybody(&people), shown, "{people:?}");
        }
    }
}
