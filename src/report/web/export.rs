//! The answers as a file, sent bit by bit.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use tokio::sync::mpsc::Sender;

use crate::report::flow::{Export, ExportFault, begin_export};
use crate::services::Services;
use crate::staff::web::{Refusal, SignedForm};
use crate::web::answer::request_id;
use crate::web::pieces::{Piece, Pieces};

#[derive(Deserialize)]
pub(super) struct NothingElse {}

pub(super) async fn send(
    request: HttpRequest,
    services: Data<Services>,
    slug: Path<String>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    let signed_in = sent.signed_in;
    let export = match begin_export(&services, &signed_in, &slug, request_id(&request)).await {
        Ok(export) => export,
        Err(ExportFault::NotAllowed) => return Err(Refusal::NotAllowed(signed_in.role.name())),
        Err(ExportFault::NoSuchSurvey) => return Ok(HttpResponse::NotFound().finish()),
        Err(ExportFault::TooFew) => return Ok(HttpResponse::Conflict().finish()),
        Err(ExportFault::Store(error)) => return Err(error.into()),
    };
    let (pieces, body) = Pieces::new();
    actix_web::rt::spawn(read(services, export, pieces));
    // The slug is of letters, digits and hyphens, or there would be no survey of it.
    let name = format!("attachment; filename=\"{slug}.csv\"");
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, name))
        .body(body))
}

/// Reads on as long as somebody takes what was read.
async fn read(services: Data<Services>, mut export: Export, pieces: Sender<Piece>) {
    let mut next = Ok(Some(export.head()));
    while let Some(piece) = next.transpose() {
        let is_last = piece.is_err();
        if let Err(error) = &piece {
            tracing::error!(%error, "a file of answers broke off");
        }
        if pieces.send(piece.map(Bytes::from)).await.is_err() || is_last {
            return;
        }
        next = export.next_lines(&services).await;
    }
}
