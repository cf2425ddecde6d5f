//! The dialogue by text message: what the next text says.
