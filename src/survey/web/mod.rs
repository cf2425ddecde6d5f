//! A survey's texts for staff: begun, a language read beside the source, and posters to print.

mod findings;
mod poster;
mod review;
mod start;

use actix_web::web::{ServiceConfig, get, post};

/// The pages of a survey's texts.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route("/staff/start", get().to(start::show))
        .route("/staff/start", post().to(start::begin_sample))
        .route("/staff/start/file", post().to(start::take_file))
        .route("/staff/start/mended", post().to(start::take_mended))
        .route("/staff/surveys/{slug}/review/{language}", get().to(review::show))
        .route("/staff/surveys/{slug}/review/{language}", post().to(review::take))
        .route("/staff/surveys/{slug}/poster/{language}", get().to(poster::show));
}
