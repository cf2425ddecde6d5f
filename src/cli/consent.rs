//! `hearth consent`: proof of consent.

use clap::Subcommand;

use super::{CommandError, open_existing};
use crate::consent::flow::verify;
use crate::storage::StoreError;

/// What can be done with the consent ledger.
#[derive(Subcommand)]
pub enum ConsentCommand {
    /// Checks the ledger's chain; fails and names the first bad row if it is broken.
    Verify,
}

/// Runs one of them.
pub fn run(command: &ConsentCommand) -> Result<(), CommandError> {
    match command {
        ConsentCommand::Verify => verify_chain(),
    }
}

fn verify_chain() -> Result<(), CommandError> {
    let verified = open_existing()?
        .read_now(verify)
        .map_err(|error: StoreError| CommandError::from_display(error))?
        .map_err(|fault| CommandError(format!("the consent ledger does not hold: {fault}")))?;
    println!(
        "The consent ledger holds: {} events sealed, {} not yet, {} daily digests. Head: {}",
        verified.sealed,
        verified.not_yet_sealed,
        verified.digests,
        if verified.head.is_empty() { "none" } else { &verified.head },
    );
    Ok(())
}
