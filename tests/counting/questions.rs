//! A survey whose versions ask different questions is counted by what each of them asked.

use hearth::crypto::random_token;
use hearth::i18n::Language;
use hearth::priority::flow::live_ranking;
use hearth::priority::live::flow::{Audit, count_changes};
use hearth::response::flow::{find_survey, save_answer, start_anonymous};
use hearth::services::Services;
use hearth::survey::{Survey, Value};

use super::audited;
use crate::ranked::{SURVEY, chosen, offer, rank_known};
use crate::support::{self, services};

/// How often two nodes begin at once to count a survey by another question.
const ROUNDS: usize = 10;

async fn import(services: &Services, survey: &str) {
    let survey = Survey::from_toml(survey).unwrap();
    hearth::survey::flow::import(services, survey, true).await.unwrap();
}

#[tokio::test]
async fn a_survey_that_asks_another_question_is_counted_by_that_one() {
    for (_place, store) in support::stores("another_question") {
        let (services, _clock) = services(&store);
        offer(&services, &["es", "vi"]).await;
        for _ in 0..12 {
            rank_known(&services, "en", "{}", &["a", "b"]).await;
        }
        assert_eq!(live_ranking(&services, "voice").await.unwrap().ranking.n, 12);
        let other = SURVEY.replace("id = \"first\"", "id = \"now\"");
        import(&services, &other).await;
        assert!(live_ranking(&services, "voice").await.is_err(), "nobody has answered that");
        assert_eq!(audited(&store), Audit { surveys: 1, people: 0, differences: 0 });
        import(&services, SURVEY).await;
        assert_eq!(live_ranking(&services, "voice").await.unwrap().ranking.n, 12);
        assert_eq!(audited(&store).people, 12);
    }
}

#[tokio::test]
async fn what_a_version_asks_by_the_same_name_without_ranking_is_no_ballot() {
    for (_place, store) in support::stores("not_ranking") {
        let (services, _clock) = services(&store);
        offer(&services, &["es", "vi"]).await;
        for _ in 0..12 {
            rank_known(&services, "en", "{}", &["a", "b"]).await;
        }
        count_changes(&services).await.unwrap();
        let first = chosen(&["c"]);
        for (kind, said) in [("single", Value::Text("c".to_owned())), ("multiple", first)] {
            let kind = format!("kind = \"{kind}\"");
            let other = SURVEY.replace("kind = \"rank\"\ntop = 2", &kind);
            import(&services, &other).await;
            let offered = find_survey(&services, "voice").await.unwrap().unwrap();
            let token = random_token();
            start_anonymous(&services, &offered, &Language::new("en"), &token).await.unwrap();
            save_answer(&services, &token, "first", Some(said)).await.unwrap();
            count_changes(&services).await.unwrap();
            assert_eq!(audited(&store), Audit { surveys: 1, people: 12, differences: 0 });
        }
        import(&services, SURVEY).await;
        rank_known(&services, "en", "{}", &["a"]).await;
        assert_eq!(live_ranking(&services, "voice").await.unwrap().ranking.n, 13);
        assert_eq!(audited(&store), Audit { surveys: 1, people: 13, differences: 0 });
    }
}

#[tokio::test]
async fn nobody_is_lost_where_two_nodes_begin_to_count_a_question() {
    for (_place, store) in support::stores("two_begin") {
        let (services, _clock) = services(&store);
        let (other_node, _clock) = support::services(&store);
        offer(&services, &["es", "vi"]).await;
        for _ in 0..12 {
            rank_known(&services, "en", "{}", &["a", "b"]).await;
        }
        let other = SURVEY.replace("id = \"first\"", "id = \"now\"");
        for _ in 0..ROUNDS {
            for survey in [&other, SURVEY] {
                import(&services, survey).await;
                // A change on every round: there are notes to use up that are not of the beginning.
                rank_known(&services, "en", "{}", &["c"]).await;
                let (one, two) = tokio::join!(count_changes(&services), count_changes(&other_node));
                one.and(two).unwrap();
                assert_eq!(audited(&store).differences, 0);
            }
        }
    }
}
