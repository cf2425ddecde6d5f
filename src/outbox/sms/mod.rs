//! Text messages: what they cost, who signed them, and Twilio.

pub mod segments;
