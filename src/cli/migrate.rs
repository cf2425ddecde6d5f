//! `hearth migrate`

use super::CommandError;
use crate::config::Config;
use crate::storage::Store;

/// Brings the database up to date.
pub fn run() -> Result<(), CommandError> {
    let config = Config::from_environment().map_err(CommandError::from_display)?;
    Store::open(&config.database_url).map_err(CommandError::from_display)?;
    println!("The database is up to date.");
    Ok(())
}
