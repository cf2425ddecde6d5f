//! The tables of the page as files for spreadsheets. What the page hides, they hide.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use super::groups::{group_name, strata};
use super::other_ways::ways;
use super::sources::{shown, without};
use super::teller::Teller;
use crate::priority::GroupView;
use crate::priority::dot_plot::dot_plot;
use crate::priority::published::PublishedRanking;
use crate::priority::wording::percent;
use crate::priority::wording::told_percent;
use crate::web::csv;

type Table = Vec<Vec<String>>;

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// The ranking, with second opinions.
    Ranking,
    /// Each group beside everybody.
    Groups,
    /// Each source beside everybody.
    Sources,
    /// What was published, one after another.
    History,
}

impl File {
    /// By the last part of an address.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "ranking.csv" => Some(Self::Ranking),
            "groups.csv" => Some(Self::Groups),
            "sources.csv" => Some(Self::Sources),
            "history.csv" => Some(Self::History),
            _ => None,
        }
    }

    /// The file as an answer, under that name.
    pub fn answer(
        self,
        name: &str,
        teller: &Teller,
        published: &[PublishedRanking],
    ) -> HttpResponse {
        let table = match self {
            Self::Ranking => ranking(teller),
            Self::Groups => groups(teller),
            Self::Sources => sources(teller),
            Self::History => history(published),
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

fn head(columns: &[&str]) -> Table {
    vec![columns.iter().map(ToString::to_string).collect()]
}

fn ranking(teller: &Teller) -> Table {
    let ranking = teller.ranking();
    let ways = ways(teller);
    let mut table = head(&[
        "lowest place",
        "highest place",
        "topic",
        "issue",
        "tier",
        "percent likely in the top",
        "percent of comparisons won",
        "from",
        "to",
    ]);
    let named =
        |(id, _): &(&'static str, &[usize])| id.trim_start_matches("priority-way-").to_owned();
    table[0].extend(ways.iter().map(|way| format!("place {}", named(way))));
    let plots = dot_plot(ranking, false).rows;
    for item in teller.in_order() {
        let ((lowest, highest), plot) = (ranking.rank_set[item], &plots[item]);
        let mut row = vec![
            lowest.to_string(),
            highest.to_string(),
            teller.live.items[item].clone(),
            teller.titles[item].text.clone(),
            ranking.tier[item].name().to_owned(),
            teller.p_top(item).map(percent).unwrap_or_default(),
            plot.percent.to_string(),
            plot.low_percent.to_string(),
            plot.high_percent.to_string(),
        ];
        row.extend(ways.iter().map(|(_, ranks)| ranks[item].to_string()));
        table.push(row);
    }
    table
}

fn groups(teller: &Teller) -> Table {
    let mut table = head(&[
        "stratum",
        "group",
        "name",
        "people",
        "topic",
        "issue",
        "percent of comparisons won",
        "percent likely in their top",
        "differs from the others",
        "missed by the average",
    ]);
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
    }
    table
}

fn of_group(teller: &Teller, group: &GroupView, item: usize) -> Vec<String> {
    let differs = group.differs.get(item).copied().unwrap_or_default();
    let is_higher = group.gap.get(item).is_some_and(|gap| *gap > 0.0);
    let differs = match (differs, is_higher) {
        (true, true) => "higher",
        (true, false) => "lower",
        (false, _) => "",
    };
    let theirs = group.p_top_k.as_ref().and_then(|theirs| theirs.get(item));
    let is_missed = group.missed_by_average.contains(&item);
    vec![
        teller.live.items[item].clone(),
        teller.titles[item].text.clone(),
        told_percent(group.theta[item], group.n).to_string(),
        theirs.map(|p| percent(*p)).unwrap_or_default(),
        differs.to_owned(),
        if is_missed { "yes" } else { "" }.to_owned(),
    ]
}

fn sources(teller: &Teller) -> Table {
    let mut table = head(&[
        "source",
        "counted",
        "people",
        "topic",
        "issue",
        "percent of comparisons won",
        "place without it",
    ]);
    for source in shown(teller).iter().filter(|source| source.is_open) {
        let ranks = without(teller, source);
        for item in teller.in_order() {
            table.push(vec![
                source.name.to_owned(),
                if source.source.verified { "yes" } else { "beside" }.to_owned(),
                source.people.map(|people| people.to_string()).unwrap_or_default(),
                teller.live.items[item].clone(),
                teller.titles[item].text.clone(),
                told_percent(source.source.theta[item], source.source.n).to_string(),
                ranks.map(|ranks| ranks[item].to_string()).unwrap_or_default(),
            ]);
        }
    }
    table
}

fn history(published: &[PublishedRanking]) -> Table {
    let mut table = head(&[
        "published (UTC)",
        "people",
        "topic",
        "lowest place",
        "highest place",
        "tier",
        "percent likely in the top",
    ]);
    for wave in published {
        let ranking = &wave.ranking;
        for (item, topic) in wave.topics().iter().enumerate() {
            let (lowest, highest) = ranking.rank_set[item];
            table.push(vec![
                wave.at.format("%Y-%m-%d %H:%M").to_string(),
                ranking.n.to_string(),
                topic.clone(),
                lowest.to_string(),
                highest.to_string(),
                ranking.tier[item].name().to_owned(),
                percent(ranking.p_top_k[item]),
            ]);
        }
    }
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
