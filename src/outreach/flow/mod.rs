//! Asking people: planned, confirmed, sent, paused, counted; and what ends it.

mod campaign;
mod people;
mod plan;
mod refused;
mod test_text;
mod word;
mod worker;

pub use campaign::{AskFault, confirm, list, take_step};
pub use people::{Overview, PEOPLE_A_PAGE, Person, find_overview, list_people, people_as_csv};
pub use plan::{Choices, Plan, Wish, list_choices, plan};
pub use refused::halt;
pub use test_text::{TestFault, send_test};
pub use word::{ended_by_staff, follow_text, hear, may_remind, may_repeat, opted_out_with_carrier};
pub use worker::Worker;
