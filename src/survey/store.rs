//! Surveys, their frozen versions, reviews and keywords in the database.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};

use crate::i18n::Language;
use crate::storage::schema::{survey, survey_keyword, survey_review, survey_version};
use crate::storage::{Database, Row, Sought, StoreError};
use crate::{on_engine, sought};

/// A version as it is kept.
#[derive(Queryable, Selectable)]
#[diesel(table_name = survey_version)]
pub(super) struct VersionRow {
    pub survey_id: i64,
    pub number: i64,
    pub notice_version_id: i64,
    pub definition: String,
}

/// Who reviewed a language, and the hash of the texts they read.
pub(super) struct Review {
    pub version_id: i64,
    pub language: Language,
    pub reviewed_by: String,
    pub source_sha256: String,
    pub reviewed_at: NaiveDateTime,
}

type ReviewColumns = (i64, String, String, String, NaiveDateTime);

impl From<ReviewColumns> for Review {
    fn from((version_id, language, by, source_sha256, reviewed_at): ReviewColumns) -> Self {
        let language = Language::new(&language);
        Self { version_id, language, reviewed_by: by, source_sha256, reviewed_at }
    }
}

/// A survey: `(id, slug, published version)`.
pub(super) type SurveyRow = (i64, String, Option<i64>);

/// The survey of that slug, added if it is new.
pub(super) fn upsert_survey(connection: &mut Database, slug: &str) -> QueryResult<i64> {
    on_engine!(connection, |engine| diesel::insert_into(survey::table)
        .values(survey::slug.eq(slug))
        .on_conflict_do_nothing()
        .execute(engine))?;
    survey::table.filter(survey::slug.eq(slug)).select(survey::id).first(connection)
}

/// `(survey, published version)` of a slug.
pub(super) fn find_published(
    connection: &mut Database,
    slug: &str,
) -> QueryResult<Option<(i64, Option<i64>)>> {
    survey::table
        .filter(survey::slug.eq(slug))
        .select((survey::id, survey::published_version_id))
        .get_result(connection)
        .optional()
}

/// The published version of a survey.
pub(super) fn find_published_version(
    connection: &mut Database,
    survey_id: i64,
) -> QueryResult<Option<i64>> {
    survey::table.find(survey_id).select(survey::published_version_id).get_result(connection)
}

/// The published version of each survey that has one.
pub(super) fn list_published_versions(connection: &mut Database) -> QueryResult<Vec<i64>> {
    survey::table
        .filter(survey::published_version_id.is_not_null())
        .select(survey::published_version_id.assume_not_null())
        .load(connection)
}

/// Slugs of surveys that have a published version.
pub(super) fn list_published_slugs(connection: &mut Database) -> QueryResult<Vec<String>> {
    survey::table
        .filter(survey::published_version_id.is_not_null())
        .order(survey::slug)
        .select(survey::slug)
        .load(connection)
}

/// `(id, number)` of a survey's latest version, published or not.
pub(super) fn find_latest_version(
    connection: &mut Database,
    survey_id: i64,
) -> QueryResult<Option<(i64, i64)>> {
    survey_version::table
        .filter(survey_version::survey_id.eq(survey_id))
        .order(survey_version::number.desc())
        .select((survey_version::id, survey_version::number))
        .first(connection)
        .optional()
}

/// A version.
pub(super) fn read_version(connection: &mut Database, id: i64) -> QueryResult<VersionRow> {
    survey_version::table.find(id).select(VersionRow::as_select()).get_result(connection)
}

/// Freezes a version.
pub(super) fn insert_version(
    connection: &mut Database,
    row: &VersionRow,
    sha256: &str,
    at: NaiveDateTime,
) -> QueryResult<i64> {
    diesel::insert_into(survey_version::table)
        .values((
            survey_version::survey_id.eq(row.survey_id),
            survey_version::number.eq(row.number),
            survey_version::notice_version_id.eq(row.notice_version_id),
            survey_version::definition.eq(&row.definition),
            survey_version::sha256.eq(sha256),
            survey_version::created_at.eq(at),
        ))
        .returning(survey_version::id)
        .get_result(connection)
}

/// Makes a version the one that is offered.
pub(super) fn publish_version(
    connection: &mut Database,
    survey_id: i64,
    version_id: i64,
) -> QueryResult<()> {
    diesel::update(survey::table.find(survey_id))
        .set(survey::published_version_id.eq(version_id))
        .execute(connection)?;
    Ok(())
}

