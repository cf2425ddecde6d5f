//! TEMP
use actix_web::web;
/// TEMP
pub fn configure(_: &mut web::ServiceConfig) {}
