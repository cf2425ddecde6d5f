//! Notices and their texts, as they were shown.

use diesel::prelude::*;

use crate::i18n::Language;
use crate::storage::Database;
use crate::storage::schema::{notice_text, notice_version};

/// A notice's latest version: `(id, number, purposes)`.
pub fn find_latest_notice(
    connection: &mut Database,
    slug: &str,
) -> QueryResult<Option<(i64, i64, String)>> {
    notice_version::table
        .filter(notice_version::slug.eq(slug))
        .order(notice_version::number.desc())
        .select((notice_version::id, notice_version::number, notice_version::purposes))
        .first(connection)
        .optional()
}

/// A notice version's texts: `(language, text, sha256)`, by language.
pub fn list_notice_texts(
    connection: &mut Database,
    notice_version_id: i64,
) -> QueryResult<Vec<(String, String, String)>> {
    notice_text::table
        .filter(notice_text::notice_version_id.eq(notice_version_id))
        .order(notice_text::language)
        .select((notice_text::language, notice_text::text, notice_text::sha256))
        .load(connection)
}

/// Adds a version of a notice with its texts.
pub fn insert_notice(
    connection: &mut Database,
    slug: &str,
    number: i64,
    purposes: &str,
    texts: &[(Language, String, String)],
) -> QueryResult<i64> {
    let id: i64 = diesel::insert_into(notice_version::table)
        .values((
            notice_version::slug.eq(slug),
            notice_version::number.eq(number),
            notice_version::purposes.eq(purposes),
        ))
        .returning(notice_version::id)
        .get_result(connection)?;
    for (language, text, sha256) in texts {
        diesel::insert_into(notice_text::table)
            .values((
                notice_text::notice_version_id.eq(id),
                notice_text::language.eq(language.tag()),
                notice_text::text.eq(text),
                notice_text::sha256.eq(sha256),
            ))
            .execute(connection)?;
    }
    Ok(id)
}
