//! What each person agreed to: notices, the ledger, purposes and proof.
