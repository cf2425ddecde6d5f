//! The chain over the ledger: each event's hash covers its canonical form and the hash before it.

use serde::Serialize;

use crate::crypto::chain_hash;

/// What is sealed of one event: every field but the chain's own, as JSON in this order.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct SealedForm<'a> {
    pub id: i64,
    pub kind: &'a str,
    pub participant: Option<i64>,
    pub contact_hmac: Option<String>,
    pub channel: &'a str,
    pub programme: &'a str,
    pub purpose: &'a str,
    pub action: &'a str,
    pub scope: &'a str,
    pub notice_version: Option<i64>,
    pub notice_sha256: Option<&'a str>,
    pub notice_language: Option<&'a str>,
    pub notice_reviewed_by: Option<&'a str>,
    pub method: &'a str,
    pub evidence_sha256: &'a str,
    pub actor: &'a str,
    pub unencrypted_risk_acknowledged: bool,
    pub occurred_at: String,
    pub recorded_at: String,
    pub valid_until: Option<String>,
}

/// The canonical form of what is sealed.
pub fn canonical_form(form: &impl Serialize) -> String {
    serde_json::to_string(form).expect("a struct of texts and numbers is always JSON")
}

/// What `hearth consent verify` found in a chain that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Events sealed into the chain.
    pub sealed: u64,
    /// Events written but not sealed yet.
    pub not_yet_sealed: u64,
    /// Days of anonymous consents whose digest was compared.
    pub digests: u64,
    /// The last hash: note it elsewhere, so that a cut tail shows.
    pub head: String,
}

/// Where the chain is broken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainFault {
    /// A link is missing.
    #[error("event {expected} of the chain is missing (found {found})")]
    Missing {
        /// Place in the chain that should have come.
        expected: i64,
        /// Place that came.
        found: i64,
    },
    /// A row was changed after it was sealed.
    #[error("event {seq} of the chain was changed (ledger row {id})")]
    Changed {
        /// Place in the chain.
        seq: i64,
        /// Row.
        id: i64,
    },
    /// The chain ends before its recorded head.
    #[error("the chain ends at event {found}, but {expected} were sealed")]
    Cut {
        /// How many were sealed.
        expected: i64,
        /// How many are there.
        found: i64,
    },
    /// Anonymous consents of a day were changed after their digest was sealed.
    #[error("the anonymous consents of {date} do not match their digest (event {seq})")]
    Digest {
        /// The day.
        date: String,
        /// Place of the digest in the chain.
        seq: i64,
    },
}

/// Walks a chain link by link.
#[derive(Debug, Default)]
pub(super) struct ChainWalk {
    pub seq: i64,
    pub hash: String,
}

impl ChainWalk {
    /// Takes the next link, which must follow and must hash as it says.
    pub fn follow(
        &mut self,
        seq: i64,
        id: i64,
        canonical: &str,
        hash: &str,
    ) -> Result<(), ChainFault> {
        if seq != self.seq + 1 {
            return Err(ChainFault::Missing { expected: self.seq + 1, found: seq });
        }
        let expected = chain_hash(&self.hash, canonical);
        if expected != hash {
            return Err(ChainFault::Changed { seq, id });
        }
        (self.seq, self.hash) = (seq, expected);
        Ok(())
    }
}
