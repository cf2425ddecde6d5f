### Heads and words of the files for spreadsheets.

file-lowest = Plas soti
file-highest = Plas rive
file-topic = Non kout
file-tier = Ki jan nou sèten
file-from = Soti (%)
file-to = Rive (%)
file-remarks = Remak
file-stratum = Divize pa
file-group = Gwoup
file-name = Non
file-differs = Konpare ak lòt yo
file-yes = wi
file-source = Sous
file-counted = Konte
file-beside = sou kote
file-without = Plas san li
file-what = Kisa
file-value = Valè
