### What matters most? The ranking page of the staff.

priority-title = What matters most?
priority-chance-only = This covers chance only; those who did not answer may differ.
priority-quoted = “{ $topic }”
priority-list-more = { $list }, { $next }
priority-list-last = { $list } and { $next }
priority-ranking = Ranking
priority-place = Place
priority-issue = Issue
priority-wins = How often it comes out ahead
priority-in-top = { $k ->
    [1] In first place
   *[other] In the top { $k }
}
priority-tier-clear = Clear
priority-tier-probable = Probable
priority-tier-close = Too close to call
priority-tier-lower = Lower on this list
priority-likelihood-almost-certain = almost certain ({ $percent } %)
priority-likelihood-very-likely = very likely ({ $percent } %)
priority-likelihood-likely = likely ({ $percent } %)
priority-likelihood-about-even = about even ({ $percent } %)
priority-likelihood-unlikely = unlikely ({ $percent } %)
priority-likelihood-very-unlikely = very unlikely ({ $percent } %)
priority-plot = Comes out ahead in { $percent } % of comparisons; 95 % interval { $low } to { $high } %
priority-plot-alone = Comes out ahead in { $percent } % of comparisons
priority-no-one-chose = no one chose this
priority-not-asked = Nobody has been asked about these yet, so they are not ranked:
priority-flag-unverified = All answers came over an open link, so one person may have answered more than once. Read this ranking with care.
priority-heard = Who we heard
priority-language = Language
priority-count = People
priority-hidden = not shown
priority-hidden-note = Counts of 1 to 10 people are not shown, nor others that would give them away.
priority-heard-hidden = Counts by language are not shown: they would tell how few answered in one of them.
priority-beside = Answers over an open link, kept beside this ranking and not in it: { $count }
priority-beside-few = A few answers came over an open link. They are kept beside this ranking and not in it.
priority-how = How this was made
priority-how-score = Each person picked what matters most to them. We compare every two issues: which one did they put ahead? A tie counts half. The score is how often an issue comes out ahead.
priority-how-consent = Only people who agreed to this use are counted. Whoever takes that back leaves the ranking at once.
priority-how-chance = { $draws } random draws show how far chance alone could move the places.
priority-publish = Publish this ranking
priority-publish-note = Publishing freezes these numbers and brings the top issues into the backlog. What people have decided stays as it is.
priority-published = The ranking is published. Its top issues are in the backlog.
priority-last-published = Last published: { $date }
priority-too-few = Fewer than 11 people have answered so far. To protect them, nothing is shown or published yet.
priority-too-few-next = Share the survey with more people
priority-no-survey = No survey that ranks topics is published yet.
priority-no-survey-next = Start a survey and publish it
priority-cannot-rank = This ranking cannot be computed from the answers there are.
priority-cannot-weight = The table of whom you serve does not fit the people who answered this survey: nobody answered from one of its groups, or some are in a group that it does not name. So the answers cannot be weighted by it.
priority-cannot-weight-empty = Nobody answered from this group of the table: { $group }
priority-cannot-weight-unknown = These people answered, and the table does not name their group: { $group }
priority-cannot-weight-next = Look at the table, and say which group takes over, or put it aside
priority-shown-unweighted = Not weighted yet, so it cannot be published.
priority-other-surveys = Other surveys
priority-place-in-tier = { $place } ({ $tier })
priority-among = Among the { $people } people we heard from:
priority-among-open = Among the { $people } answers that came over an open link:
priority-among-weighted = Among the { $people } people we heard from, weighted to resemble our patients:
priority-one-in-top = { $topic }: { $likelihood } { $k ->
    [1] in first place
   *[other] in the top { $k }
}.
priority-none-sure = No issue is surely { $k ->
    [1] in first place
   *[other] in the top { $k }
} yet.
priority-close = Too close to call (places { $places }): { $topics }. Treat them as one group.
priority-close-alone = Too close to call (places { $places }): { $topics }. Keep it on the list.
priority-left-open = { $open ->
    [one] One of the { $k } places is still open to them.
   *[other] { $open } of the { $k } places are still open to them.
}
priority-precise = About as precise as { $people } answers drawn at random.
priority-legend = Dot: share of comparisons won. Line: 95 % interval. Dashed line: half. Place: the ranks that the answers allow. Bar: how likely in the top.
priority-part = Part { $number }: these issues were compared with each other, and with no others. Places hold within the part.
priority-flags = Before you rely on it
priority-flag-contested = Without one of the ways of answering, the top would be another. So nothing here is called clear.
priority-flag-method = Another way of counting would make another top. So nothing here is called clear.
priority-flag-channel = If each way of answering had one voice, the top would be another. So nothing here is called clear.
priority-flag-provisional = Some issues are new and few people have seen them yet. Their places may still change.
priority-flag-disconnected = Some issues were never compared with each other. There is no common order, so all are too close to call.
priority-flag-deff-2 = Weighting makes these answers much less precise than their number suggests.
priority-flag-deff-3 = A few people weigh very heavily here, so these answers are far less precise than their number suggests. Join small groups before you rely on it.
priority-flag-margins = Even after weighting, those we heard do not quite resemble our patients.
priority-flag-sessions = There were fewer than 8 listening sessions, so the intervals may be too narrow.
priority-new = new: few have seen it yet
priority-band-clear = { $k ->
    [1] in first place
   *[other] in the top { $k }
} at 95 % or more
priority-band-probable = { $k ->
    [1] in first place
   *[other] in the top { $k }
} at 80 % or more
priority-band-close = may be { $k ->
    [1] in first place
   *[other] in the top { $k }
} or not: one group
priority-band-lower = { $k ->
    [1] in first place
   *[other] in the top { $k }
} at less than 20 %
priority-csv = This table as a file (CSV)
priority-words = In their words
priority-record = Published rankings
priority-public = What everybody can read
priority-publish-title = Publish
priority-gone = People who were counted then and are not any more: { $people }.
priority-gone-few = A few people (10 or fewer) who were counted then are not counted any more.
priority-groups = For whom it differs
priority-tail-left-out = Printed without the issues that are lower on the list and the same for all. They are on the first page.
priority-missed-title = Missed by the average
priority-missed = { $group }: { $topic } is { $likelihood } { $k ->
    [1] in first place for them
   *[other] in their top { $k }
}. For everybody together it is at place { $place }.
priority-missed-none = In no group that is large enough to tell is an issue at the top that is far down for everybody together.
priority-slope = From everybody’s order (first column) to the order of { $group } (second)
priority-as-table = The same as a table
priority-groups-small = Not shown by themselves, to protect small groups:
priority-groups-session = Invite them to a listening session of their own, so that they are heard too.
priority-groups-legend = How often an issue comes out ahead in each group: the darker, the more often. ▲ or ▼: more or less often than among others, by more than chance.
priority-steps-note = The fewer people, the wider the steps in which their shares are told, so that no one’s vote can be read from them.
priority-groups-none = There are no groups to set side by side yet.
priority-more = more often than among others
priority-less = less often than among others
priority-everybody = Everybody
priority-equal-groups = Each group counted once
priority-worst-group = Lowest of any group
priority-sources = By way of answering
priority-source-sms = By text message
priority-source-web = On the web, by a link of their own
priority-source-open = Over an open link
priority-source-session = In listening sessions
priority-sources-legend = How often an issue comes out ahead in each way of answering: the darker, the more often. Answers over an open link stand beside the others and are not counted with them.
priority-without = without: { $place }
priority-untried = Whether the order holds without these is not known, because the other answers alone cannot be weighted or do not compare all issues: { $sources }
priority-without-legend = “Without”: the place of the issue if these answers are left out.
priority-sources-one = All answers came in one way, so there is nothing to set beside it.
priority-sources-held-back = To protect small groups, the ways of answering are not set beside each other.
priority-sources-small = Not shown by themselves, to protect small groups:
priority-signal-same = The same ballot came very often ({ $source }): { $count } times, where about { $expected } were to be expected. A person should look at it.
priority-signal-differs = { $source }: people there see this differently from all others: { $topics }. Ask why before you rely on it.
priority-weights = Weighted and unweighted
priority-weighted = Weighted
priority-unweighted = Unweighted
priority-history = Over time
priority-history-drawn = The places of the issues in each published ranking. The table below says the same.
priority-now = Now
priority-heard-count = people: { $people }
priority-history-none = Once a ranking is published and more answers come in, this shows how the places change.
priority-others = How sure, counted other ways
priority-this-ranking = This ranking
priority-way-unweighted = Without weights
priority-way-channels = One voice for each way of answering
priority-way-model = Plackett–Luce model
priority-way-duels = Duels of two (Schulze)
priority-way-set-aside = With ballots that were set aside
priority-others-legend = The numbers are places. At the top they should tell much the same story. Where another method or way of answering contradicts this ranking by more than a toss-up, the head of this page says so. The other columns are for you to compare.
priority-tipping = If those who did not answer prefer { $next } to { $last } by more than { $points } points, the two change places. Of those asked, { $rate } % answered.
priority-tipping-never = So many answered ({ $rate } % of those asked) that those who did not could not put { $next } ahead of { $last }, whatever they prefer.
priority-tipping-tie = { $next } and { $last } stand level, so those who did not answer could turn them round either way. Of those asked, { $rate } % answered.
priority-tipping-unknown = This page cannot say how differently those who did not answer would have to think to change the top.
priority-flip = Coordinated ballots that would be enough to change { $k ->
    [1] the first place
   *[other] the top { $k }
}: about { $ballots }.
priority-flip-weighted = This assumes that each of these ballots weighs as much as the heaviest does; if they weighed less, it would take more.
priority-not-weighted = The answers are not weighted: each person counts the same.
priority-back = Back to the ranking
priority-how-steps = Step by step
priority-how-facts = Counts and settings
priority-how-margins = What the answers are weighted to
priority-how-uncovered = What it does not cover
priority-how-people = One person, one ballot, by text or on the web. Who answers again is counted once, with the latest answer.
priority-how-weights = Where the shares of our patients are known, people are weighted so that those we heard resemble all of them. The weights are kept within limits, so that a few people do not decide for many.
priority-how-slates = Not everybody was shown every issue. Two issues are compared on the answers of those who saw both. Where few saw both, what the other comparisons suggest counts like two more answers.
priority-how-neighbour = If nobody in { $group } answers, { $neighbour } speaks for them.
priority-how-tiers = Clear: 95 % or more likely in the top. Probable: 80 % or more. Too close to call: 20 to 80 %. Lower on this list: less than 20 %. Where another way of counting contradicts, nothing is called clear.
priority-how-groups = Groups of 11 people or more are ranked by themselves. The average misses an issue that is very likely (80 % or more) in a group’s top and very unlikely (20 % or less) in everybody’s.
priority-how-opinions = Three other ways of counting run beside it: one voice for each way of answering, the Plackett–Luce model, and duels of two (Schulze). Each way of answering is also left out once.
priority-how-opinions-two = Two other ways of counting run beside it: the Plackett–Luce model, and duels of two (Schulze). Each way of answering is also left out once. No way of answering brought 30 people or more that speak for all patients, so there is no count with one voice for each.
priority-how-tail = People pick only what matters most. The order of the lower places says little.
priority-how-hidden = Counts of 1 to 10 people, and groups too small to show by themselves.
priority-how-feasible = What is possible and what it costs. Leaders decide that, and say why.
priority-fact-people = People counted
priority-fact-beside = Answers over an open link, beside it
priority-fact-empty = Ballots that compared nothing
priority-fact-precise = As precise as so many drawn at random
priority-fact-deff = What weighting costs (design effect)
priority-fact-top = Places that are “the top”
priority-fact-draws = Random draws
priority-fact-seed = Where the draws start (seed)
priority-fact-trim = Smallest and largest weight
priority-fact-margin-error = After weighting, the most that a group is above or below its share of our patients, as a part of that share
priority-fact-response = Of those asked, so many answered
priority-none = none
priority-unknown = not known
priority-few = 10 or fewer
priority-percent = { $percent } %
priority-words-intro = Words of people who agreed to be quoted without their name, beside the issues they speak of. Where nobody has looked through them yet, they stand beside the issue that the person put first and may speak of something else. At most three an issue.
priority-words-trail = Each look at this page is noted in the audit trail.
priority-words-none = There are no words to show. Nobody who wrote something has agreed to be quoted yet.
priority-words-asked = Asked:
priority-words-translated = In another language, as our staff put it:
priority-record-intro = Each ranking is kept as it was published and can be computed again.
priority-record-on = Date
priority-record-by = Published by
priority-record-top = At the top
priority-record-none = No ranking is published yet.

