//! What is being done about it: items, decisions, and the public answer.
