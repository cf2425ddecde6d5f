//! The live ranking: whatever happens to answers and consent, it counts what the answers say.

#![expect(clippy::unwrap_used, reason = "what a test cannot go on without fails it")]

#[path = "counting/aside_page.rs"]
mod aside_page;
#[path = "support/opened.rs"]
mod opened;
#[path = "counting/questions.rs"]
mod questions;
#[path = "support/ranked.rs"]
mod ranked;
mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use diesel::connection::SimpleConnection as _;
use hearth::consent::Action;
use hearth::consent::flow::Evidence;
use hearth::i18n::Language;
use hearth::people::store::update_language;
use hearth::priority::aside::flow::{AsideError, count_again, set_aside};
use hearth::priority::aside::store::list_asides;
use hearth::priority::flow::{Reactions, live_ranking, publish};
use hearth::priority::live::flow::{Audit, audit, count_changes};
use hearth::response::flow::{find_survey, save_answer, switch_language, withdraw};
use hearth::response::store::forget_participant;
use hearth::services::Services;
use hearth::staff::flow::add_account_now;
use hearth::staff::{Email, Password, Role, SignedIn};
use hearth::storage::{Frozen, Store, StoreError};
use hearth::topic::flow::{merge, retire, unmerge};
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use ranked::{answer, chosen, offer, rank_known, rank_unknown, say};
use support::services;

/// How many things happen in one random course.
const STEPS: usize = 180;
const COURSES: u64 = 3;
const AGES: [&str; 3] = ["{}", r#"{"age":"18-39"}"#, r#"{"age":"40-64","site":"East"}"#];
const RANKED: [&[&str]; 6] = [&["a", "b"], &["c"], &["b", "a"], &["d", "e"], &["e"], &["c", "d"]];

fn audited(store: &Store) -> Audit {
    store.read_one_moment_now(|c| audit(c, &Frozen::default())).unwrap()
}

/// Everybody who has answered, and what may still happen to them.
struct Crowd {
    services: Services,
    survey_id: i64,
    version_id: i64,
    known: Vec<i64>,
    unknown: Vec<String>,
    leader: SignedIn,
    random: ChaCha12Rng,
}

impl Crowd {
    async fn new(services: Services, leader: SignedIn, seed: u64) -> Self {
        let offered = find_survey(&services, "voice").await.unwrap().unwrap();
        let random = ChaCha12Rng::seed_from_u64(seed);
        let (known, unknown) = (Vec::new(), Vec::new());
        let (survey_id, version_id) = (offered.version.survey_id, offered.version.id);
        Self { services, survey_id, version_id, known, unknown, leader, random }
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.random.next_u64() % count as u64).unwrap()
    }

    fn some<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.below(among.len())]
    }

    /// One of those who have answered; the first comes if nobody has.
    async fn somebody_known(&mut self) -> i64 {
        if self.known.is_empty() {
            self.come().await;
        }
        let place = self.below(self.known.len());
        self.known[place]
    }

    async fn come(&mut self) {
        let (tag, choices) = (self.some(&["en", "es", "vi"]), self.some(&RANKED));
        let strata = self.some(&AGES);
        self.known.push(rank_known(&self.services, tag, strata, choices).await);
    }

    /// Changes somebody known within one transaction.
    async fn change(
        &mut self,
        work: impl FnOnce(&mut hearth::storage::Database, i64) -> Result<(), StoreError>
        + Send
        + 'static,
    ) {
        let id = self.somebody_known().await;
        self.services.store.write(move |connection| work(connection, id)).await.unwrap();
    }

    async fn step(&mut self) {
        let keys = Arc::clone(&self.services.keys);
        let (version_id, tag) = (self.version_id, self.some(&["en", "es", "vi"]));
        let choices = self.some(&RANKED);
        match self.below(14) {
            0..=2 => self.come().await,
            3 | 4 => self.unknown.push(rank_unknown(&self.services, tag, choices).await),
            5 => {
                let value = Some(chosen(choices)).filter(|_| tag != "vi");
                self.change(move |c, id| answer(c, &keys, id, version_id, value.as_ref())).await;
            }
            6 | 7 => {
                let action = if tag == "en" { Action::Granted } else { Action::Withdrawn };
                let proof = Evidence::seal(&keys, "1");
                self.change(move |c, id| say(c, id, action, &proof)).await;
            }
            8 => {
                let language = Language::new(tag);
                self.change(move |c, id| Ok(update_language(c, id, &language)?)).await;
            }
            9 => {
                let today = support::morning().date();
                self.change(move |c, id| Ok(forget_participant(c, id, today)?)).await;
            }
            10 => self.change_unknown(tag, choices).await,
            11 => self.decide(tag).await,
            12 => {
                let strata = self.some(&AGES);
                self.change(move |c, id| {
                    let sql = format!("UPDATE participant SET strata = '{strata}' WHERE id = {id}");
                    Ok(c.batch_execute(&sql)?)
                })
                .await;
            }
            _ => count_changes(&self.services).await.unwrap(),
        }
    }

    /// What leadership decides of topics and ballots; deciding it again changes nothing.
    async fn decide(&mut self, tag: &str) {
        let (services, by) = (&self.services, &self.leader);
        match tag {
            "en" => drop(merge(services, by, "dental", "rides", String::new()).await),
            "es" => drop(unmerge(services, by, "dental", String::new()).await),
            _ => {
                let named = ("sms/top2".to_owned(), None, "All alike".to_owned());
                set_aside(services, by, "voice", named, String::new()).await.unwrap();
                live_ranking(services, "voice").await.ok();
                let survey_id = self.survey_id;
                let asides =
                    services.store.read_now(|c| Ok::<_, StoreError>(list_asides(c, survey_id)?));
                for aside in asides.unwrap() {
                    count_again(services, by, "voice", aside.id, String::new()).await.unwrap();
                }
            }
        }
    }

    async fn change_unknown(&mut self, tag: &str, choices: &[&str]) {
        let Some(token) = self.unknown.last().cloned() else { return };
        match tag {
            "en" => {
                let code = self.services.keys.receipt_code(&token);
                withdraw(&self.services, &code).await.unwrap();
                self.unknown.pop();
            }
            "es" => {
                let value = Some(chosen(choices));
                save_answer(&self.services, &token, "first", value).await.unwrap();
            }
            _ => {
                let language = Language::new(tag);
                switch_language(&self.services, &token, language).await.unwrap();
            }
        }
    }
}

