//! The worker that looks after those who do not answer, for one walk.

use hearth::app::may_remind;
use hearth::conversation::flow::Worker;
use hearth::services::Services;

/// Looks after everybody once.
pub async fn look_after_silent(services: &Services) {
    let worker = Worker { services: services.clone(), may_remind: may_remind() };
    worker.look().await.unwrap();
}
