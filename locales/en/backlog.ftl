### What are we doing about it? The backlog, and the public answer.

backlog-title = What are we doing about it?
backlog-intro = What people said matters, where it stands, and what was decided. A decision stays on record; a later one stands beside it.
backlog-empty = Nothing is here yet. Publish a ranking, and its top issues come here.
backlog-status-proposed = Proposed
backlog-status-under_review = Under review
backlog-status-accepted = Accepted
backlog-status-not_now = Not now
backlog-status-declined = Declined
backlog-status-testing = Being tested
backlog-status-implementing = Being put in place
backlog-status-done_telling = Done, telling people
backlog-status-told = Done and told
backlog-to-under_review = Look into it
backlog-to-accepted = Accept: we will do it
backlog-to-not_now = Not now
backlog-to-declined = Decline: we will not do it
backlog-to-testing = Start a test
backlog-to-implementing = Put it in place
backlog-to-done_telling = It is done; now tell people
backlog-to-told = Everybody can read it: close
backlog-evidence = { $tier } · place { $place } · { $k ->
    [1] in first place
   *[other] in the top { $k }
}: { $likelihood } · people heard: { $people }
backlog-evidence-missed = Missed by the average: it is very likely { $k ->
    [1] in first place
   *[other] in the top { $k }
} of { $groups }
backlog-evidence-count = Published rankings that say so: { $count }
backlog-history = What was decided
backlog-draft = Draft, not shown in public
backlog-decide-about = Decide: { $title }
backlog-step = What next?
backlog-reason = Why? In words that patients can read
backlog-reason-hint = Needed for accept, not now, decline and done. It is shown on the public page. You write in: { $language }
backlog-save = Save the decision
backlog-saved = Saved.
backlog-undone = Taken back. It stands again where it stood before.
backlog-taken-back = Taken back
backlog-takes-back = Back to this
backlog-not-told-in = Cannot be read yet in: { $languages }
backlog-translate = Add the words in another language
backlog-translate-text = The words in: { $language }
backlog-translate-by = Name of the qualified person who checked it
backlog-translate-save = Save the words
backlog-fault-step = Choose what comes next.
backlog-fault-reason = This decision needs a reason that patients can read.
backlog-fault-long = The words are too long. Characters at most: { $most }
backlog-fault-reviewer = Give the name of the person who checked these words.
backlog-fault-language = These words cannot be kept: the survey is not in this language.
backlog-fault-changed = Somebody else decided on this meanwhile. Look at it again.
backlog-fault-told = Not everybody can read the answer yet. Missing: { $languages }
heard-title = What you told us, what we decided, and why
heard-intro = People who come to { $center } told us what matters most to them. Here is our answer.
heard-empty = There is no answer to read here yet. When something is decided, you will find it on this page.
heard-status-accepted = We will do this
heard-status-not_now = Not now
heard-status-declined = We will not do this
heard-status-testing = We are trying it out
heard-status-implementing = We are putting it in place
heard-status-done = Done
heard-tier-clear = You told us clearly: this is one of the things that matter most.
heard-tier-probable = This is very likely one of the things that matter most to you.
heard-tier-close = This is one of several things that matter about the same to you.
heard-tier-lower = Other things on the list matter more to you now.
heard-people = Number of people we heard: { $people }
heard-decided = Decided: { $date }
heard-draft = DRAFT: nobody has reviewed this translation yet.
heard-languages = Read this page in
heard-elsewhere = More answers can be read in:
backlog-counts-as = This issue counts as another one now. New results go there, and this item keeps its history:
