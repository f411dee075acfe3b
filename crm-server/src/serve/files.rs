//! Open files: every connection is one.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Raises what this process allows itself to what the system allows it. Shells and service managers start programs with
/// 1,024 for the sake of old ones; a server with that many clients would stop to take more.
pub(super) fn allow_as_many_as_may_be() {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
        tracing::warn!(?current, ?maximum, %error, "the limit of open files stays as it is");
    }
}
