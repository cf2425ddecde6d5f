### The places people come to.

sites-nav = Sites
sites-title = Where do people come to us?
sites-intro = A site is one place people come to. Lists of people name it, and results can be read by it.
sites-list = Sites
sites-empty = There is no site yet. Add the first one here.
sites-name = Name of the site
sites-name-hint = As people call it, such as “East Side Clinic”.
sites-add-title = Add a site
sites-add = Add the site
sites-rename = Rename
sites-new-name = New name
sites-save = Save the name
sites-done-added = The site is added.
sites-done-renamed = The site has its new name.
sites-done-removed = The site is taken back.
sites-fault-empty = Please give the site a name.
sites-fault-long = This name is too long. It has 80 characters at most.
sites-fault-taken = Another site already has this name.
sites-fault-changed = Somebody changed this site meanwhile. Please look at it again.
sites-fault-in-use = People belong to this site already, so it stays.
