//! Every ballot as a row of draws: its best item was drawn from the whole slate, the next from what
//! was left, and so on.
//!
//! Worked out once for all kinds of ballot: many fits, each with weights of its own, share it.

use super::Ballot;
use super::counting::Index;

/// Items as bits, the lowest item in the lowest bit.
type Set = Box<[u64]>;

/// The draws of many kinds of ballot.
///
/// Very many ballots draw from few sets: a million that name the top three of twenty, from 211.
#[derive(Clone, Debug)]
pub struct Stages {
    items: usize,
    /// The distinct sets that were drawn from, in the order of what they hold.
    sets: Vec<Vec<usize>>,
    /// Each ballot's id and where its draws end; they begin where those of the one before end.
    ballots: Vec<(u32, usize)>,
    /// The set drawn from and the item drawn.
    draws: Vec<(u32, u32)>,
}

/// How often each set was drawn from, and each item drawn.
pub struct Drawn<'a> {
    pub sets: Vec<(&'a [usize], f64)>,
    pub wins: Vec<f64>,
}

impl Stages {
    /// Of the ballots with these ids, which are positions in `ballots`.
    pub fn of(ballots: &[Ballot], ids: &[u32], items: usize) -> Self {
        let mut known = Known::default();
        let mut stages =
            Self { items, sets: Vec::new(), ballots: Vec::with_capacity(ids.len()), draws: vec![] };
        for &id in ids {
            stages.add(&ballots[id as usize], &mut known);
            stages.ballots.push((id, stages.draws.len()));
        }
        // In the order of the sets, whichever ballot came first.
        let mut in_order: Vec<(Set, u32)> = known.into_iter().collect();
        in_order.sort_unstable();
        let mut place = vec![0; in_order.len()];
        for (at, (_, number)) in (0_u32..).zip(&in_order) {
            place[*number as usize] = at;
        }
        stages.draws.iter_mut().for_each(|(set, _)| *set = place[*set as usize]);
        stages.sets = in_order.iter().map(|(set, _)| members(set)).collect();
        stages
    }

    /// A tied tier is as many draws as it has items, each of them against the tier and all below.
    /// The last tier is none: of what is left nothing was preferred.
    fn add(&mut self, ballot: &Ballot, known: &mut Known) {
        let mut left = vec![0_u64; self.items.div_ceil(64)];
        let mut last = 0;
        for (item, tier) in ballot.places() {
            left[item / 64] |= 1 << (item % 64);
            last = tier;
        }
        let mut places = ballot.places().take_while(|&(_, tier)| tier < last).peekable();
        while let Some(&(_, tier)) = places.peek() {
            let next = number(known.len());
            let set = match known.get(left.as_slice()) {
                Some(&set) => set,
                None => *known.entry(left.as_slice().into()).or_insert(next),
            };
            while let Some((item, _)) = places.next_if(|&(_, next)| next == tier) {
                self.draws.push((set, number(item)));
                left[item / 64] &= !(1 << (item % 64));
            }
        }
    }

    /// What was drawn if each ballot was cast as often as `times` says of its id.
    pub fn drawn(&self, times: &[f64]) -> Drawn<'_> {
        let (mut counts, mut wins) = (vec![0.0; self.sets.len()], vec![0.0; self.items]);
        let mut begin = 0;
        for &(id, end) in &self.ballots {
            let times = times[id as usize];
            for &(set, item) in &self.draws[begin..end] {
                counts[set as usize] += times;
                wins[item as usize] += times;
            }
            begin = end;
        }
        let sets = self.sets.iter().map(Vec::as_slice).zip(counts);
        Drawn { sets: sets.filter(|(_, count)| *count > 0.0).collect(), wins }
    }
}

/// The number of each set met.
type Known = Index<Set>;

fn members(set: &[u64]) -> Vec<usize> {
    (0..set.len() * 64).filter(|&item| set[item / 64] >> (item % 64) & 1 == 1).collect()
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("sets and items fit into memory")
}