#[tokio::test]
async fn whatever_happens_the_live_ranking_counts_what_the_answers_say() {
    for seed in 0..COURSES {
        for (_place, store) in support::stores("whatever_happens") {
            let (services, _clock) = services(&store);
            offer(&services, &["es", "vi"]).await;
            let leader = leader(&services);
            let mut crowd = Crowd::new(services, leader, seed).await;
            for _ in 0..STEPS {
                crowd.step().await;
            }
            // Before the last changes are counted, and after.
            assert_eq!(audited(&store).differences, 0);
            count_changes(&crowd.services).await.unwrap();
            let found = audited(&store);
            assert!(found.differences == 0 && found.people > 10, "{found:?}");
            let live = live_ranking(&crowd.services, "voice").await.unwrap();
            // Another node, which has seen nothing of it, reads the same to the last bit.
            let (other, _clock) = support::services(&store);
            assert_eq!(live_ranking(&other, "voice").await.unwrap().ranking, live.ranking);
            let all = live.ranking.n + live.ranking.empty_ballots + live.set_beside;
            assert!(all <= found.people, "{all} of {found:?}");
        }
    }
}

#[tokio::test]
async fn who_answers_while_several_count_is_counted_once() {
    for (place, store) in support::stores("several_count") {
        let (first, _clock) = services(&store);
        offer(&first, &["es", "vi"]).await;
        let second_store = if place.url.starts_with("postgres") {
            Store::open(&place.url).unwrap()
        } else {
            store.clone()
        };
        let nodes = [first.clone(), services(&second_store).0];
        let is_over = Arc::new(AtomicBool::new(false));
        let counting: Vec<_> = nodes
            .iter()
            .cloned()
            .map(|node| {
                let is_over = Arc::clone(&is_over);
                tokio::spawn(async move {
                    while !is_over.load(Ordering::Relaxed) {
                        count_changes(&node).await.unwrap();
                        tokio::task::yield_now().await;
                    }
                })
            })
            .collect();
        let leader = leader(&first);
        let crowds = [0, 1, 2, 3].map(|number| {
            let (node, leader) = (nodes[number % 2].clone(), leader.clone());
            tokio::spawn(async move {
                let mut crowd = Crowd::new(node, leader, number as u64 + 100).await;
                for _ in 0..40 {
                    crowd.step().await;
                }
                crowd.known.len() + crowd.unknown.len()
            })
        });
        for crowd in crowds {
            crowd.await.unwrap();
        }
        is_over.store(true, Ordering::Relaxed);
        for node in counting {
            node.await.unwrap();
        }
        let found = audited(&store);
        assert!(found.differences == 0 && found.people > 10, "{found:?}");
        let [first, second] = [&nodes[0], &nodes[1]];
        let rankings = (live_ranking(first, "voice").await, live_ranking(second, "voice").await);
        assert_eq!(rankings.0.unwrap().ranking, rankings.1.unwrap().ranking);
        assert_eq!(audited(&store).differences, 0);
    }
}

