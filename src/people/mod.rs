//! Who may answer: participants, how to reach them, and their sites.
