//! A text message comes in: whom it is from and what it is for.
