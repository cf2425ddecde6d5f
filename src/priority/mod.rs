//! What matters most: ballots into a ranking that shows how sure it is.
