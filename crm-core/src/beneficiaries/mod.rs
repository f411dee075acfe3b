//! People and bodies that are served.
