//! `hearth staff add EMAIL --role ROLE` and `hearth staff forget-second-factor EMAIL`

use std::io::IsTerminal as _;

use clap::{Args, Subcommand};
use secrecy::{ExposeSecret as _, SecretString};

use super::CommandError;
use crate::app;
use crate::config::Config;
use crate::i18n::{I18n, Language};
use crate::services::Services;
use crate::staff::{Email, Password, Role, flow};

/// Arguments of `hearth staff`.
#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Add an account. The password is asked for, or read as one line from stdin.
    Add {
        /// The e-mail address to sign in with.
        email: String,
        /// administrator, liaison, leadership, translator, analyst or `patient_advisor`.
        #[arg(long)]
        role: String,
        /// The language of the pages, as a tag such as es or zh-Hans.
        #[arg(long, default_value = "en")]
        language: String,
    },
    /// Take somebody's second factor away, where no administrator can: they set up a new one.
    ForgetSecondFactor {
        /// The e-mail address they sign in with.
        email: String,
    },
}

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<(), CommandError> {
    match arguments.command {
        Command::Add { email, role, language } => add(&email, &role, &language),
        Command::ForgetSecondFactor { email } => forget_second_factor(&email),
    }
}

fn forget_second_factor(email: &str) -> Result<(), CommandError> {
    let email = Email::parse(email).map_err(CommandError::from_display)?;
    let services = services()?;
    let is_done = flow::accounts::forget_second_factor_now(&services, &email)
        .map_err(CommandError::from_display)?;
    if !is_done {
        return Err(CommandError("no account has this e-mail address".to_owned()));
    }
    println!("The second factor is gone; the next sign-in sets up a new one.");
    Ok(())
}

fn add(email: &str, role: &str, language: &str) -> Result<(), CommandError> {
    let email = Email::parse(email).map_err(CommandError::from_display)?;
    let role = Role::from_name(role).ok_or_else(|| {
        CommandError(format!("there is no role {role}; a role is {}", role_names()))
    })?;
    let language = interface_language(language)?;
    let services = services()?;
    let password = Password::parse(ask_password()?).map_err(CommandError::from_display)?;
    flow::add_account_now(&services, &email, &password, role, language)
        .map_err(CommandError::from_display)?;
    println!("The account was added with the role {}.", role.name());
    Ok(())
}

/// That language, if the pages are in it.
fn interface_language(tag: &str) -> Result<Language, CommandError> {
    let i18n = I18n::embedded().map_err(CommandError::from_display)?;
    let language = Language::new(tag);
    if i18n.languages().any(|known| *known == language) {
        return Ok(language);
    }
    let tags: Vec<&str> = i18n.languages().map(Language::tag).collect();
    Err(CommandError(format!("the pages are not in {language}; a language is {}", tags.join(", "))))
}

fn role_names() -> String {
    Role::ALL.map(Role::name).join(", ")
}

fn services() -> Result<Services, CommandError> {
    let config = Config::from_environment().map_err(CommandError::from_display)?;
    app::services(config).map_err(CommandError::from_display)
}

fn ask_password() -> Result<SecretString, CommandError> {
    let unreadable =
        |error: std::io::Error| CommandError(format!("the password could not be read: {error}"));
    if !std::io::stdin().is_terminal() {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).map_err(unreadable)?;
        line.truncate(line.trim_end_matches(['\r', '\n']).len());
        return Ok(line.into());
    }
    let first: SecretString = rpassword::prompt_password("Password (12 characters or more): ")
        .map_err(unreadable)?
        .into();
    let second: SecretString =
        rpassword::prompt_password("The same again: ").map_err(unreadable)?.into();
    if first.expose_secret() == second.expose_secret() {
        Ok(first)
    } else {
        Err(CommandError("the two passwords are not the same".to_owned()))
    }
}
