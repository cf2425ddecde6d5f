//! Mail as files, where no server is set: for trying Hearth out, and for tests.

use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use super::smtp::{Sender, to_eml};
use super::{MailOutcome, MailTransport, OutgoingMail, Sending};

/// A folder that takes each mail as one `.eml` file, which nobody else may read.
pub struct Folder {
    path: PathBuf,
    sender: Sender,
}

impl Folder {
    /// That folder; it is made with the first mail.
    pub fn new(path: PathBuf, sender: Sender) -> Self {
        Self { path, sender }
    }

    fn keep(&self, outgoing: &OutgoingMail) -> MailOutcome {
        let Some(eml) = to_eml(&self.sender, outgoing) else {
            return MailOutcome::Refused { code: None };
        };
        let name = format!("{}-{}", outgoing.at.format("%Y%m%dT%H%M%S"), outgoing.token);
        match write(&self.path, &name, &eml) {
            Ok(()) => MailOutcome::Accepted,
            Err(error) => {
                tracing::error!(%error, "the folder of HEARTH_MAIL_DIR cannot be written");
                MailOutcome::NotProcessed { code: None }
            }
        }
    }
}

/// Whoever looks into the folder finds whole files only; the same mail again is the same file.
fn write(folder: &Path, name: &str, eml: &[u8]) -> std::io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let part = folder.join(format!("{name}.part"));
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&part)?;
    file.write_all(eml)?;
    file.sync_all()?;
    std::fs::rename(part, folder.join(format!("{name}.eml")))
}

impl MailTransport for Folder {
    fn send(&self, mail: OutgoingMail) -> Sending<'_> {
        Box::pin(async move { self.keep(&mail) })
    }
}
