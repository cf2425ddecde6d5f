use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

fn asked() -> Present {
    let of = |categories: &[&str]| categories.iter().map(|c| ((*c).to_owned(), 20)).collect();
    BTreeMap::from([
        ("language".to_owned(), of(&["en", "es", "zh-Hans"])),
        ("age".to_owned(), of(&["18-39", "40-64", "65+"])),
        ("Housing".to_owned(), of(&["rents", "owns"])),
    ])
}

fn strata(text: &str) -> Vec<(String, String)> {
    let table = read(text.as_bytes(), &asked()).unwrap();
    let said = |stratum: Stratum| {
        let each = stratum.categories.iter().map(|(name, people)| format!("{name} {people}"));
        (stratum.name, each.collect::<Vec<_>>().join(", "))
    };
    table.strata.into_iter().map(said).collect()
}

fn pair(a: &str, b: &str) -> (String, String) {
    (a.to_owned(), b.to_owned())
}

fn fault(text: &str) -> TableFault {
    read(text.as_bytes(), &asked()).unwrap_err()
}

const LONG: &str = "Stratum,Category,Count\nLanguage,English,\"6,000\"\nlanguage,Spanish,3000\n\
    language,zh-hans,1000\nhousing,RENTS,10\nHousing,owns,5\nHousing,Total,15\n";

#[test]
fn strata_and_categories_are_named_as_the_people_asked_have_them() {
    let expected =
        [pair("language", "en 6000, es 3000, zh-Hans 1000"), pair("Housing", "rents 10, owns 5")];
    assert_eq!(strata(LONG), expected);
    let excel = format!("\u{feff}{}", LONG.replace("\"6,000\"", "6000").replace(',', ";"));
    assert_eq!(strata(&excel), expected);
}

#[test]
fn the_age_table_of_a_report_counts_adults_in_the_bands_of_the_people_asked() {
    let report = "Table 3A: Patients by Age\n\
        Line,Age Groups,Male Patients (a),Female Patients (b)\n\
        1,Under age 1,10,10\n18,Age 17,5,5\n19,Age 18,1,2\n26,Ages 25-29,10,20\n\
        30,Ages 45–49,30,30\n38,Ages 85 and over,7,\"1,003\"\n39,Total patients,63,1070\n";
    assert_eq!(strata(report), [pair("age", "18-39 33, 40-64 60, 65+ 1010")]);
    let table = read(report.as_bytes(), &asked()).unwrap();
    let left: Vec<_> = table.left_out.iter().map(|out| (out.people, out.why)).collect();
    assert_eq!(left, [(20, WhyLeftOut::Minors), (10, WhyLeftOut::Minors)]);
}

#[test]
fn children_count_where_children_are_asked() {
    let mut asked = asked();
    asked.get_mut("age").unwrap().insert("0-17".to_owned(), 12);
    let text = "stratum,category,count\nTable 3A age bands,under 18,5\nage,18-39,6\n";
    let table = read(text.as_bytes(), &asked).unwrap();
    let expected = [("0-17".to_owned(), 5), ("18-39".to_owned(), 6)];
    assert_eq!(table.strata[0].categories, expected);
}

#[test]
fn who_did_not_say_is_in_no_share() {
    let text = format!("{LONG}language,Unreported / chose not to disclose,50\n");
    let table = read(text.as_bytes(), &asked()).unwrap();
    assert_eq!(table.left_out[0].why, WhyLeftOut::NotSaid);
    assert_eq!(table.strata[0].people(), 10_000);
}

#[test]
fn one_line_on_language_is_no_table_of_languages() {
    let line = "12,Patients Best Served in a Language other than English,4000\n";
    assert_eq!(fault(line), TableFault::LanguageLine { row: 1 });
    let long = format!("{LONG}language,best served in a language other than English,4000\n");
    assert_eq!(fault(&long), TableFault::LanguageLine { row: 8 });
}

#[test]
fn each_fault_says_where_it_is() {
    let with = |row: &str| fault(&format!("stratum,category,count\nage,18-39,5\n{row}\n"));
    let not = |text: &str| TableFault::NotACount { row: 3, text: text.to_owned() };
    for text in ["-5", "45%", "many", "1.5", "", "99999999999", "=1+1"] {
        assert_eq!(with(&format!("age,65+,{text}")), not(text), "{text}");
    }
    assert_eq!(with("age,,5"), TableFault::NoName { row: 3 });
    assert_eq!(with(",65+,5"), TableFault::NoName { row: 3 });
    assert_eq!(with(&format!("age,{},5", "x".repeat(61))), TableFault::NoName { row: 3 });
    let twice = TableFault::Twice { row: 3, stratum: "age".into(), category: "18-39".into() };
    assert_eq!(with("AGE,18-39,7"), twice);
    let mixed = TableFault::MixedAges { row: 3, category: "15-19".to_owned() };
    assert_eq!(with("age,15-19,7"), mixed);
    assert_eq!(with("age,0-17,7"), TableFault::OneCategory { stratum: "age".to_owned() });
    assert_eq!(fault("a,b,c\n1,2,3\n"), TableFault::NoColumns);
    assert_eq!(fault("stratum,category,count\n"), TableFault::NoRows);
    assert_eq!(fault(" \n"), TableFault::Sheet(SheetFault::Empty));
    assert_eq!(fault("PK\u{3}\u{4}"), TableFault::Sheet(SheetFault::Workbook));
    let rows: Vec<String> = (0..400).map(|row| format!("x,{row},1")).collect();
    assert_eq!(fault(&format!("stratum,category,count\n{}", rows.join("\n"))), TableFault::TooMany);
}

#[test]
fn a_file_in_another_encoding_is_read() {
    let text = "stratum;category;count\nHousing;rents;5\nHousing;due\u{f1}os;6\n";
    let latin: Vec<u8> = text.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap()).collect();
    let table = read(&latin, &asked()).unwrap();
    assert_eq!(table.strata[0].categories[1].0, "dueños");
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&wide, &asked()).unwrap(), table);
}

proptest! {
    #[test]
    fn no_file_makes_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes, &asked());
    }

    #[test]
    fn no_row_makes_the_reader_panic(rows in "(?s)(.{0,12},.{0,12},.{0,9}\n){0,6}") {
        let _ = read(format!("stratum,category,count\n{rows}").as_bytes(), &asked());
    }
}
