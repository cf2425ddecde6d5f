//! Topics merged, retired, named and added, each taken back.

use hearth::staff::Role;
use hearth::survey::Survey;
use hearth::survey::flow::import;
use hearth::topic::TitleError;
use hearth::topic::flow::{Correction, TopicError, add, correct, merge, retire, unmerge};
use hearth::topic::store::list_titles;

use crate::support::{services, stores};
use crate::{SURVEY, account, language, offer_survey, read, standing, trail};

fn r() -> String {
    "r".to_owned()
}

#[tokio::test]
async fn a_merge_is_made_once_taken_back_and_written_down() {
    for (_place, store) in stores("a_merge") {
        let (services, _clock) = services(&store);
        offer_survey(&services).await;
        let lea = account(&services, Role::Leadership);
        for _ in 0..2 {
            merge(&services, &lea, "vans", "rides", r()).await.unwrap();
        }
        assert_eq!(standing(&services).now("vans"), Some("rides"));
        // Whatever is merged or gone is no topic of its own, and none counts as itself.
        let again = merge(&services, &lea, "vans", "hours", r()).await;
        assert!(matches!(again, Err(TopicError::Changed)));
        let into_merged = merge(&services, &lea, "hours", "vans", r()).await;
        assert!(matches!(into_merged, Err(TopicError::Changed)));
        let back = merge(&services, &lea, "rides", "vans", r()).await;
        assert!(matches!(back, Err(TopicError::Changed)));
        let itself = merge(&services, &lea, "rides", "rides", r()).await;
        assert!(matches!(itself, Err(TopicError::Itself)));
        let unknown = merge(&services, &lea, "rides", "none", r()).await;
        assert!(matches!(unknown, Err(TopicError::NoSuchTopic)));
        assert!(matches!(
            retire(&services, &lea, "vans", true, r()).await,
            Err(TopicError::Changed)
        ));

        merge(&services, &lea, "rides", "hours", r()).await.unwrap();
        assert_eq!(standing(&services).now("vans"), Some("hours"));
        retire(&services, &lea, "hours", true, r()).await.unwrap();
        assert_eq!(standing(&services).now("vans"), None);
        retire(&services, &lea, "hours", false, r()).await.unwrap();
        for topic in ["rides", "vans", "vans"] {
            unmerge(&services, &lea, topic, r()).await.unwrap();
        }
        assert_eq!(standing(&services), hearth::topic::Standing::default());
        let expected = [
            "topic_merged topic/vans into rides",
            "topic_merged topic/rides into hours",
            "topic_retired topic/hours ",
            "topic_brought_back topic/hours ",
            "topic_unmerged topic/rides from hours",
            "topic_unmerged topic/vans from rides",
        ];
        assert_eq!(trail(&services, "topic"), expected);
    }
}

#[tokio::test]
async fn merges_at_once_never_lead_in_a_circle() {
    for (_place, store) in stores("merges_at_once") {
        let (services, _clock) = services(&store);
        offer_survey(&services).await;
        let lea = account(&services, Role::Leadership);
        for _ in 0..8 {
            let (one, two, three) = tokio::join!(
                merge(&services, &lea, "rides", "vans", r()),
                merge(&services, &lea, "vans", "hours", r()),
                merge(&services, &lea, "hours", "rides", r()),
            );
            let made = [one, two, three].iter().filter(|outcome| outcome.is_ok()).count();
            assert!((1..=2).contains(&made), "{made}");
            let now = standing(&services);
            let ends: Vec<_> = ["rides", "vans", "hours"].map(|topic| now.now(topic)).to_vec();
            let own = ["rides", "vans", "hours"].iter().filter(|topic| now.stands(topic)).count();
            assert_eq!(own, 3 - made);
            assert!(ends.iter().all(|end| end.is_some_and(|end| now.stands(end))), "{ends:?}");
            for topic in ["rides", "vans", "hours"] {
                unmerge(&services, &lea, topic, r()).await.unwrap();
            }
        }
    }
}

#[tokio::test]
async fn only_who_keeps_topics_changes_them() {
    for (_place, store) in stores("who_keeps_topics") {
        let (services, _clock) = services(&store);
        offer_survey(&services).await;
        for role in [Role::PatientAdvisor, Role::Analyst, Role::Translator, Role::Liaison] {
            let by = account(&services, role);
            let refused = [
                merge(&services, &by, "vans", "rides", r()).await,
                unmerge(&services, &by, "vans", r()).await,
                retire(&services, &by, "vans", true, r()).await,
                correct(&services, &by, "vans", Vec::new(), r()).await,
                add(&services, &by, &[(language("en"), "New".to_owned())], r()).await.map(drop),
            ];
            assert!(refused.iter().all(|it| matches!(it, Err(TopicError::NotAllowed))), "{role:?}");
        }
        assert!(trail(&services, "topic").is_empty());
    }
}