# Signs, what is set aside, and what was brought up unasked.
priority-signs = Does anything look coordinated?
priority-signs-intro = These are signs, not proof. A family, a class or a church may answer alike for good reasons, so a person looks first. Nothing is deleted.
priority-signs-none = Nothing stands out.
priority-sign-gone = Nothing was set aside: this sign is not there any more. Look at the signs below again.
priority-sign = Sign { $number }
priority-sign-ballot = What it says, first things first:
priority-aside-is = Set aside
priority-aside-reason = Why set them aside?
priority-aside-note = They are kept. The ranking is shown with and without them, and anybody here can let them count again. More of the same kind that come later are set aside too.
priority-aside-set = Set these ballots aside
priority-asides = Set aside now
priority-asides-count = Ballots set aside: { $ballots }
priority-asides-note = What comes out with them stands on the ranking's page, under the other ways of counting.
priority-aside-because = Because:
priority-aside-again = Let them count again
priority-aside-ballot = { $source }: all ballots that say { $ballot }
priority-aside-source = { $source }: all ballots
priority-aside-done = These ballots are set aside. The ranking is shown both ways.
priority-again-done = These ballots count again.
priority-aside-why = Say why, in 1 to { $most } letters.
priority-raised = Brought up without being asked
priority-raised-note = So many people spoke of it in their own words. This is no part of the ranking: who did not bring something up did not put it last.
priority-raised-few = a few
priority-raised-unlisted = on no list yet
