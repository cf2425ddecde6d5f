//! `hearth backup FILE`: everything the database holds, sealed into one file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use super::CommandError;
use crate::app;
use crate::clock::{Clock as _, SystemClock};
use crate::config::Config;
use crate::crypto::{Keys, random_token};
use crate::storage::Store;
use crate::storage::backup::{BackupError, Counts, dump};

/// Makes a backup while others may be writing.
///
/// It stands under its name only when it is whole and on disk; a file of that name is never
/// overwritten.
pub fn run(path: &Path) -> Result<(), CommandError> {
    let config = Config::from_environment().map_err(CommandError::from_display)?;
    let store = Store::open_existing(&config.database_url).map_err(CommandError::from_display)?;
    let keys = app::known_keys(&store, &config).map_err(CommandError::from_display)?;
    let not_made =
        |error: &dyn std::fmt::Display| CommandError(format!("no backup was made: {error}"));
    if path.exists() {
        return Err(not_made(&format!("{} is there already", path.display())));
    }
    let partial = Partial::create(path)
        .map_err(|error| not_made(&format!("{} cannot be written: {error}", path.display())))?;
    let counts = write(&partial.file, &config, &keys).map_err(|error| not_made(&error))?;
    partial.put_at(path).map_err(|error| not_made(&error))?;
    println!(
        "{} holds {} rows of {} tables. It opens with key {} alone: keep that key apart from it.",
        path.display(),
        counts.values().sum::<u64>(),
        counts.len(),
        keys.stream_key_id(),
    );
    Ok(())
}

fn write(file: &File, config: &Config, keys: &Keys) -> Result<Counts, BackupError> {
    let mut sealed = keys.seal_stream(BufWriter::new(file))?;
    let counts = dump(&config.database_url, SystemClock.now(), &mut sealed)?;
    sealed.finish()?;
    file.sync_all()?;
    Ok(counts)
}

/// The file while it is being written; deleted unless it becomes whole.
struct Partial {
    file: File,
    path: PathBuf,
}

impl Partial {
    fn create(whole: &Path) -> io::Result<Self> {
        let path = whole.with_added_extension(format!("{}.partial", random_token()));
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        Ok(Self { file, path })
    }

    fn put_at(self, whole: &Path) -> io::Result<()> {
        fs::rename(&self.path, whole)?;
        let folder = whole.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // Once it has its name, there is nothing here to delete.
        drop(fs::remove_file(&self.path));
    }
}
