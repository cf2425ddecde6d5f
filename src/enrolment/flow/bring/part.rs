//! A part of a file made ready before the transaction that brings it in.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::consent::Actor;
use crate::consent::flow::Evidence;
use crate::crypto::{Keys, Place, random_token, sha256_hex};
use crate::enrolment::reading::{Entry, Reader, RowFault};
use crate::enrolment::sharing::{Key, key};
use crate::enrolment::sheet::Row;
use crate::enrolment::store::{Import, Reject};
use crate::people::store::SealedPhone;
use crate::services::Services;

/// A person of a part, made ready before the transaction.
pub(super) struct Candidate {
    pub phone: SealedPhone,
    pub token: String,
    pub sealed_name: Option<Vec<u8>>,
    pub name: Option<String>,
    pub language: String,
    pub site: Option<String>,
    pub strata: BTreeMap<String, String>,
    pub agreed: Option<(NaiveDate, Evidence)>,
    says_no: bool,
    /// The row as it is given back if its number stood in an earlier part.
    pub as_repeated: Reject,
}

/// A part made ready.
pub(super) struct Part {
    pub number: i64,
    pub rows: u64,
    /// By number and name, so that two lists that meet take hold of people in the same order.
    pub candidates: BTreeMap<Key, Candidate>,
    pub may_share: bool,
    pub rejects: Vec<Reject>,
    pub repeated: u64,
}

/// Reads the rows of a part.
pub(super) fn prepare(services: &Services, import: &Import, number: i64, rows: &[Row]) -> Part {
    let keys = &services.keys;
    let mut part = Part {
        number,
        rows: 0,
        candidates: BTreeMap::new(),
        may_share: services.config.shared_phones,
        rejects: Vec::new(),
        repeated: 0,
    };
    let Some(first) = import.head.first.first() else { return part };
    let today = services.clock.now().date();
    let reader = Reader::new(&import.plan, first, services.config.country, today);
    for row in rows.iter().filter(|row| !reader.is_heading(row, first)) {
        part.rows += 1;
        match reader.read(row) {
            Ok(entry) => part.add(keys, import, row, entry),
            Err(fault) => {
                part.rejects.push(Reject::seal(keys, &import.token, row, fault.text_id()));
            }
        }
    }
    part
}

impl Part {
    fn add(&mut self, keys: &Keys, import: &Import, row: &Row, entry: Entry) {
        let as_repeated = Reject::seal(keys, &import.token, row, RowFault::Repeated.text_id());
        let agreed = entry.agreed_on.map(|on| (on, evidence(keys, import, row, on)));
        let phone = SealedPhone::seal(keys, &entry.phone);
        let key = key(&phone.index, entry.name.as_deref(), self.may_share);
        if let Some(earlier) = self.candidates.get_mut(&key) {
            earlier.name = earlier.name.take().or(entry.name);
            earlier.site = earlier.site.take().or(entry.site);
            earlier.says_no |= entry.says_no;
            earlier.agreed = earlier.agreed.take().or(agreed).filter(|_| !earlier.says_no);
            for (name, value) in entry.strata {
                earlier.strata.entry(name).or_insert(value);
            }
            earlier.sealed_name = sealed_name(keys, &earlier.token, earlier.name.as_deref());
            self.repeated += 1;
            self.rejects.push(as_repeated);
            return;
        }
        let token = random_token();
        let language = entry.language.as_ref().unwrap_or(&import.plan.language).tag().to_owned();
        let candidate = Candidate {
            sealed_name: sealed_name(keys, &token, entry.name.as_deref()),
            token,
            name: entry.name,
            language,
            site: entry.site,
            strata: entry.strata,
            agreed,
            says_no: entry.says_no,
            as_repeated,
            phone,
        };
        self.candidates.insert(key, candidate);
    }
}

/// A name sealed for the person of that token.
pub(super) fn sealed_name(keys: &Keys, token: &str, name: Option<&str>) -> Option<Vec<u8>> {
    let place = Place { table: "participant", column: "name", row: token };
    name.map(|name| keys.seal(place, name))
}

/// What the center states of one person's consent, with what it can be found by.
fn evidence(keys: &Keys, import: &Import, row: &Row, on: NaiveDate) -> Evidence {
    let proof = import.plan.proof.as_ref();
    let stated = serde_json::json!({
        "stated_by": proof.map(|proof| Actor::Staff(proof.stated_by).name()),
        "statement": proof.map(|proof| proof.statement.as_str()),
        "given": proof.map(|proof| proof.method.name()),
        "on": on.to_string(),
        "file": import.head.file,
        "file_sha256": import.head.sha256,
        "row": row.number,
        "row_sha256": sha256_hex(row.cells.join("\u{1f}").as_bytes()),
    });
    Evidence::seal(keys, &stated.to_string())
}

/// Strata as they are kept.
pub(super) fn strata_of(candidate: &Candidate) -> String {
    serde_json::to_string(&candidate.strata).expect("texts are always JSON")
}
