//! A session opened without asking for anything, where signing in is not what is tested.

use std::sync::Arc;

use hearth::crypto::random_token;
use hearth::services::Services;
use hearth::staff::store::sessions::{NewSession, insert_session};

/// A session as a browser has it.
pub struct Opened {
    /// The cookie to send.
    pub cookie: String,
    /// What its forms carry.
    pub csrf_token: String,
}

/// Opens a session of that account.
pub fn open_session(services: &Services, account_id: i64) -> Opened {
    let (token, csrf_token) = (random_token(), random_token());
    let session = NewSession {
        token_index: services.keys.blind_index("staff session", &token),
        name: random_token(),
        account_id,
        csrf_token: csrf_token.clone(),
        browser: String::new(),
        address: "192.0.2.7".to_owned(),
    };
    let (keys, now) = (Arc::clone(&services.keys), services.clock.now());
    services.store.write_now(move |c| insert_session(c, &keys, &session, now)).unwrap();
    Opened { cookie: format!("hearth_staff={token}"), csrf_token }
}