#[tokio::test]
async fn a_topic_is_added_by_hand_and_called_otherwise() {
    for (_place, store) in stores("added_by_hand") {
        let (services, _clock) = services(&store);
        offer_survey(&services).await;
        let lea = account(&services, Role::Leadership);
        let typed = |pairs: &[(&str, &str)]| -> Vec<_> {
            pairs.iter().map(|(tag, title)| (language(tag), (*title).to_owned())).collect()
        };
        let titles = typed(&[("en", " Air  conditioning "), ("es", ""), ("ar", "تكييف")]);
        assert_eq!(add(&services, &lea, &titles, r()).await.unwrap(), "air-conditioning");
        assert!(matches!(add(&services, &lea, &titles, r()).await, Err(TopicError::Taken)));
        let of_survey = typed(&[("es", "TRANSPORTE")]);
        assert!(matches!(add(&services, &lea, &of_survey, r()).await, Err(TopicError::Taken)));
        assert!(matches!(
            add(&services, &lea, &typed(&[("en", " ")]), r()).await,
            Err(TopicError::NoTitle)
        ));
        let long = typed(&[("es", &"x".repeat(121))]);
        let fault = add(&services, &lea, &long, r()).await;
        let is_long =
            |fault| matches!(fault, Err(TopicError::Title { why: TitleError::TooLong, .. }));
        assert!(is_long(fault));
        // Of another title, but of the same plain name.
        let near = typed(&[("en", "Air conditioning!")]);
        assert_eq!(add(&services, &lea, &near, r()).await.unwrap(), "air-conditioning-2");

        let change = |was: &str, title: &str| Correction {
            language: language("en"),
            was: was.to_owned(),
            title: title.to_owned(),
        };
        for _ in 0..2 {
            let cool = vec![change("Air conditioning", "Cool rooms")];
            correct(&services, &lea, "air-conditioning", cool, r()).await.unwrap();
        }
        let late = vec![change("Air conditioning", "Fans")];
        let late = correct(&services, &lea, "air-conditioning", late, r()).await;
        assert!(matches!(late, Err(TopicError::Changed)));
        let taken = vec![change("Cool rooms", "air conditioning!")];
        let taken = correct(&services, &lea, "air-conditioning", taken, r()).await;
        assert!(matches!(taken, Err(TopicError::Taken)));
        let bare = vec![
            change("Cool rooms", ""),
            Correction {
                language: language("ar"), was: "تكييف".to_owned(), title: String::new()
            },
        ];
        let bare = correct(&services, &lea, "air-conditioning", bare, r()).await;
        assert!(matches!(bare, Err(TopicError::NoTitle)));
        assert_eq!(
            trail(&services, "topic"),
            [
                "topic_added topic/air-conditioning ar: تكييف; en: Air conditioning",
                "topic_added topic/air-conditioning-2 en: Air conditioning!",
                "topic_named topic/air-conditioning ar: تكييف; en: Air conditioning to \
                 ar: تكييف; en: Cool rooms",
            ]
        );
    }
}

#[tokio::test]
async fn a_new_version_brings_its_topics_and_leaves_what_a_person_decided() {
    for (_place, store) in stores("new_version") {
        let (services, _clock) = services(&store);
        offer_survey(&services).await;
        let lea = account(&services, Role::Leadership);
        merge(&services, &lea, "vans", "rides", r()).await.unwrap();
        retire(&services, &lea, "hours", true, r()).await.unwrap();
        let in_vietnamese = Correction {
            language: language("vi"),
            was: String::new(),
            title: "Xe đưa đón".to_owned(),
        };
        correct(&services, &lea, "rides", vec![in_vietnamese], r()).await.unwrap();

        let added = SURVEY
            .replace("title = { en = \"Rides\"", "title = { en = \"Rides to us\"")
            .replace(
                "[[question]]\nid = \"why\"",
                "  [[question.choice]]\n  id = \"d\"\n  topic = \"cool\"\n  \
                 text = { en = \"Cool rooms\", es = \"Salas frescas\" }\n\
                 [[question]]\nid = \"why\"",
            )
            .replace(
                "[[question]]\nid = \"first\"",
                "[[topic]]\nid = \"cool\"\n\
                 title = { en = \"Cool rooms\", es = \"Salas frescas\" }\n\
                 [[question]]\nid = \"first\"",
            );
        import(&services, Survey::from_toml(&added).unwrap(), false).await.unwrap();
        assert!(!read(&services, list_titles).contains_key("cool"), "it is asked by nobody yet");
        import(&services, Survey::from_toml(&added).unwrap(), true).await.unwrap();
        let titles = read(&services, list_titles);
        let of = |slug: &str, tag: &str| titles[slug].get(&language(tag)).map(str::to_owned);
        assert_eq!(of("cool", "es").unwrap(), "Salas frescas");
        assert_eq!(of("rides", "en").unwrap(), "Rides to us");
        assert_eq!(of("rides", "vi").unwrap(), "Xe đưa đón", "no survey names it in Vietnamese");
        let now = standing(&services);
        assert_eq!((now.now("vans"), now.now("hours")), (Some("rides"), None));
        assert_eq!(now.now("cool"), Some("cool"));
    }
}
