//! `hearth rank FILE`: ballots in, a ranking out, as JSON on standard output.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use super::CommandError;
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
