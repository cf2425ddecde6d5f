//! Inputs as people write them, well and badly.

use super::*;

fn read(json: &str) -> Result<Input, String> {
    read_input(json.as_bytes()).map_err(|error| error.to_string())
}

#[test]
fn fields_may_come_in_any_order() {
    let ballots = r#""ballots":[{"channel":"web","format":"top1","tiers":[[1]],"count":12}]"#;
    let rest = r#""items":["a","b","c"],"k":1,"seed":5,"trim":null,"response_rate":0.5"#;
    let first = read(&format!("{{{ballots},{rest}}}")).unwrap();
    let second = read(&format!(" {{ {rest} , {ballots} }} ")).unwrap();
    assert!(first.statistics == second.statistics);
    assert_eq!(first.settings, second.settings);
    let settings = first.settings;
    assert_eq!((settings.k, settings.seed, settings.trim), (1, 5, None));
    assert_eq!(settings.response_rate, Some(0.5));
}

#[test]
fn one_group_written_in_two_ways_is_one_group() {
    let both = read(
        r#"{"items":3,"ballots":[
            {"channel":"web","format":"top1","strata":{"a":"x","b":null},"tiers":[[1]]},
            {"tiers":[[1],[0,2]],"verified":true,"strata":{"b":null,"a":"x"},
             "format":"top1","channel":"web","slate":[2,1,0],"count":2}]}"#,
    );
    let strata = BTreeMap::from([("a".into(), Some("x".into())), ("b".into(), None)]);
    let group = Group::verified("web/top1", strata);
    let ballot = Ballot::new(3, None, &[vec![1]]).unwrap();
    let expected = Statistics::collect(Items::Count(3), &[(&group, &ballot, 3)]);
    assert!(both.unwrap().statistics == expected);
}

#[test]
fn a_rooms_dots_are_shares_of_people_and_never_verified() {
    let room = read(
        r#"{"items":3,"ballots":[{"channel":"session","format":"room","cluster":"hall",
            "people":4,"dots":2,"received":[5,2,0]}]}"#,
    );
    let statistics = room.unwrap().statistics;
    let (group, tally) = statistics.groups().first_key_value().unwrap();
    assert_eq!(group.source_name(), "session/room/unverified");
    assert_eq!((group.dots_each, tally.sums.ballots()), (2, 8));
    // Of 8 dots 5 went to item 0, 2 to item 1, and 1 was kept: 5 + ½ · (8 − 5 − 2) wins.
    assert_eq!(tally.sums.doubled_wins(0, 1), 11);
    assert_eq!(tally.sums.doubled_wins(1, 0), 5);
}

#[test]
fn bad_input_is_refused_in_one_sentence() {
    let ballot = |ballot: &str| {
        let good = r#"{"channel":"a","format":"b","tiers":[[0]]}"#;
        format!(r#"{{"items":3,"ballots":[{good},{good},{ballot}]}}"#)
    };
    let room = |rest: &str| ballot(&format!(r#"{{"channel":"a","format":"room",{rest}}}"#));
    for (json, sentence) in [
        (
            ballot(r#"{"channel":"a","format":"b","tiers":[[3]]}"#),
            "ballot 3: item 3 is not on the slate",
        ),
        (ballot(r#"{"channel":"a","tiers":[[0]]}"#), "ballot 3: missing field `format`"),
        (
            ballot(r#"{"channel":"a","format":"b","tiers":[[0 1]]}"#),
            "ballot 3: expected `,` or `]`",
        ),
        (ballot(""), "ballot 3: EOF while parsing a value"),
        (
            room(r#""people":2,"dots":2,"received":[1]"#),
            "ballot 3: `received` has 1 numbers for 3 items",
        ),
        (
            room(r#""people":2,"dots":2,"received":[1,2,2]"#),
            "ballot 3: 5 dots were received from 2 people with 2 each",
        ),
        (r#"{"items":3}"#.into(), "missing field `ballots`"),
        (r#"{"ballots":[]}"#.into(), "missing field `items`"),
        (r#"{"items":3,"items":4}"#.into(), "`items`: it stands there twice"),
        (r#"{"itms":3}"#.into(), "`itms`: there is no such field"),
        (r#"{"k":-1}"#.into(), "`k`: invalid value: integer `-1`, expected usize"),
        (r#"{"items":3,"ballots":[]} 7"#.into(), "there is more text after the JSON object"),
        (r#"{"items":3,"ballots":["#.into(), "ballot 1: EOF while parsing a value"),
        ("[]".into(), "the file is not a JSON object"),
        (String::new(), "the file is not a JSON object"),
    ] {
        assert_eq!(read(&json).unwrap_err(), sentence, "{json}");
    }
}

#[test]
fn a_ballot_set_aside_is_a_group_of_its_own() {
    let input = read(
        r#"{"items":3,"k":1,"ballots":[
            {"channel":"web","format":"top1","tiers":[[1]],"count":30},
            {"channel":"web","format":"top1","tiers":[[2]],"count":40,"set_aside":"one address"}]}"#,
    )
    .unwrap();
    let ranking = crate::priority::rank(&input.statistics, &input.settings).unwrap();
    let beside = ranking.set_aside.unwrap();
    assert_eq!(
        (ranking.n, ranking.rank, beside.rank_with_them),
        (30, vec![2, 1, 2], vec![3, 2, 1])
    );
    assert_eq!(beside.reasons, BTreeMap::from([("one address".to_owned(), 40)]));
}
