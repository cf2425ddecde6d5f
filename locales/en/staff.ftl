### Signing in and the frame of the staff pages.

staff-sign-in-title = Sign in
staff-sign-in-intro = For the staff of the health center.
staff-email = E-mail address
staff-password = Password
staff-sign-in = Sign in
staff-sign-out = Sign out
staff-sign-in-wrong = The e-mail address or the password is not right. Please check both and try again.
staff-sign-in-wait = There were many wrong tries. Please wait, then try again. Seconds to wait: { $seconds }
staff-sign-in-note = You are signed out after 15 minutes without activity.
staff-skip = Skip to the content
staff-nav = Staff pages
staff-nav-priorities = What matters most?
staff-nav-backlog = What are we doing about it?
staff-nav-heard = The public page
staff-menu = Menu
staff-signed-in-as = Signed in:
staff-group-listen = Listen
staff-group-decide = Decide
staff-group-look-after = Look after
staff-nav-home = How is it going?
staff-undo = Undo
staff-pages = More pages
staff-page-previous = Previous page
staff-page-next = Next page
