//! `hearth rank FILE`: ballots in, a ranking out, as JSON on standard output. With `--replay` a
//! published ranking is computed again.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use super::{CommandError, open_existing};
use crate::priority::flow::{Replay, replay};
use crate::priority::{rank, read_input};

/// Ranks the file's items and prints the ranking.
///
/// # Errors
/// [`CommandError`] if the file cannot be read or its ballots cannot be ranked.
pub fn run(path: &Path) -> Result<(), CommandError> {
    let file = File::open(path)
        .map_err(|error| CommandError(format!("{} cannot be opened: {error}", path.display())))?;
    let input = read_input(file).map_err(CommandError::from_display)?;
    let ranking = rank(&input.statistics, &input.settings).map_err(CommandError::from_display)?;
    let mut output = io::stdout().lock();
    serde_json::to_writer(&mut output, &ranking).map_err(CommandError::from_display)?;
    writeln!(output).map_err(CommandError::from_display)
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
        None => format!("there is no published ranking {id}"),
    };
    Err(CommandError(fault))
}
