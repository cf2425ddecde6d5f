//! The real program and its one secret key: a database is never opened with another.
#![expect(clippy::unwrap_used, reason = "a test may fail wherever it is surprised")]

#[expect(dead_code, reason = "the program under test brings its own services")]
mod support;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use hearth::crypto::random_token;

/// The program in a folder of its own, where PostgreSQL's key file stands too.
struct Program {
    folder: PathBuf,
    database_url: String,
    key_file: PathBuf,
}

impl Program {
    fn new(database_url: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("hearth-key-{}", random_token()));
        fs::create_dir(&folder).unwrap();
        let database = database_url.strip_prefix("sqlite://").map(PathBuf::from);
        let beside = database.and_then(|path| path.parent().map(PathBuf::from));
        let key_file = beside.unwrap_or_else(|| folder.clone()).join("hearth.key");
        Self { folder, database_url: database_url.to_owned(), key_file }
    }

    /// Runs a command with a key from the environment, or none there.
    fn run(&self, key: &str, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_hearth"))
            .args(arguments)
            .env_clear()
            .env("DATABASE_URL", &self.database_url)
            .env("HEARTH_SECRET_KEY", key)
            // A server that starts against its word is not left running.
            .env("HEARTH_BIND", "192.0.2.1:1")
            .env("RUST_LOG", "off")
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    fn offers_the_survey(&self, key: &str) {
        let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/patient-voice.toml");
        let output = self.run(key, &["survey", "import", sample, "--publish"]);
        assert!(output.status.success(), "{}", told(&output));
    }

    /// Every command that uses keys is refused, and says so in one sentence.
    fn refuses(&self, key: &str, because: &str) {
        let staff = ["staff", "add", "ana@example.org", "--role", "analyst"];
        let review = ["survey", "review", "patient-voice", "--language", "es", "--by", "Rosa Díaz"];
        for arguments in [&["serve"][..], &review, &staff] {
            let output = self.run(key, arguments);
            let told = told(&output);
            assert!(!output.status.success(), "{arguments:?}");
            assert!(told.starts_with("hearth: HEARTH_SECRET_KEY"), "{arguments:?}: {told}");
            assert!(told.contains(because), "{arguments:?}: {told}");
            assert_eq!(told.lines().count(), 1, "{told}");
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.folder));
    }
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn no_new_key_is_made_for_a_database_whose_key_is_lost() {
    for (place, store) in support::stores("a_lost_key") {
        drop(store);
        let program = Program::new(&place.url);
        program.offers_the_survey("");
        let key = fs::read_to_string(&program.key_file).unwrap();
        fs::remove_file(&program.key_file).unwrap();
        program.refuses("", "put that key back");
        assert!(!program.key_file.exists());

        // Back in the other of its two places it is the same key.
        program.offers_the_survey(&key);
    }
}

#[test]
fn a_database_is_never_opened_with_another_key() {
    for (place, store) in support::stores("another_key") {
        drop(store);
        let program = Program::new(&place.url);
        program.offers_the_survey("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=");
        program.refuses("CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=", "not the key");
        program.refuses("", "put that key back");
        fs::write(&program.key_file, "CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=").unwrap();
        program.refuses("", "not the key");
        program.offers_the_survey("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=");
    }
}
