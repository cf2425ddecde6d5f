//! One choice, several choices, or choices in order.
//!
//! Nothing is guessed: one part that means no choice makes the whole not understood.

use crate::i18n::{Folded, LanguageWords};

use super::NotUnderstood;
use super::choices::ChoiceTable;
use super::number_words::number_at;
use super::parts::{Part, is_break, take_apart};

/// Indices of the choices that were picked, and whether a slip was forgiven.
type Picked = Result<(Vec<usize>, bool), NotUnderstood>;

/// Reads the one choice that is meant.
pub(super) fn single(words: &LanguageWords, table: &ChoiceTable, folded: &Folded) -> Picked {
    let parts = take_apart(words, table, folded);
    let (mut picked, forgave) = pick(table, &parts, false)?;
    picked.sort_unstable();
    picked.dedup();
    if picked.len() > 1 {
        return Err(NotUnderstood::MoreThanOne);
    }
    Ok((picked, forgave))
}

/// Reads all choices that are meant, in the order of the question, each once.
pub(super) fn multiple(words: &LanguageWords, table: &ChoiceTable, folded: &Folded) -> Picked {
    if may_be_a_range(words, table, folded) {
        return Err(NotUnderstood::Ambiguous);
    }
    let parts = take_apart(words, table, folded);
    let (mut picked, forgave) = pick(table, &parts, true)?;
    picked.sort_unstable();
    picked.dedup();
    Ok((picked, forgave))
}

/// Reads choices best first: no more than `most`, none twice.
pub(super) fn ranking(
    words: &LanguageWords,
    table: &ChoiceTable,
    folded: &Folded,
    most: usize,
) -> Picked {
    let parts = take_apart(words, table, folded);
    let (picked, forgave) = pick(table, &parts, true)?;
    for (at, choice) in picked.iter().enumerate() {
        if picked[..at].contains(choice) {
            return Err(NotUnderstood::Repeated);
        }
    }
    if picked.len() > most {
        return Err(NotUnderstood::TooMany { most });
    }
    Ok((picked, forgave))
}

/// A number before a choice's name: "2 - evening hours", or the place in a list.
struct Numbered {
    number: String,
    choice: usize,
}

fn pick(table: &ChoiceTable, parts: &[Part], may_split: bool) -> Picked {
    let has_number = parts.iter().any(|part| matches!(part, Part::Number(_)));
    let mut picked = Vec::new();
    let mut numbered = Vec::new();
    let mut forgave = false;
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        at += 1;
        match part {
            Part::Break => {}
            Part::Choice(choice, _) if !table.is_shown(*choice) => {
                return Err(NotUnderstood::NotOffered);
            }
            // "Evening hours" names one choice twice over.
            Part::Choice(choice, _) if at > 1 && names(&parts[at - 2], *choice) => {}
            Part::Choice(choice, slip) => {
                forgave |= slip;
                picked.push(*choice);
            }
            Part::Number(number) => {
                if let Some(Part::Choice(choice, slip)) = parts.get(at)
                    && table.is_shown(*choice)
                {
                    at += 1;
                    forgave |= slip;
                    picked.push(*choice);
                    numbered.push(Numbered { number: number.clone(), choice: *choice });
                } else {
                    picked.extend(numbers(table, number, may_split)?);
                }
            }
            Part::Ordinal(value) => {
                if !has_number && !may_split {
                    picked.extend(numbers(table, &value.to_string(), false)?);
                }
                forgave = true;
            }
            Part::Negation | Part::Unclear => return Err(NotUnderstood::Ambiguous),
            Part::Unknown(words) => return Err(NotUnderstood::UnknownPart(words.clone())),
        }
    }
    if !numbered_is_consistent(&numbered, picked.len()) {
        return Err(NotUnderstood::Ambiguous);
    }
    if picked.is_empty() {
        return Err(NotUnderstood::NothingChosen);
    }
    Ok((picked, forgave))
}

fn names(part: &Part, choice: usize) -> bool {
    matches!(part, Part::Choice(named, _) if *named == choice)
}

/// Whether numbers before names agree with them, or only count the lines of a list.
fn numbered_is_consistent(numbered: &[Numbered], picked: usize) -> bool {
    let is_number = |said: &Numbered, number: usize| said.number.parse() == Ok(number);
    let agree = numbered.iter().all(|said| is_number(said, said.choice + 1));
    let count = numbered.iter().zip(1..).all(|(said, line)| is_number(said, line));
    agree || (count && numbered.len() == picked && picked > 1)
}

/// The choice of that number, or of each of its digits where that is the only way to read it.
fn numbers(
    table: &ChoiceTable,
    number: &str,
    may_split: bool,
) -> Result<Vec<usize>, NotUnderstood> {
    let index = |number: &str| {
        let value: usize = number.parse().unwrap_or(0);
        if (1..=table.count()).contains(&value) {
            Ok(value - 1)
        } else {
            let given = number.to_owned();
            Err(NotUnderstood::NoSuchChoice { given, choices: table.count() })
        }
    };
    // 134 is 1, 3 and 4 as long as no choice has two digits.
    if may_split && number.len() > 1 && table.count() < 10 && !number.starts_with('0') {
        return number.split("").filter(|digit| !digit.is_empty()).map(index).collect();
    }
    index(number).map(|index| vec![index])
}

/// Whether the text is like "1-4", which may mean two choices or four.
fn may_be_a_range(words: &LanguageWords, table: &ChoiceTable, folded: &Folded) -> bool {
    let pieces = table.pieces(words, folded);
    let numbers: Vec<(usize, u64)> = (0..pieces.texts.len())
        .filter_map(|at| Some((at, number_at(words, &pieces, at)?.1?)))
        .collect();
    match numbers[..] {
        [(_, first), (at, last)] => {
            let gap = pieces.gap(at);
            gap.contains('-') && !is_break(gap) && last > first + 1
        }
        _ => false,
    }
}
