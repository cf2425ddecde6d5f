//! The one file beside the pages: the console's style sheet.

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use crate::services::Services;

/// The style sheet's address.
pub fn configure(routes: &mut web::ServiceConfig) {
    routes.route("/assets/{file}", web::get().to(send));
}

async fn send(services: web::Data<Services>, file: web::Path<String>) -> HttpResponse {
    let assets = services.renderer.assets();
    if assets.desk_css_path().strip_prefix("/assets/") != Some(file.as_str()) {
        return HttpResponse::NotFound().finish();
    }
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(assets.desk_css().to_owned())
}
