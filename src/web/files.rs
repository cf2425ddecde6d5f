//! The files beside the pages: the console's style sheet and its script.

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use crate::services::Services;

/// Their addresses.
pub fn configure(routes: &mut web::ServiceConfig) {
    routes.route("/assets/{file}", web::get().to(send));
}

async fn send(services: web::Data<Services>, file: web::Path<String>) -> HttpResponse {
    let assets = services.renderer.assets();
    let is_asked = |path: &str| path.strip_prefix("/assets/") == Some(file.as_str());
    let (kind, text) = if is_asked(assets.desk_css_path()) {
        ("text/css; charset=utf-8", assets.desk_css())
    } else if is_asked(assets.desk_js_path()) {
        ("text/javascript; charset=utf-8", assets.desk_js())
    } else {
        return HttpResponse::NotFound().finish();
    };
    HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(text.to_owned())
}
