//! The files beside the pages: the console's style sheet and its scripts.

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use crate::services::Services;

/// Their addresses.
pub fn configure(routes: &mut web::ServiceConfig) {
    routes.route("/assets/{file}", web::get().to(send));
}

async fn send(services: web::Data<Services>, file: web::Path<String>) -> HttpResponse {
    let assets = services.renderer.assets();
    let is = |path: &str| path.strip_prefix("/assets/") == Some(file.as_str());
    let (kind, content) = if is(assets.desk_css_path()) {
        ("text/css; charset=utf-8", assets.desk_css().to_owned())
    } else if is(assets.desk_js_path()) {
        ("text/javascript; charset=utf-8", assets.desk_js().to_owned())
    } else if is(assets.asking_js_path()) {
        ("text/javascript; charset=utf-8", assets.asking_js().to_owned())
    } else {
        return HttpResponse::NotFound().finish();
    };
    HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(content)
}
