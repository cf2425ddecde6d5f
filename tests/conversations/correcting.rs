//! An answer is changed after the next question was asked: by a word of correction, and by BACK.

use crate::phone::Phone;
use crate::{choices, towns, words};

#[tokio::test]
async fn a_word_of_correction_changes_the_answer_before_in_every_language() {
    for (_place, town) in towns("corrected").await {
        for tag in ["es", "ht", "vi", "zh-Hans", "ar"] {
            town.review(tag).await;
        }
        let said = [
            ("voice", "Oops, 2 > 5 > 1"),
            ("voice", "I meant 2 5 1"),
            ("voz", "perdón, 2 5 1"),
            ("voz", "quise decir 2, 5 y 1"),
            ("vwa", "padon, 2 5 1"),
            ("tiengnoi", "xin lỗi, ý tôi là 2 5 1"),
            ("心声", "说错了，是2 5 1"),
            ("صوتي", "عفوا ٢ ٥ ١"),
        ];
        for (number, (keyword, correction)) in (1..).zip(said) {
            let phone = Phone::new(&town, number);
            let first = phone.goes_through(&[keyword, "1"]).await;
            let why = phone.asks("3 4").await;
            assert_ne!(first, why);
            let again = phone.asks(correction).await;
            let asked = why.lines().last().unwrap();
            assert!(again.ends_with(asked), "{correction:?} is answered by {again:?}");
            let expected = choices(&["evening", "cost", "transport"]);
            assert_eq!(phone.answers()["priorities"], expected, "{correction:?}");
            assert_eq!(phone.answers().len(), 1, "{correction:?} answers nothing else");
        }
    }
}

#[tokio::test]
async fn what_looks_like_a_correction_and_is_an_answer_stays_one() {
    for (_place, town) in towns("no_correction").await {
        let ana = Phone::new(&town, 1);
        // Nothing was answered before.
        ana.goes_through(&["voice", "yes", "oops 2 5 1"]).await;
        assert_eq!(ana.answers()["priorities"], choices(&["evening", "cost", "transport"]));
        // In one's own words, a word of regret is a word, and only numbers are a correction.
        let said = "Sorry, the evening bus is always late";
        assert!(ana.asks(said).await.contains("When is the best time"));
        assert_eq!(ana.answers()["why"], words(said));
        // What was said in one's own words is not overwritten.
        ana.asks("I meant evening").await;
        assert_eq!(ana.answers()["why"], words(said));
        assert_eq!(ana.answers()["best_time"], words("evening"));
        // Who was not understood means what is open.
        ana.asks("9").await;
        ana.asks("sorry, 3").await;
        assert_eq!(ana.answers()["best_time"], words("evening"));
        assert_eq!(ana.answers()["barriers"], choices(&["far"]));
    }
}

#[tokio::test]
async fn a_correction_that_is_repeated_changes_nothing_more() {
    for (_place, town) in towns("corrected_twice").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["voice", "yes", "3 4"]).await;
        let first = ana.says_as("SMcorrection", "oops 2 5 1").await;
        let second = ana.says_as("SMcorrection", "oops 2 5 1").await;
        assert_ne!(first, second);
        assert_eq!(ana.hears().await.len(), 1);
        assert_eq!(ana.answers()["priorities"], choices(&["evening", "cost", "transport"]));
    }
}

#[tokio::test]
async fn the_last_answer_can_still_be_changed_after_the_thanks() {
    for (_place, town) in towns("corrected_at_the_end").await {
        let ana = Phone::new(&town, 1);
        let thanks = ana
            .goes_through(&["voice", "yes", "2 5 1", "x", "3", "1 3", "4", "2", "1", "12/5/2026"])
            .await;
        assert!(thanks.contains("Your answers are saved."), "{thanks}");
        let again = ana.asks("Oops, 12/6/2026").await;
        assert!(again.contains("You chose: ") && again.contains("saved"), "{again}");
        let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 6).unwrap();
        assert_eq!(ana.answers()["meeting_date"], Some(hearth::survey::Value::Date(day)));
        assert_eq!(ana.responses(), ["completed"]);

        assert!(ana.asks("back").await.contains("What date is best for you?"));
        assert_eq!(ana.responses(), ["started"]);
        assert_eq!(town.count_voices().await, 1, "what was said still counts");
        assert!(ana.asks("back").await.contains("Would you come to a community meeting"));
        assert!(ana.asks("2").await.contains("saved"));
        assert_eq!(ana.responses(), ["completed"]);
        assert!(!ana.answers().contains_key("meeting_date"), "it is not asked any more");
        // Kind words are no correction.
        assert!(ana.asks("sorry and thank you").await.contains("Nothing is being asked"));
    }
}
