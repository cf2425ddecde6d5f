### What people told us matters most: the page that everybody may read.

public-title = What people told us matters most
public-intro = People who come to { $center } told us what to improve first. Number of people who answered: { $people }. Date: { $date }.
public-unverified = Anybody could answer this over an open link, so some may have answered more than once.
public-disconnected = Not all of these were asked about together, so they have no common order.
public-contested = Counted another way, the first ones would be others. So read this order with care.
public-provisional = Some of these are new, and few people have seen them yet. They may still move.
public-tier-clear = { $k ->
    [1] In first place
   *[other] In the top { $k }
}
public-says-clear = Nearly certain.
public-tier-probable = Very likely { $k ->
    [1] in first place
   *[other] in the top { $k }
}
public-says-probable = Very likely, but not certain.
public-tier-close = Maybe { $k ->
    [1] in first place
   *[other] in the top { $k }
}
public-says-close = The answers are too close to tell which of these comes first.
public-tier-lower = Less likely { $k ->
    [1] in first place
   *[other] in the top { $k }
}
public-says-lower = They matter too. Other things came up more often this time.
public-chance = People who did not answer may see it differently. We will ask again.
public-empty = There is nothing to read here yet. When enough people have answered, you will find it on this page.
public-elsewhere = This cannot be read in your language yet. You can read it in:
public-to-heard = What we decided, and why
public-from-heard = What people told us matters most
public-others = Other surveys
