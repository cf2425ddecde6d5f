//! Tables of counts with their totals that can be shown without telling of any 1 to 10 people.
//!
//! Invariant: from all that is shown, and that no count is negative, nobody can compute for any
//! count that it is at least 1 and at most 10.

use std::collections::VecDeque;

use crate::people::small_cells::SMALL;

/// A table as it may be shown: `None` is hidden. A zero never is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HiddenTable {
    /// Row by row.
    pub cells: Vec<Vec<Option<i64>>>,
    /// The sum of each row.
    pub row_totals: Vec<Option<i64>>,
    /// The sum of each column.
    pub column_totals: Vec<Option<i64>>,
    /// The sum of all.
    pub total: Option<i64>,
}

/// Hides every count and total from 1 to 10, and of the others as few as keeps those secret: where
/// a sum leaves one hidden alone, the smallest beside it; then more, until no bounds that follow
/// from the sums lie inside 1 to 10. Rows have one length; counts are not negative.
///
/// Source: complementary suppression and its audit, Willenborg & de Waal 2001, Elements of
/// Statistical Disclosure Control, §§4.2 and 8; a table with totals as a flow, Cox 1995, "Network
/// Models for Complementary Cell Suppression", Journal of the American Statistical Association 90.
pub fn hide_small_cells_in_table(rows: &[Vec<i64>]) -> HiddenTable {
    hide_up_to(SMALL, rows)
}

fn hide_up_to(most_hidden: i64, rows: &[Vec<i64>]) -> HiddenTable {
    let mut flow = Flow::of(rows);
    for edge in &mut flow.edges {
        edge.is_hidden = (1..=most_hidden).contains(&edge.count);
    }
    loop {
        flow.hide_beside_lonely();
        let told = (0..flow.edges.len()).find(|&edge| flow.tells(edge, most_hidden));
        let Some(more) = told.and_then(|edge| flow.smallest_shown(edge)) else { break };
        flow.edges[more].is_hidden = true;
    }
    flow.into_table(rows)
}

/// The table as a flow that goes round: from each row through its cells to the columns, from those
/// as their totals to one point, from there as the total of all to another, and from that as the
/// rows' totals back. At each point what comes in goes out, which is what a total says.
struct Flow {
    points: usize,
    /// Cells row by row, totals of rows, totals of columns, the total of all.
    edges: Vec<Edge>,
}

#[derive(Clone)]
struct Edge {
    from: usize,
    to: usize,
    count: i64,
    is_hidden: bool,
}

impl Flow {
    fn of(rows: &[Vec<i64>]) -> Self {
        let (height, width) = (rows.len(), rows.first().map_or(0, Vec::len));
        let (columns_meet, rows_part) = (height + width, height + width + 1);
        let mut edges = Vec::new();
        let mut add = |from, to, count| edges.push(Edge { from, to, count, is_hidden: false });
        for (row, counts) in rows.iter().enumerate() {
            let cells = counts.iter().enumerate();
            cells.for_each(|(column, &count)| add(row, height + column, count));
        }
        for (row, counts) in rows.iter().enumerate() {
            add(rows_part, row, counts.iter().sum());
        }
        for column in 0..width {
            add(height + column, columns_meet, rows.iter().map(|row| row[column]).sum());
        }
        add(columns_meet, rows_part, rows.iter().flatten().sum());
        Self { points: height + width + 2, edges }
    }

    /// Wherever exactly one count of a sum is hidden, hides the smallest beside it that is not zero.
    fn hide_beside_lonely(&mut self) {
        while let Some(more) = (0..self.points).find_map(|point| self.beside_lonely(point)) {
            self.edges[more].is_hidden = true;
        }
    }

    fn beside_lonely(&self, point: usize) -> Option<usize> {
        let mut hidden = self.meeting(point).filter(|&edge| self.edges[edge].is_hidden);
        let is_lonely = hidden.next().is_some() && hidden.next().is_none();
        if is_lonely { self.smallest(self.meeting(point)) } else { None }
    }