/// The survey and language that a keyword starts.
pub(super) fn find_keyword(
    connection: &mut Database,
    keyword: &str,
) -> QueryResult<Option<(i64, String)>> {
    survey_keyword::table
        .find(keyword)
        .select((survey_keyword::survey_id, survey_keyword::language))
        .get_result(connection)
        .optional()
}

/// Replaces a survey's keywords. A word that another survey owns is a unique violation.
pub(super) fn replace_keywords(
    connection: &mut Database,
    survey_id: i64,
    keywords: &[(String, Language)],
) -> QueryResult<()> {
    diesel::delete(survey_keyword::table.filter(survey_keyword::survey_id.eq(survey_id)))
        .execute(connection)?;
    for (keyword, language) in keywords {
        diesel::insert_into(survey_keyword::table)
            .values((
                survey_keyword::keyword.eq(keyword),
                survey_keyword::survey_id.eq(survey_id),
                survey_keyword::language.eq(language.tag()),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// A version's reviews.
pub(super) fn list_reviews(connection: &mut Database, version_id: i64) -> QueryResult<Vec<Review>> {
    let rows: Vec<ReviewColumns> = on_engine!(connection, |engine| survey_review::table
        .filter(survey_review::version_id.eq(version_id))
        .select(survey_review::all_columns)
        .load(engine))?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Who reviewed a version in which language, sought with what other rooms keep.
pub struct ReviewersOf(pub Option<i64>);

sought!(ReviewersOf, |this, out| {
    out.push_sql(
        "CAST(NULL AS BIGINT), language, reviewed_by, CAST(NULL AS TEXT), CAST(NULL AS BYTEA) \
         FROM survey_review WHERE version_id = ",
    );
    out.push_bind_param::<Nullable<BigInt>, _>(&this.0)?;
});

impl Sought for ReviewersOf {
    type Found = Reviewers;

    fn found(&self, rows: Vec<Row>) -> Result<Reviewers, StoreError> {
        let fault = || StoreError::inconsistent("survey_review", &self.0.unwrap_or_default());
        rows.into_iter()
            .map(|Row { texts: [language, reviewed_by, _], .. }| {
                let (language, reviewed_by) = language.zip(reviewed_by).ok_or_else(fault)?;
                Ok((Language::new(&language), reviewed_by))
            })
            .collect()
    }
}

/// Who reviewed a version, by language.
pub type Reviewers = HashMap<Language, String>;

/// The reviews of every version of a survey, the latest first.
pub(super) fn list_all_reviews(
    connection: &mut Database,
    survey_id: i64,
) -> QueryResult<Vec<Review>> {
    let rows: Vec<ReviewColumns> = survey_review::table
        .inner_join(survey_version::table.on(survey_version::id.eq(survey_review::version_id)))
        .filter(survey_version::survey_id.eq(survey_id))
        .order((survey_review::reviewed_at.desc(), survey_version::number.desc()))
        .select(survey_review::all_columns)
        .load(connection)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Records a review; a later one of the same language replaces it.
pub(super) fn upsert_review(connection: &mut Database, review: &Review) -> QueryResult<()> {
    let row = (
        survey_review::version_id.eq(review.version_id),
        survey_review::language.eq(review.language.tag()),
        survey_review::reviewed_by.eq(&review.reviewed_by),
        survey_review::source_sha256.eq(&review.source_sha256),
        survey_review::reviewed_at.eq(review.reviewed_at),
    );
    on_engine!(connection, |engine| diesel::insert_into(survey_review::table)
        .values(row)
        .on_conflict((survey_review::version_id, survey_review::language))
        .do_update()
        .set((
            survey_review::reviewed_by.eq(&review.reviewed_by),
            survey_review::source_sha256.eq(&review.source_sha256),
            survey_review::reviewed_at.eq(review.reviewed_at),
        ))
        .execute(engine))?;
    Ok(())
}

/// Every survey, by slug.
pub(super) fn list_surveys(connection: &mut Database) -> QueryResult<Vec<SurveyRow>> {
    survey::table
        .order(survey::slug)
        .select((survey::id, survey::slug, survey::published_version_id))
        .load(connection)
}

/// A survey's versions, the latest first: `(id, number, kept at)`.
pub(super) fn list_versions(
    connection: &mut Database,
    survey_id: i64,
) -> QueryResult<Vec<(i64, i64, NaiveDateTime)>> {
    survey_version::table
        .filter(survey_version::survey_id.eq(survey_id))
        .order(survey_version::number.desc())
        .select((survey_version::id, survey_version::number, survey_version::created_at))
        .load(connection)
}
