//! A survey's texts for staff: a language read beside the source, and posters to print.

mod poster;
mod review;

use actix_web::web::{ServiceConfig, get, post};

/// The pages of a survey's texts.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route("/staff/surveys/{slug}/review/{language}", get().to(review::show))
        .route("/staff/surveys/{slug}/review/{language}", post().to(review::take))
        .route("/staff/surveys/{slug}/poster/{language}", get().to(poster::show));
}
