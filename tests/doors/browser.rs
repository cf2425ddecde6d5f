//! A browser without a window: requests with cookies, forms as a browser sends them.

use actix_web::body::{MessageBody, to_bytes};
use actix_web::dev::ServiceResponse;
use actix_web::http::header;
use actix_web::test::TestRequest;
use hearth::crypto::random_token;
use hearth::i18n::Language;
use hearth::services::Services;
use hearth::staff::flow::add_account_now;
use hearth::staff::store::insert_session;
use hearth::staff::{Email, Password, Role};

/// The password of every account.
pub const PASSWORD: &str = "three quiet herons";

/// What came back.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Where it leads.
    pub location: String,
}

/// Reads what came back.
pub async fn read<B: MessageBody>(response: ServiceResponse<B>) -> Answer {
    let text = |value: &header::HeaderValue| value.to_str().unwrap().to_owned();
    let status = response.status().as_u16();
    let location = response.headers().get(header::LOCATION).map(text).unwrap_or_default();
    drop(to_bytes(response.into_body()).await);
    Answer { status, location }
}

/// A page is asked for.
pub fn get(path: &str, cookie: &str) -> TestRequest {
    TestRequest::get().uri(path).insert_header((header::COOKIE, cookie.to_owned()))
}

/// A form is sent from a page of the console.
pub fn post(path: &str, cookie: &str, form: &[(&str, &str)]) -> TestRequest {
    TestRequest::post()
        .uri(path)
        .insert_header((header::COOKIE, cookie.to_owned()))
        .insert_header((header::HOST, "console.test"))
        .insert_header((header::ORIGIN, "http://console.test"))
        .set_form(form)
}

/// Adds an account.
pub fn add(services: &Services, email: &str, role: Role) -> i64 {
    let email = Email::parse(email).unwrap();
    let password = Password::parse(PASSWORD.to_owned().into()).unwrap();
    add_account_now(services, &email, &password, role, Language::new("en")).unwrap()
}

/// A session as a browser has it.
pub struct Opened {
    /// The cookie to send.
    pub cookie: String,
    /// What its forms carry.
    pub csrf_token: String,
}

/// Opens a session without asking for anything, where signing in is not what is tested.
pub fn open_session(services: &Services, account_id: i64) -> Opened {
    let (token, csrf_token) = (random_token(), random_token());
    let index = services.keys.blind_index("staff session", &token);
    let (csrf, now) = (csrf_token.clone(), services.clock.now());
    services.store.write_now(move |c| insert_session(c, &index, account_id, &csrf, now)).unwrap();
    Opened { cookie: format!("hearth_staff={token}"), csrf_token }
}

/// The service as the world sees it.
#[macro_export]
macro_rules! app {
    ($services:expr) => {{
        let services = $services.clone();
        let routes = actix_web::App::new()
            .configure(move |routes| hearth::routes::configure(routes, &services));
        let guarded = routes.wrap(actix_web::middleware::from_fn(hearth::web::guard::guard));
        actix_web::test::init_service(guarded).await
    }};
}

/// Sends a request and reads what comes back.
#[macro_export]
macro_rules! send {
    ($app:expr, $request:expr) => {
        $crate::browser::read(actix_web::test::call_service(&$app, $request.to_request()).await)
            .await
    };
}