fn leader(services: &Services) -> SignedIn {
    let email = Email::parse("lea@example.org").unwrap();
    let password = Password::parse("three quiet herons".to_owned().into()).unwrap();
    let language = Language::new("en");
    let added = add_account_now(services, &email, &password, Role::Leadership, language.clone());
    let (account_id, csrf_token) = (added.unwrap(), String::new());
    SignedIn { account_id, role: Role::Leadership, language, csrf_token }
}

#[tokio::test]
async fn who_leaves_after_publishing_is_told_beside_the_published_ranking() {
    for (_place, store) in support::stores("who_leaves_after") {
        let (services, _clock) = services(&store);
        offer(&services, &["es", "vi"]).await;
        let lea = leader(&services);
        let mut people = Vec::new();
        for place in 0..20 {
            people.push(rank_known(&services, "en", "{}", RANKED[place % 4]).await);
        }
        publish(&services, &Reactions::default(), &lea, "voice", String::new()).await.unwrap();
        // One who comes later and leaves again was never in it.
        people.push(rank_known(&services, "en", "{}", &["a"]).await);
        count_changes(&services).await.unwrap();
        for id in [people[0], people[1], people[20]] {
            let proof = Evidence::seal(&services.keys, "DELETE");
            let leave =
                move |c: &mut hearth::storage::Database| say(c, id, Action::Withdrawn, &proof);
            services.store.write(leave).await.unwrap();
        }
        let live = live_ranking(&services, "voice").await.unwrap();
        assert_eq!((live.ranking.n, live.withdrawn_since), (18, 2));
        publish(&services, &Reactions::default(), &lea, "voice", String::new()).await.unwrap();
        assert_eq!(live_ranking(&services, "voice").await.unwrap().withdrawn_since, 0);
    }
}

#[tokio::test]
async fn an_audit_finds_a_count_that_somebody_changed() {
    for (_place, store) in support::stores("an_audit_finds") {
        let (services, _clock) = services(&store);
        offer(&services, &["es", "vi"]).await;
        for place in 0..12 {
            rank_known(&services, "en", "{}", RANKED[place % 3]).await;
        }
        count_changes(&services).await.unwrap();
        assert_eq!(audited(&store).differences, 0);
        let tamper = "UPDATE counted_ballot SET cast_by = cast_by + 1 \
                      WHERE id = (SELECT min(id) FROM counted_ballot)";
        store.write_now(move |c| Ok::<_, StoreError>(c.batch_execute(tamper)?)).unwrap();
        assert_eq!(audited(&store).differences, 1);
    }
}

#[tokio::test]
async fn merging_topics_counts_the_better_place_and_unmerging_takes_nothing_away() {
    for (_place, store) in support::stores("merging_topics") {
        let (services, _clock) = services(&store);
        offer(&services, &["es", "vi"]).await;
        let lea = leader(&services);
        for place in 0..24 {
            rank_known(&services, "en", "{}", RANKED[place % 6]).await;
        }
        let before = live_ranking(&services, "voice").await.unwrap();
        assert_eq!(before.items, ["dental", "hours", "parking", "rides"]);
        merge(&services, &lea, "dental", "rides", String::new()).await.unwrap();
        let merged = live_ranking(&services, "voice").await.unwrap();
        assert_eq!(merged.items, ["hours", "parking", "rides"]);
        assert_eq!((merged.ranking.n, merged.ranking.rank[2]), (before.ranking.n, 1));
        retire(&services, &lea, "parking", true, String::new()).await.unwrap();
        assert_eq!(live_ranking(&services, "voice").await.unwrap().items, ["hours", "rides"]);
        // What one person said meanwhile is there when the topics are two again.
        rank_known(&services, "en", "{}", &["c", "a"]).await;
        assert_eq!(audited(&store).differences, 0);
        retire(&services, &lea, "parking", false, String::new()).await.unwrap();
        unmerge(&services, &lea, "dental", String::new()).await.unwrap();
        let (other, _clock) = support::services(&store);
        let after = live_ranking(&services, "voice").await.unwrap();
        assert_eq!(after.ranking, live_ranking(&other, "voice").await.unwrap().ranking);
        assert_eq!((after.items, after.ranking.n), (before.items, before.ranking.n + 1));
    }
}

