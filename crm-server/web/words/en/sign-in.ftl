# Signing in, the first administrator, a first password.
sign-in = Sign in
sign-in-with = Sign in with { $name }
sign-in-local = Or with an account of this system
sign-in-username = User name
sign-in-password = Password
sign-in-code = One-time code
sign-in-code-hint = Six digits of your authenticator app, if you have set it up.
done-signed-out = You are signed out.
done-password-set = Your password is set. Sign in with it.
failed-provider-expired = This attempt to sign in is over, or began in another browser. Begin again.
failed-provider-refused = Signing in at the provider did not work. Try again, or sign in with an account of this system.
failed-provider-unknown = The provider knows you, but no active member of staff here has your identifier there. Ask the administrator to add it.
failed-provider-unavailable = The sign-in provider does not answer now. Try again in a while, or sign in with an account of this system.

setup = Set up this system
setup-text = You make the first administrator. The link works once; afterwards you sign in with this user name and password.
setup-name = Your name
setup-username-hint = Latin letters, digits, dots and dashes.
setup-password-hint = At least 12 characters; a few words that only you put together are best.
setup-again = The same password again
setup-do = Make the administrator

welcome = Choose a password
welcome-text = The link works once; afterwards you sign in with your user name and this password.
welcome-do = Save the password

enter = Come into the demo
enter-text = You come in as one of the fictional people. What you do is kept in this demo until its folder is removed.
enter-do = Continue as { $name }
