//! Signing in as a person with a phone does: password, then the code of the second step.

use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::header;
use actix_web::test::TestRequest;
use actix_web::web::Data;
use diesel::prelude::*;
use hearth::services::Services;
use hearth::staff::flow::second_step::find_half;
use hearth::staff::second_factor::TotpSecret;
use hearth::staff::store::second_step::find_secret;
use hearth::storage::schema::staff_account;

/// The code that the phone of who has that half session shows now. What was shown at this moment
/// before counts as not used: the clock of a test stands still.
pub async fn code_on_the_phone(services: &Services, half: &str) -> String {
    let half = find_half(services, half).await.unwrap().expect("a half session");
    let (keys, id) = (Arc::clone(&services.keys), half.account.id);
    let secret: Option<TotpSecret> = services
        .store
        .write_now(move |connection| {
            diesel::update(staff_account::table.find(id))
                .set(staff_account::last_totp_step.eq(0))
                .execute(connection)?;
            find_secret(connection, &keys, id)
        })
        .unwrap();
    half.offered.or(secret).expect("a secret").code_at(services.clock.now())
}

/// Signs in over HTTP and returns the cookie to send: `signed_in!(app, email, password)`.
#[macro_export]
macro_rules! signed_in {
    ($app:expr, $email:expr, $password:expr) => {{
        let send = async |request: actix_web::test::TestRequest| {
            actix_web::test::call_service(&$app, request.to_request()).await
        };
        $crate::signing_in::sign_in(send, $email, $password).await
    }};
}

/// Signs in over HTTP, by what sends a request; returns the cookie to send.
pub async fn sign_in<B: MessageBody>(
    send: impl AsyncFn(TestRequest) -> ServiceResponse<B>,
    email: &str,
    password: &str,
) -> String {
    let form = [("email", email), ("password", password), ("next", "")];
    let response = send(form_to("/staff/sign-in", "", &form)).await;
    let half = cookie(&response, "hearth_half").expect("the password is right");
    let services = response.request().app_data::<Data<Services>>().expect("the service").clone();
    let token = half.split_once('=').expect("a name and a value").1;
    let code = code_on_the_phone(&services, token).await;
    let form = [("code", code.as_str()), ("next", "")];
    let response = send(form_to("/staff/sign-in/code", &half, &form)).await;
    cookie(&response, "hearth_staff").expect("the code is right")
}

fn form_to(path: &str, cookie: &str, form: &[(&str, &str)]) -> TestRequest {
    TestRequest::post()
        .uri(path)
        .insert_header((header::COOKIE, cookie.to_owned()))
        .insert_header((header::HOST, "console.test"))
        .insert_header((header::ORIGIN, "http://console.test"))
        .set_form(form)
}

/// The cookie of that name that a response sets, as a browser sends it back.
fn cookie<B>(response: &ServiceResponse<B>, name: &str) -> Option<String> {
    let set = response.headers().get_all(header::SET_COOKIE);
    let pairs = set.map(|value| value.to_str().unwrap().split(';').next().unwrap().to_owned());
    pairs.into_iter().find(|pair| pair.starts_with(&format!("{name}=")) && !pair.ends_with('='))
}
