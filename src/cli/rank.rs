//! `hearth rank FILE`: ballots in, a ranking out, as JSON on standard output. With `--replay` a
//! published ranking is computed again; with `--audit` the live ones are counted again.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use super::{CommandError, open_existing};
use crate::priority::flow::{Replay, replay};
use crate::priority::live::flow::{Audit, audit};
use crate::priority::{Items, METHOD, Ranking, rank, read_input};
use crate::storage::Frozen;

/// Ranks the file's items and prints the ranking, as JSON or as a table.
///
/// # Errors
/// [`CommandError`] if the file cannot be read or its ballots cannot be ranked.
pub fn run(path: &Path, as_table: bool) -> Result<(), CommandError> {
    let file = File::open(path)
        .map_err(|error| CommandError(format!("{} cannot be opened: {error}", path.display())))?;
    let input = read_input(file).map_err(CommandError::from_display)?;
    let ranking = rank(&input.statistics, &input.settings).map_err(CommandError::from_display)?;
    let mut output = io::stdout().lock();
    if as_table {
        return print_table(&ranking, output).map_err(CommandError::from_display);
    }
    serde_json::to_writer(&mut output, &ranking).map_err(CommandError::from_display)?;
    writeln!(output).map_err(CommandError::from_display)
}

/// One line an item, the best first.
fn print_table(ranking: &Ranking, output: impl Write) -> Result<(), csv::Error> {
    let mut table = csv::Writer::from_writer(output);
    table.write_record([
        "item",
        "rank",
        "win_rate",
        "standard_error",
        "p_top_k",
        "tier",
        "lowest_rank",
        "highest_rank",
        "rank_unweighted",
        "rank_plackett_luce",
        "rank_schulze",
    ])?;
    let mut order: Vec<usize> = (0..ranking.theta.len()).collect();
    order.sort_by_key(|&item| (ranking.rank[item], item));
    for item in order {
        let name = match &ranking.items {
            Items::Names(names) => names[item].clone(),
            Items::Count(_) => item.to_string(),
        };
        let said =
            |rank: Option<&Vec<usize>>| rank.map_or_else(String::new, |r| r[item].to_string());
        table.write_record([
            name,
            ranking.rank[item].to_string(),
            ranking.theta[item].to_string(),
            ranking.se.get(item).map_or_else(String::new, f64::to_string),
            ranking.p_top_k[item].to_string(),
            ranking.tier[item].name().to_owned(),
            ranking.rank_set[item].0.to_string(),
            ranking.rank_set[item].1.to_string(),
            ranking.unweighted.rank[item].to_string(),
            said(ranking.plackett_luce.as_ref().map(|opinion| &opinion.rank)),
            said(ranking.schulze.as_ref().map(|opinion| &opinion.rank)),
        ])?;
    }
    Ok(table.flush()?)
}

/// Computes a published ranking again from what was frozen with it.
///
/// # Errors
/// [`CommandError`] unless the very same comes out, to the last bit.
pub fn run_again(id: i64) -> Result<(), CommandError> {
    let found = open_existing()?
        .read_now(|connection| replay(connection, id))
        .map_err(CommandError::from_display)?;
    let fault = match found {
        Some(Replay::Same) => {
            println!("Ranking {id} is reproduced bit for bit.");
            return Ok(());
        }
        Some(Replay::InputsChanged) => format!("the inputs of ranking {id} were changed since"),
        Some(Replay::ResultDiffers) => {
            format!("another ranking comes out of the inputs of ranking {id}")
        }
        Some(Replay::OtherMethod(method)) => format!(
            "ranking {id} was made by method {method}, and by this Hearth's, {METHOD}, another one \
             comes out of its inputs, which are as they were"
        ),
        None => format!("there is no published ranking {id}"),
    };
    Err(CommandError(fault))
}

/// Counts all answers anew and compares with the live rankings.
///
/// # Errors
/// [`CommandError`] if any group or ballot is counted otherwise than the answers say.
pub fn run_audit() -> Result<(), CommandError> {
    let Audit { surveys, people, differences } = open_existing()?
        .read_one_moment_now(|connection| audit(connection, &Frozen::default()))
        .map_err(CommandError::from_display)?;
    if differences > 0 {
        return Err(CommandError(format!(
            "{differences} counts of the live ranking are not what the answers say"
        )));
    }
    println!(
        "Live rankings: {surveys}, people counted: {people}. \
         Counted anew from all answers, they are the same bit for bit."
    );
    Ok(())
}
