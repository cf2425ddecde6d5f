//! Messages to send, how they were delivered, and the worker that sends them.

pub mod sms;
