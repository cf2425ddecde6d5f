//! `hearth restore FILE`: a backup into a database that holds nothing yet.

use std::fs::File;
use std::io::{self, BufReader, Read as _, Seek as _};
use std::path::Path;

use super::CommandError;
use crate::app;
use crate::clock::{Clock as _, SystemClock};
use crate::config::Config;
use crate::consent::flow::verify;
use crate::crypto::Keys;
use crate::staff::flow::{AuditCheck, verify_audit};
use crate::storage::backup::{BackupError, Counts, Header, Restored, load, read_header};
use crate::storage::{Store, StoreError, claim};

/// Restores a backup. The whole file is proven before the database is touched.
pub fn run(path: &Path) -> Result<(), CommandError> {
    let config = Config::from_environment().map_err(CommandError::from_display)?;
    let keys = keys_of(&config)?;
    let not_restored = |error: &dyn std::fmt::Display| {
        CommandError(format!("{} was not restored: {error}", path.display()))
    };
    let mut file = File::open(path).map_err(|error| not_restored(&error))?;
    let header = prove(&file, &keys).map_err(|error| not_restored(&error))?;
    file.rewind().map_err(|error| not_restored(&error))?;
    let _claim = claim(&config.database_url).map_err(CommandError::from_display)?;
    let counts =
        restore(&file, &keys, &config.database_url).map_err(|error| not_restored(&error))?;
    println!(
        "Restored {} rows of {} tables, as they stood on {} UTC.",
        counts.values().sum::<u64>(),
        counts.len(),
        header.taken_at.format("%F %T"),
    );
    prove_chains(&config.database_url)
}

fn keys_of(config: &Config) -> Result<Keys, CommandError> {
    let secret = config.find_secret_key().map_err(CommandError::from_display)?;
    let missing = || {
        let place = config.key_file();
        CommandError(format!(
            "HEARTH_SECRET_KEY is not set and {} is not there; put back the key that the backup \
             was made with",
            place.display()
        ))
    };
    secret.map(|secret| Keys::new(&secret)).ok_or_else(missing)
}

/// Opens the file from its first byte to its last; none of it is kept.
fn prove(file: &File, keys: &Keys) -> Result<Header, BackupError> {
    let mut lines = BufReader::new(keys.open_stream(BufReader::new(file))?);
    // What does not open says so before what is inside is looked at.
    let header = read_header(&mut lines);
    io::copy(&mut lines.by_ref(), &mut io::sink())?;
    header
}

fn restore(file: &File, keys: &Keys, database_url: &str) -> Result<Counts, BackupError> {
    let mut lines = BufReader::new(keys.open_stream(BufReader::new(file))?);
    let restored = Restored { taken_at: read_header(&mut lines)?.taken_at, at: SystemClock.now() };
    load(database_url, &mut lines, &restored, &app::after_restore())
}

fn prove_chains(database_url: &str) -> Result<(), CommandError> {
    let store = Store::open(database_url).map_err(CommandError::from_display)?;
    let consent = store.read_now(verify).map_err(|error: StoreError| not_checked(&error))?;
    let consent = consent.map_err(|fault| {
        CommandError(format!("the consent ledger was restored and does not hold: {fault}"))
    })?;
    let audit = store.read_now(verify_audit).map_err(|error: StoreError| not_checked(&error))?;
    match audit {
        AuditCheck::Whole { sealed, .. } => {
            println!(
                "The consent ledger and the audit trail hold: {} and {sealed} events sealed.",
                consent.sealed
            );
            Ok(())
        }
        AuditCheck::HeadDiffers { seq } => Err(CommandError(format!(
            "the audit trail was restored and does not hold: its head is not that of row {seq}"
        ))),
        AuditCheck::Broken { seq } => Err(CommandError(format!(
            "the audit trail was restored and does not hold: its row {seq} is missing or changed"
        ))),
    }
}

fn not_checked(error: &StoreError) -> CommandError {
    CommandError(format!("restored, but the chains could not be checked: {error}"))
}
