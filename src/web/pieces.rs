//! A body that is made while it is sent.

use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::storage::StoreError;

/// A part of a body, or why there are no more.
pub type Piece = Result<Bytes, StoreError>;

/// How many pieces may wait for a slow reader.
const PIECES_WAITING: usize = 2;

/// What was read, as the body of an answer. A fault breaks the connection off, so that half a
/// file is not taken for a whole one.
pub struct Pieces(Receiver<Piece>);

impl Pieces {
    /// A body, and where its pieces go.
    pub fn new() -> (Sender<Piece>, Self) {
        let (pieces, waiting) = channel(PIECES_WAITING);
        (pieces, Self(waiting))
    }
}

impl MessageBody for Pieces {
    type Error = StoreError;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, StoreError>>> {
        self.0.poll_recv(context)
    }
}