#[tokio::test]
async fn who_was_asked_and_did_not_answer_sets_the_tipping_point() {
    for (_place, store) in support::stores("the_tipping_point") {
        let (services, _clock) = services(&store);
        offer(&services, &["es", "vi"]).await;
        for place in 0..22 {
            rank_known(&services, "en", "{}", RANKED[place % 3]).await;
        }
        let nobody_asked = live_ranking(&services, "voice").await.unwrap();
        assert_eq!(nobody_asked.ranking.tipping_point, None);
        // Half of them were asked, one by two campaigns, and as many others, who said nothing.
        let rows = "INSERT INTO panel (id, name) VALUES (1, 'p');
            INSERT INTO participant (id, token, language, strata, created_at)
            SELECT id + 1000, 'x', 'en', '{}', created_at FROM participant WHERE id <= 11;
            INSERT INTO contact_point (id, token, participant_id, kind, value_index, sealed_value)
            SELECT id, 'c', id, 'phone', CAST(token || id AS BYTES), CAST('' AS BYTES)
            FROM participant;
            INSERT INTO campaign
            (id, token, version_id, panel_id, state, created_at, starts_at, ends_at)
            SELECT n, 'c' || n, v.id, 1, 'sending', v.created_at, v.created_at, v.created_at
            FROM survey_version AS v CROSS JOIN (SELECT 1 AS n UNION SELECT 2) AS numbers;
            INSERT INTO invitation (campaign_id, participant_id, contact_point_id, language, state,
            due_at, asked_at)
            SELECT c.id, p.id, p.id, 'en', 'asked', c.created_at, c.created_at
            FROM participant AS p CROSS JOIN campaign AS c
            WHERE (p.id <= 11 OR p.id > 1000) AND (c.id = 1 OR p.id = 1)";
        store
            .write_now(move |connection| {
                let is_sqlite = matches!(connection, hearth::storage::Database::Sqlite(_));
                let bytes = if is_sqlite { "BLOB" } else { "BYTEA" };
                Ok::<_, StoreError>(connection.batch_execute(&rows.replace("BYTES", bytes))?)
            })
            .unwrap();
        let live = live_ranking(&services, "voice").await.unwrap();
        assert_eq!(live.settings.response_rate, Some(0.5));
        let mut theta = live.ranking.theta.clone();
        theta.sort_by(f64::total_cmp);
        let gap = theta[1] - theta[0];
        assert!((live.ranking.tipping_point.unwrap() - gap).abs() < 1e-12, "k is 3 of 4");
    }
}

#[tokio::test]
async fn what_is_set_aside_stands_beside_and_counts_again_as_before() {
    for (_place, store) in support::stores("what_is_set_aside") {
        let (services, _clock) = services(&store);
        offer(&services, &["es", "vi"]).await;
        let lea = leader(&services);
        for place in 0..18 {
            rank_known(&services, "en", "{}", RANKED[place % 3]).await;
        }
        for _ in 0..30 {
            rank_known(&services, "en", "{}", &["d", "b"]).await;
        }
        let before = live_ranking(&services, "voice").await.unwrap();
        assert_eq!((before.ranking.n, before.ranking.rank[2]), (48, 1), "parking is first");
        let alike = r#"[["parking"],["hours"],["dental","rides"]]"#.to_owned();
        let named = || ("sms/top2".to_owned(), Some(alike.clone()), " One phone bank. ".to_owned());
        for reason in ["  ".to_owned(), "x".repeat(201)] {
            let refused = ("sms/top2".to_owned(), None, reason);
            let refused = set_aside(&services, &lea, "voice", refused, String::new()).await;
            assert!(matches!(refused, Err(AsideError::Reason)));
        }
        let analyst = SignedIn { role: Role::Analyst, ..lea.clone() };
        let refused = set_aside(&services, &analyst, "voice", named(), String::new()).await;
        assert!(matches!(refused, Err(AsideError::NotAllowed)));
        for _ in 0..2 {
            set_aside(&services, &lea, "voice", named(), String::new()).await.unwrap();
        }
        // One more of the same kind comes later.
        rank_known(&services, "en", "{}", &["d", "b"]).await;
        let live = live_ranking(&services, "voice").await.unwrap();
        let aside = live.ranking.set_aside.as_ref().unwrap();
        assert_eq!((live.ranking.n, aside.ballots, live.asides.len()), (18, 31, 1));
        assert_eq!(aside.reasons.keys().collect::<Vec<_>>(), ["One phone bank."]);
        assert_eq!((live.ranking.rank[2], aside.rank_with_them[2]), (4, 1), "shown both ways");
        assert_eq!(audited(&store).differences, 0);
        let id = live.asides[0].id;
        count_again(&services, &lea, "voice", id, String::new()).await.unwrap();
        count_again(&services, &lea, "voice", id, String::new()).await.unwrap();
        let after = live_ranking(&services, "voice").await.unwrap();
        assert_eq!((after.ranking.n, after.ranking.set_aside), (49, None));
        assert_eq!(after.ranking.rank, before.ranking.rank);
    }
}
