//! What a person answers: text into values, and their passage through a survey.

pub mod reading;
