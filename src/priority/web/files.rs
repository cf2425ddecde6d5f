//! The tables of the page as files for spreadsheets. What the page hides, they hide.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use super::groups::{group_name, strata, worked_out_of};
use super::headline::flag_id;
use super::heard::WhoWeHeard;
use super::how::HowView;
use super::other_ways::{rank_or_dash, ways};
use super::raised::raised;
use super::ranked::remarks;
use super::sources::{is_in_headline, shown, source_name, without};
use super::teller::Teller;
use crate::i18n::Value;
use crate::priority::GroupView;
use crate::priority::dot_plot::dot_plot;
use crate::priority::published::PublishedRanking;
use crate::priority::wording::{percent, told_percent};
use crate::web::csv;

type Table = Vec<Vec<String>>;

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// The ranking, with second opinions.
    Ranking,
    /// Who was heard.
    Heard,
    /// Each group beside everybody.
    Groups,
    /// Each source beside everybody.
    Sources,
    /// What people brought up unasked.
    Raised,
    /// What was published, one after another.
    History,
    /// Every setting and count, and what must be known beside.
    How,
}

impl File {
    /// By the last part of an address.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "ranking.csv" => Some(Self::Ranking),
            "heard.csv" => Some(Self::Heard),
            "groups.csv" => Some(Self::Groups),
            "sources.csv" => Some(Self::Sources),
            "raised.csv" => Some(Self::Raised),
            "history.csv" => Some(Self::History),
            "how.csv" => Some(Self::How),
            _ => None,
        }
    }

    /// The file as an answer, under that name.
    pub fn answer(
        self,
        name: &str,
        teller: &Teller,
        published: &[PublishedRanking],
        mentions: &BTreeMap<String, usize>,
    ) -> HttpResponse {
        let table = match self {
            Self::Ranking => ranking(teller),
            Self::Heard => heard(teller),
            Self::Groups => groups(teller),
            Self::Sources => sources(teller),
            Self::Raised => brought_up(teller, mentions),
            Self::History => history(teller, published),
            Self::How => how(teller),
        };
        let rows = csv::lines(table.iter().map(Vec::as_slice));
        // The slug is of letters, digits and hyphens, or there would be no survey of it.
        let slug = &teller.live.offered.version.survey.slug;
        HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
            .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{slug}-{name}\"")))
            .body(format!("{}{rows}", csv::UTF8_MARK))
    }
}

/// A table with its columns named in the language of the page.
fn head(teller: &Teller, text_ids: &[&str]) -> Table {
    let k = ("k", Value::Number(teller.k()));
    // Only where it says the top is a number named.
    let say = |id: &&str| match *id {
        "priority-in-top" => teller.say(id, &[k]),
        id => teller.say(id, &[]),
    };
    vec![text_ids.iter().map(say).collect()]
}

/// A topic, as Hearth names it and as people do.
fn names(teller: &Teller, item: usize) -> [String; 2] {
    [teller.live.items[item].clone(), teller.titles[item].text.clone()]
}

fn ranking(teller: &Teller) -> Table {
    let ranking = teller.ranking();
    let ways = ways(teller);
    let mut table = head(
        teller,
        &[
            "file-lowest",
            "file-highest",
            "file-topic",
            "priority-issue",
            "file-tier",
            "priority-in-top",
            "priority-wins",
            "file-from",
            "file-to",
            "file-remarks",
        ],
    );
    table[0].extend(ways.iter().map(|(id, _)| teller.say(id, &[])));
    let plots = dot_plot(ranking, false).rows;
    for item in teller.in_order() {
        let ((lowest, highest), plot) = (ranking.rank_set[item], &plots[item]);
        // One person alone leaves it open how far chance reaches.
        let end =
            |percent: i64| if ranking.se.is_empty() { String::new() } else { percent.to_string() };
        let mut row = vec![lowest.to_string(), highest.to_string()];
        row.extend(names(teller, item));
        row.extend([
            teller.tier(ranking.tier[item]),
            ranking.told_p_top(item).map(percent).unwrap_or_default(),
            plot.percent.to_string(),
            end(plot.low_percent),
            end(plot.high_percent),
            remarks(teller, item).join("; "),
        ]);
        row.extend(ways.iter().map(|(_, ranks)| rank_or_dash(ranks[item])));
        table.push(row);
    }
    table
}

fn heard(teller: &Teller) -> Table {
    let mut table = head(teller, &["priority-language", "priority-count"]);
    table.extend(WhoWeHeard::new(teller).lines());
    table
}

