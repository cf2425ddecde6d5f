//! Both steps of signing in, without the pages.

use hearth::services::Services;
use hearth::staff::flow::second_step::{StepError, finish};
use hearth::staff::flow::{Entered, Session, SignIn, SignInError, Visit, sign_in};

use crate::signing_in::code_on_the_phone;

/// Somebody at the door, with a browser that never was here.
pub fn attempt(email: &str, password: &str) -> SignIn {
    let visit = Visit {
        known_browser: None,
        earlier_token: None,
        from: "192.0.2.7".to_owned(),
        browser: "Firefox · Linux".to_owned(),
        request_id: "r1".to_owned(),
    };
    SignIn { email: email.to_owned(), password: password.to_owned().into(), visit }
}

/// Goes through both steps.
pub async fn enter(services: &Services, attempt: SignIn) -> Result<Session, SignInError> {
    let visit = attempt.visit.clone();
    let half = match sign_in(services, attempt).await? {
        Entered::Signed(session) => return Ok(session),
        Entered::Half { token } => token,
    };
    let code = code_on_the_phone(services, &half).await;
    match finish(services, &half, &code, visit).await {
        Ok(finished) => Ok(finished.session),
        Err(StepError::Store(error)) => Err(error.into()),
        Err(error) => panic!("the code on the phone: {error}"),
    }
}
