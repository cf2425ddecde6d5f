### The second step of signing in: a code from a phone, or from paper.

second-title = Enter your code
second-intro = Open the app on your phone that shows your codes.
second-code = Code
second-hint = 6 digits from the app, or one of your recovery codes
second-continue = Continue
second-wrong = This code is not right, or it was used before. Wait for the next code in the app, then try again.
second-over = That took too long. Please type your password again.
second-lost = No phone and no recovery codes at hand? Ask an administrator to let you set up a new phone.
factor-title = Protect your account
factor-intro = From now on you sign in with your password and a code from your phone. So nobody gets in with your password alone.
factor-app = 1. Get an app for codes
factor-app-about = Any app for sign-in codes will do, such as Aegis, Google Authenticator or Microsoft Authenticator.
factor-scan = 2. Scan this picture with the app
factor-picture = QR code for the app
factor-type = You cannot scan it? Type this key into the app:
factor-confirm = 3. Type the 6 digits that the app shows
factor-save = Turn it on
recovery-title = Keep these codes
recovery-intro = Without your phone, each of these codes lets you in once. Print them or write them down, and keep them where only you can find them. They are not shown again.
recovery-list = Recovery codes
recovery-done = I have kept them
