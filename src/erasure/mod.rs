//! What somebody asked to be deleted, erased once they cannot take that back any more.

pub mod flow;
pub mod store;
