//! What it would take to turn the cut: how much those who did not answer would have to differ, and
//! how many ballots would have to be coordinated.

use super::sample::Sample;
use super::spread::WinRates;
use super::{Ballot, Settings, real, real_length};

/// Δ·r/(1−r), Δ the gap between ranks k and k+1; nothing can tip where everybody answered.
///
/// Source: the bound on nonresponse bias, Cochran 1977, Sampling Techniques, §13.2.
pub fn tipping_point(rates: &WinRates, settings: &Settings) -> Option<f64> {
    let rate = settings.response_rate.filter(|&rate| rate < 1.0)?;
    let mut sorted = rates.theta.clone();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let gap = sorted.get(settings.k - 1)? - sorted.get(settings.k)?;
    (rates.parts.len() == 1).then(|| gap * rate / (1.0 - rate))
}

/// The least number of equal ballots, each as heavy as the heaviest, after which the item at rank
/// k+1 is ahead of that at rank k; `None` where not everybody compares all items.
///
/// ⌊WΔ/δ⌋ + 1, with Δ the gap at the cut and δ the most that one ballot of the form cast moves it.
/// In whole numbers where everybody weighs the same.
pub fn ballots_to_flip(
    sample: &Sample,
    weights: &[f64],
    rates: &WinRates,
    k: usize,
) -> Option<u64> {
    if !sample.has_equal_slates() {
        return None;
    }
    let mut order: Vec<usize> = (0..sample.items()).collect();
    order.sort_by(|&a, &b| rates.theta[b].total_cmp(&rates.theta[a]).then(a.cmp(&b)));
    let (last_in, first_out) = (*order.get(k - 1)?, *order.get(k)?);
    let swing = scaled_swing(sample);
    let heaviest = weights.iter().copied().fold(0.0, f64::max);
    let weighs_as_all = |weight: &f64| weight.total_cmp(&heaviest).is_eq();
    let is_one_person = |dots_each: f64| dots_each.total_cmp(&1.0).is_eq();
    if weights.iter().all(weighs_as_all)
        && sample.rows.iter().all(|row| is_one_person(row.dots_each))
    {
        let gap: i64 = sample
            .rows
            .iter()
            .map(|row| row.sums().score(last_in) - row.sums().score(first_out))
            .sum();
        return u64::try_from(gap / swing + 1).ok();
    }
    let scale = 2.0 * (real_length(sample.items()) - 1.0);
    let (total, _) = sample.weight_sums(weights);
    let gap = total * (rates.theta[last_in] - rates.theta[first_out]) * scale;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 2^53")]
    Some((gap / (heaviest * real(swing))).floor().max(0.0) as u64 + 1)
}

/// 2(m−1)δ: from the worst place to the best; on a ballot that names k, the worst is its last tier.
fn scaled_swing(sample: &Sample) -> i64 {
    let m = sample.items();
    let whole = 2 * (m - 1);
    let mut named = sample.forms_cast().into_iter().map(named);
    let first = named.next().flatten();
    let swing = match first {
        Some(k) if named.all(|other| other == first) => whole - (m - 1 - k),
        _ => whole,
    };
    i64::try_from(swing).expect("items are few")
}

/// How many items a ballot names one by one before a tier of all others; `None` if it has another
/// form.
fn named(ballot: &Ballot) -> Option<usize> {
    let tiers: Vec<usize> = ballot.places().map(|(_, tier)| tier).collect();
    let last = *tiers.last()?;
    let is_of_form = tiers[..last].iter().copied().eq(0..last);
    // A whole ranking names all but the last.
    is_of_form.then_some(last)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::priority::{Ballot, Group, Items, Ranking, Settings, Statistics, rank};

    fn ranked(items: usize, cast: &[(&[usize], u64)]) -> Ranking {
        let mut statistics = Statistics::new(Items::Count(items));
        let group = Group::verified("sms/top", BTreeMap::new());
        for (named, count) in cast {
            let tiers: Vec<Vec<usize>> = named.iter().map(|&item| vec![item]).collect();
            statistics.add(&group, &Ballot::new(items, None, &tiers).unwrap(), *count);
        }
        rank(&statistics, &Settings { k: 1, draws: 1_000, ..Settings::default() }).unwrap()
    }

    #[test]
    fn so_many_ballots_and_not_one_fewer_turn_the_cut() {
        for cast in [
            [(&[0_usize][..], 60), (&[1][..], 43)],
            [(&[0, 1][..], 40), (&[1, 2][..], 22)],
            [(&[0, 1, 2, 3][..], 31), (&[1, 2, 3, 0][..], 12)],
        ] {
            let before = ranked(4, &cast);
            let of_form = cast[0].0.len();
            let mut order: Vec<usize> = (0..4).collect();
            order.sort_by_key(|&item| before.rank[item]);
            let (last_in, first_out) = (order[0], order[1]);
            // The best for who is out: named first, and who is in not named, or last.
            let mut named = vec![first_out];
            named.extend(order[2..].iter().copied().take(of_form - 1));
            let needed = before.ballots_to_flip.unwrap();
            let with = |count| ranked(4, &[cast[0], cast[1], (&named, count)]);
            assert!(with(needed).theta[first_out] > with(needed).theta[last_in]);
            assert!(with(needed - 1).theta[first_out] <= with(needed - 1).theta[last_in] + 1e-12);
        }
    }
}
