//! Pages of people and the places they come to.

mod sites;

use actix_web::web::ServiceConfig;

/// The pages.
pub fn configure(routes: &mut ServiceConfig) {
    routes.configure(sites::configure);
}
