# What stands on every page, and the pages of errors.

demo-banner = Demo: everybody here is invented and nothing is sent.
demo-start = Start page
error-not-found-title = This page is not here
error-not-found = The address may be mistyped, or what it showed is gone.
error-forbidden-title = This is not open to you
error-forbidden = You may need to sign in again, or to go back and send the form once more.
error-refused-title = That did not work
error-refused = What was sent could not be read. Please go back and try again.
error-failed-title = Something went wrong here
error-failed = It is not your fault. Nothing you had sent before is lost. Please try again in a moment.
error-request = Number of this request: { $id }