    /// The counts of one sum, and the sum.
    fn meeting(&self, point: usize) -> impl Iterator<Item = usize> + '_ {
        let edges = self.edges.iter().enumerate();
        edges.filter(move |(_, edge)| edge.from == point || edge.to == point).map(|(at, _)| at)
    }

    fn smallest(&self, among: impl Iterator<Item = usize>) -> Option<usize> {
        let open = among.filter(|&at| !self.edges[at].is_hidden && self.edges[at].count > 0);
        open.min_by_key(|&at| self.edges[at].count)
    }

    /// What to hide next for one that is told: beside it, or else anywhere.
    fn smallest_shown(&self, edge: usize) -> Option<usize> {
        let Edge { from, to, .. } = self.edges[edge];
        self.smallest(self.meeting(from).chain(self.meeting(to)))
            .or_else(|| self.smallest(0..self.edges.len()))
    }

    /// Whether all that a hidden count can be, by what is shown, lies between 1 and the most hidden.
    fn tells(&self, edge: usize, most_hidden: i64) -> bool {
        let Edge { from, to, count, is_hidden } = self.edges[edge];
        // Either way the count lies within its own bounds, so one that is large tells of nobody.
        if !is_hidden || !(1..=most_hidden).contains(&count) {
            return false;
        }
        let up = most_hidden + 1 - count;
        self.rerouted(edge, to, from, up) < up && self.rerouted(edge, from, to, count) < count
    }

    /// How much, up to the most, can flow between two points over hidden counts, other than one, if
    /// those change and stay not negative.
    fn rerouted(&self, without: usize, from: usize, to: usize, most: i64) -> i64 {
        let mut edges: Vec<Edge> = self.edges.clone();
        edges[without].is_hidden = false;
        let mut flown = 0;
        while flown < most {
            let Some(path) = self.path(&edges, from, to) else { break };
            let room = path.iter().map(
                |&(at, is_along)| {
                    if is_along { most - flown } else { edges[at].count }
                },
            );
            let step = room.fold(most - flown, i64::min);
            for (at, is_along) in path {
                edges[at].count += if is_along { step } else { -step };
            }
            flown += step;
        }
        flown
    }

    /// A shortest way over hidden counts: along one it grows, against one it shrinks.
    fn path(&self, edges: &[Edge], from: usize, to: usize) -> Option<Vec<(usize, bool)>> {
        let mut reached_by: Vec<Option<(usize, usize, bool)>> = vec![None; self.points];
        let mut next = VecDeque::from([from]);
        while let Some(point) = next.pop_front() {
            for (at, edge) in edges.iter().enumerate().filter(|(_, edge)| edge.is_hidden) {
                let end = match point {
                    point if point == edge.from => edge.to,
                    point if point == edge.to && edge.count > 0 => edge.from,
                    _ => continue,
                };
                if end != from && reached_by[end].is_none() {
                    reached_by[end] = Some((point, at, point == edge.from));
                    next.push_back(end);
                }
            }
        }
        let mut path = Vec::new();
        let mut point = to;
        while point != from {
            let (before, at, is_along) = reached_by[point]?;
            path.push((at, is_along));
            point = before;
        }
        Some(path)
    }

    fn into_table(self, rows: &[Vec<i64>]) -> HiddenTable {
        let mut shown = self.edges.iter().map(|edge| (!edge.is_hidden).then_some(edge.count));
        let mut take = |many: usize| shown.by_ref().take(many).collect::<Vec<_>>();
        HiddenTable {
            cells: rows.iter().map(|row| take(row.len())).collect(),
            row_totals: take(rows.len()),
            column_totals: take(rows.first().map_or(0, Vec::len)),
            total: take(1)[0],
        }
    }
}

#[cfg(test)]
mod tests;
