//! TEMP
mod people;
mod voices;
use super::CommandError;
/// TEMP
pub fn run() -> Result<(), CommandError> {
    Ok(())
}
