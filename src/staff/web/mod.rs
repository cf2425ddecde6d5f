//! Accounts, signing in, and what stands around every page of the console.

mod accounts;
mod bar;
mod guard;
mod kept;
mod link;
mod own;
mod second_step;
mod sign_in;
mod signed;
mod trail;
mod upload;

use actix_web::web::ServiceConfig;
use serde::Deserialize;

pub use bar::{Bar, Desk, Empty, Fault, Flash, Pager};
pub use guard::guard;
pub use signed::{Refusal, SignedForm};
pub use upload::{NoFile, SignedUpload, UPLOAD_BYTES, UploadedFile};

/// The pages of signing in and out, and of accounts.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .configure(sign_in::configure)
        .configure(second_step::configure)
        .configure(own::configure)
        .configure(kept::configure)
        .configure(accounts::configure)
        .configure(trail::configure)
        .configure(link::configure);
}

/// A form that says all by being sent.
#[derive(Deserialize)]
struct NothingElse {}
