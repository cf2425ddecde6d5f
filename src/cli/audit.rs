//! `hearth audit`: the trail of what staff did.

use clap::Subcommand;

use super::{CommandError, open_existing};
use crate::staff::flow::{AuditCheck, verify_audit};

/// What can be done with the audit trail.
#[derive(Subcommand)]
pub enum AuditCommand {
    /// Checks the trail's chain; fails and names the first bad row if it is broken.
    Verify,
}

/// Runs one of them.
pub fn run(command: &AuditCommand) -> Result<(), CommandError> {
    match command {
        AuditCommand::Verify => verify_chain(),
    }
}

fn verify_chain() -> Result<(), CommandError> {
    match open_existing()?.read_now(verify_audit).map_err(CommandError::from_display)? {
        AuditCheck::Whole { sealed, unsealed, head } => {
            let head = if head.is_empty() { "none" } else { &head };
            println!(
                "The audit trail holds: {sealed} rows sealed, {unsealed} not yet. Head: {head}"
            );
            Ok(())
        }
        AuditCheck::Broken { seq } => Err(CommandError(format!(
            "the audit trail does not hold: row {seq} of the chain is missing or was changed"
        ))),
    }
}
