//! Who works here: accounts, sign-in, and the trail of what staff did and looked at.
