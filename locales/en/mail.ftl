### Mail to staff: invitations and new passwords.

mail-invitation-subject = Your account at { $center }
mail-invitation = { $center } invites you to its staff pages. Your role: { $role }. To begin, choose a password.
mail-invitation-action = Choose a password
mail-invitation-until = This link works once, for { $count } days. After that, ask the person who invited you for a new one.
mail-not-expected = If you did not expect this mail, you can ignore it.
mail-reset-subject = A new password for { $center }
mail-reset = Somebody asked for a new password for your account at { $center }.
mail-reset-action = Choose a new password
mail-reset-until = This link works once, for { $count } minutes.
mail-reset-ignored = If it was not you, you can ignore this mail. Your password stays as it is.
mail-changed-subject = Your password at { $center } was changed
mail-changed = The password of your account at { $center } was just changed. You were signed out everywhere.
mail-factor-subject = How you sign in at { $center } was changed
mail-factor = The second step of signing in to your account at { $center }, or its recovery codes, was just changed.
mail-changed-action = Sign in
mail-changed-not-you = If it was not you, tell an administrator at once.
mail-link-instead = If the button does not work, open this address:
mail-footer = This mail was sent by a program. Nobody reads answers to it.