fn groups(teller: &Teller) -> Table {
    let mut table = head(
        teller,
        &[
            "file-stratum",
            "file-group",
            "file-name",
            "priority-count",
            "file-topic",
            "priority-issue",
            "priority-wins",
            "priority-in-top",
            "file-differs",
            "priority-missed-title",
        ],
    );
    for stratum in strata(teller) {
        for (group, people, is_open) in &stratum.groups {
            let mut start = vec![group.stratum.clone(), group.category.clone()];
            start.push(group_name(teller, group).text);
            start.push(people.map(|people| people.to_string()).unwrap_or_default());
            if *is_open {
                let row = |item| [start.clone(), of_group(teller, group, item)].concat();
                table.extend(teller.in_order().into_iter().map(row));
            } else {
                start.resize(table[0].len(), String::new());
                table.push(start);
            }
        }
        for column in worked_out_of(teller, &stratum) {
            let start = [stratum.name.to_owned(), String::new(), column.name().to_owned()];
            for item in teller.in_order() {
                let mut row = [start.to_vec(), vec![String::new()]].concat();
                row.extend(names(teller, item));
                row.push(column.percent(item).to_string());
                row.resize(table[0].len(), String::new());
                table.push(row);
            }
        }
    }
    table
}

fn of_group(teller: &Teller, group: &GroupView, item: usize) -> Vec<String> {
    let differs = group.differs.get(item).copied().unwrap_or_default();
    let is_higher = group.gap.get(item).is_some_and(|gap| *gap > 0.0);
    let differs = match (differs, is_higher) {
        (true, true) => teller.say("priority-more", &[]),
        (true, false) => teller.say("priority-less", &[]),
        (false, _) => String::new(),
    };
    let theirs = group.p_top_k.as_ref().and_then(|theirs| theirs.get(item));
    let is_missed = group.missed_by_average.contains(&item);
    let mut row = names(teller, item).to_vec();
    row.extend([
        told_percent(group.theta[item], group.n).to_string(),
        theirs.map(|p| percent(*p)).unwrap_or_default(),
        differs,
        if is_missed { teller.say("file-yes", &[]) } else { String::new() },
    ]);
    row
}

fn sources(teller: &Teller) -> Table {
    let mut table = head(
        teller,
        &[
            "file-source",
            "file-name",
            "file-counted",
            "priority-count",
            "file-topic",
            "priority-issue",
            "priority-wins",
            "file-without",
        ],
    );
    for source in shown(teller).iter().filter(|source| source.is_open) {
        let ranks = without(teller, source);
        let counted = if is_in_headline(teller, source) { "file-yes" } else { "file-beside" };
        for item in teller.in_order() {
            let mut row = vec![
                source.name.to_owned(),
                source_name(teller, source.name),
                teller.say(counted, &[]),
                source.people.map(|people| people.to_string()).unwrap_or_default(),
            ];
            row.extend(names(teller, item));
            row.push(told_percent(source.source.theta[item], source.source.n).to_string());
            row.push(ranks.map(|ranks| ranks[item].to_string()).unwrap_or_default());
            table.push(row);
        }
    }
    table
}

fn brought_up(teller: &Teller, mentions: &BTreeMap<String, usize>) -> Table {
    let mut table = head(teller, &["priority-issue", "priority-count"]);
    table.extend(raised(teller, mentions).iter().map(|raised| raised.line(teller)));
    table
}

fn history(teller: &Teller, published: &[PublishedRanking]) -> Table {
    let mut table = head(
        teller,
        &[
            "priority-record-on",
            "priority-count",
            "file-topic",
            "priority-issue",
            "file-lowest",
            "file-highest",
            "file-tier",
            "priority-in-top",
        ],
    );
    for wave in published {
        let ranking = &wave.ranking;
        for (item, topic) in wave.topics().iter().enumerate() {
            let (lowest, highest) = ranking.rank_set[item];
            table.push(vec![
                teller.minute(wave.at),
                ranking.n.to_string(),
                topic.clone(),
                teller.title(topic).text,
                lowest.to_string(),
                highest.to_string(),
                teller.tier(ranking.tier[item]),
                ranking.told_p_top(item).map(percent).unwrap_or_default(),
            ]);
        }
    }
    table
}

/// Every number of the page "how this was made", and what the ranking is flagged for.
fn how(teller: &Teller) -> Table {
    let mut table = head(teller, &["file-what", "file-value"]);
    table.extend(HowView::new(teller).lines(teller));
    let flags = teller.ranking().flags.iter().filter_map(|flag| flag_id(*flag));
    table.extend(flags.map(|id| vec![teller.say("priority-flags", &[]), teller.say(id, &[])]));
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_name_alone() {
        assert_eq!(File::from_name("groups.csv"), Some(File::Groups));
        assert_eq!(File::from_name("groups"), None);
    }
}
