### Heads and words of the files for spreadsheets.

file-lowest = Place from
file-highest = Place to
file-topic = Short name
file-tier = How sure
file-from = From (%)
file-to = To (%)
file-remarks = Remarks
file-stratum = Divided by
file-group = Group
file-name = Name
file-differs = Compared with the others
file-yes = yes
file-source = Source
file-counted = Counted
file-beside = beside it
file-without = Place without it
file-what = What
file-value = Value
