//! Faults outside the questions: name, languages, keywords, and what people agree to.

use unic_langid::LanguageIdentifier;

use super::{FaultKind, Findings, ReservedWord, TextPart};
use crate::consent::Purpose;
use crate::i18n::{Language, speaks};
use crate::outbox::sms::segments::segments;
use crate::survey::{Activity, Survey, is_slug, keyword_form};

const MOST_NOTICE_SEGMENTS: usize = 8;

pub(super) fn check_header(
    survey: &Survey,
    reserved: &dyn Fn(&str) -> Option<ReservedWord>,
    findings: &mut Findings,
) {
    if !is_slug(&survey.slug) {
        findings.add(FaultKind::BadSlug(survey.slug.clone()));
    }
    check_languages(survey, findings);
    findings.add_untranslated(None, &survey.title, &TextPart::Title);
    if survey.activity == Activity::Research && is_blank(survey.irb.as_deref()) {
        findings.add(FaultKind::ResearchWithoutIrb);
    }
    check_keywords(survey, reserved, findings);
}

pub(super) fn check_notice(survey: &Survey, findings: &mut Findings) {
    let Some(notice) = &survey.notice else {
        findings.add(FaultKind::NoNotice);
        return;
    };
    if !is_slug(&notice.slug) {
        findings.add(FaultKind::BadNoticeSlug(notice.slug.clone()));
    }
    for purpose in &notice.purposes {
        if purpose.parse::<Purpose>().is_err() {
            findings.add(FaultKind::UnknownPurpose(purpose.clone()));
        }
        if purpose == "research" && survey.activity != Activity::Research {
            findings.add(FaultKind::ResearchPurposeWithoutResearch);
        }
    }
    if !notice.purposes.iter().any(|purpose| purpose == "answer") {
        findings.add(FaultKind::NoticeLacksAnswer);
    }
    findings.add_untranslated(None, &notice.text, &TextPart::Notice);
    for language in findings.languages.clone() {
        let cost = segments(notice.text.get(&language).unwrap_or_default()).segments;
        if cost > MOST_NOTICE_SEGMENTS {
            findings.add_at(None, Some(&language), FaultKind::LongNotice(cost));
        }
    }
}

fn check_languages(survey: &Survey, findings: &mut Findings) {
    if survey.languages.is_empty() {
        findings.add(FaultKind::NoLanguages);
    }
    for (place, language) in survey.languages.iter().enumerate() {
        let tag = language.tag();
        match tag.parse::<LanguageIdentifier>() {
            Err(_) => findings.add(FaultKind::MalformedLanguage(tag.to_owned())),
            // Texts are looked up by the tag as written, so two spellings would be two languages.
            Ok(known) if known != tag => {
                let (written, usual) = (tag.to_owned(), known.to_string());
                findings.add(FaultKind::UnusualLanguage { written, usual });
            }
            Ok(_) if speaks(language) => {}
            Ok(_) if place == 0 => findings.add(FaultKind::UnspokenSource(tag.to_owned())),
            Ok(_) => findings.add(FaultKind::UnspokenLanguage(tag.to_owned())),
        }
        if survey.languages[..place].contains(language) {
            findings.add(FaultKind::DuplicateLanguage(tag.to_owned()));
        }
    }
}

fn check_keywords(
    survey: &Survey,
    reserved: &dyn Fn(&str) -> Option<ReservedWord>,
    findings: &mut Findings,
) {
    let mut earlier: Vec<(&Language, String)> = Vec::new();
    for (language, keyword) in &survey.keywords {
        let mut add = |what| findings.add_at(None, Some(language), what);
        if !survey.languages.contains(language) {
            add(FaultKind::KeywordOfUnlistedLanguage);
        }
        let word = keyword_form(keyword);
        if word.is_empty() || keyword.contains(char::is_whitespace) {
            add(FaultKind::KeywordNotOneWord(keyword.clone()));
        }
        if let Some(reserved) = reserved(keyword) {
            add(FaultKind::ReservedKeyword { word: keyword.clone(), reserved });
        }
        if let Some((other, _)) = earlier.iter().find(|(_, taken)| *taken == word) {
            let earlier = other.tag().to_owned();
            add(FaultKind::DuplicateKeyword { word: keyword.clone(), earlier });
        }
        earlier.push((language, word));
    }
}

fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}
