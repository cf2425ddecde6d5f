//! A ballot on topics, as it is kept: what is ranked is settled when it is counted.
//!
//! So that a topic may be merged or retired later without asking anybody again, and a ballot cast
//! before a topic was added still says what it said.

use super::Ballot;

/// Topics in tiers, best first, as a JSON list of lists; what was shown and not ranked stands last.
///
/// Of a topic named twice the first place counts. A ballot that ranks nothing is `[]`: it counts
/// as a response only.
pub fn write(shown: &[&str], ranked: &[&str]) -> String {
    let mut tiers: Vec<Vec<&str>> = Vec::new();
    let is_placed = |tiers: &[Vec<&str>], topic: &str| tiers.iter().any(|tier| tier[0] == topic);
    for topic in ranked {
        if !is_placed(&tiers, topic) {
            tiers.push(vec![topic]);
        }
    }
    if !tiers.is_empty() {
        let mut rest: Vec<&str> =
            shown.iter().copied().filter(|topic| !is_placed(&tiers, topic)).collect();
        rest.sort_unstable();
        rest.dedup();
        tiers.push(rest);
    }
    serde_json::to_string(&tiers).expect("lists of texts have a JSON form")
}

/// The ballot over what is ranked; `place` says where a topic stands in it, if it does. `None` if
/// the text is no ballot.
///
/// Topics that stand in one place are one: the better of their tiers counts.
pub fn read(text: &str, items: usize, place: impl Fn(&str) -> Option<usize>) -> Option<Ballot> {
    let tiers: Vec<Vec<String>> = serde_json::from_str(text).ok()?;
    let placed: Vec<Vec<usize>> =
        tiers.iter().map(|tier| tier.iter().filter_map(|topic| place(topic)).collect()).collect();
    let slate = placed.concat();
    let ranked = placed.split_last().map_or(&[][..], |(_, ranked)| ranked);
    Ballot::new(items, Some(&slate), ranked).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a` to `d` are ranked; `z` was merged into `a`, and `x` is retired.
    fn place(topic: &str) -> Option<usize> {
        ["a", "b", "c", "d"].iter().position(|item| *item == if topic == "z" { "a" } else { topic })
    }

    #[track_caller]
    fn assert_reads(shown: &[&str], ranked: &[&str], expected: &[Vec<usize>]) {
        let text = write(shown, ranked);
        assert_eq!(read(&text, 4, place).unwrap().tiers(), expected, "{text}");
    }

    #[test]
    fn what_was_shown_and_not_ranked_stands_last() {
        assert_reads(&["d", "a", "c"], &["c"], &[vec![2], vec![0, 3]]);
        assert_eq!(write(&["d", "a", "c", "a"], &["c"]), r#"[["c"],["a","d"]]"#);
        assert_reads(&["a", "b"], &["b", "a"], &[vec![1], vec![0]]);
    }

    #[test]
    fn of_topics_that_are_one_the_better_place_counts() {
        assert_reads(&["a", "b", "z"], &["z", "b", "a"], &[vec![0], vec![1]]);
        assert_reads(&["a", "b", "z"], &["b", "b"], &[vec![1], vec![0]]);
    }

    #[test]
    fn what_is_retired_is_on_no_slate() {
        assert_reads(&["a", "b", "x"], &["x", "b"], &[vec![1], vec![0]]);
        assert_reads(&["a", "b", "x"], &["x"], &[]);
    }

    #[test]
    fn who_ranks_nothing_compares_nothing() {
        assert_reads(&["a", "b"], &[], &[]);
        assert_reads(&["a"], &["a"], &[]);
        assert!(read("a>b", 4, place).is_none());
    }
}
