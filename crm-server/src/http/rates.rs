//! How often a caller may ask: so many requests at once and so many in a time after that, for each address and for each
//! actor. Opening a WebSocket, saying who it is and each operation on it count as a request.
//!
//! Refused sign-ins of an address count once more, against a tighter limit. It does not shut out good tokens: one
//! misconfigured machine must not lock out the department that shares its address, and tokens of 256 random bits are not
//! found by trying.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::atomic::{AtomicU32, Ordering};

use crm_core::{Actor, OpContext};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use super::Problem;
use crate::config::{Config, Rate};

/// After so many requests what is full again is forgotten, so that memory follows the callers of the last moments.
const SWEEP: u32 = 10_000;

/// The limits in force, with what each caller has left.
pub struct Rates<C: Clock = DefaultClock> {
    addresses: Buckets<IpAddr, C>,
    actors: Buckets<String, C>,
    failures: Buckets<IpAddr, C>,
    voices: Buckets<IpAddr, C>,
}

impl Rates {
    /// The configured ones.
    pub fn of(config: &Config) -> Self {
        Self::new(config, &DefaultClock::default())
    }
}

impl<C: Clock + Clone> Rates<C> {
    fn new(config: &Config, clock: &C) -> Self {
        Self {
            addresses: Buckets::new(config.limits_per_address, clock),
            actors: Buckets::new(config.limits_per_actor, clock),
            failures: Buckets::new(config.limits_sign_in, clock),
            voices: Buckets::new(config.limits_public_writes, clock),
        }
    }
}

impl<C: Clock> Rates<C> {
    /// Counts a request of an address.
    pub(crate) fn ask(&self, address: Option<IpAddr>) -> Result<(), Problem> {
        address.map_or(Ok(()), |address| self.addresses.take(&network(address)))
    }

    /// Counts a request of an actor; of an integration as one, for whomever it acts. The public is counted by address
    /// alone.
    pub(crate) fn act(&self, op: &OpContext) -> Result<(), Problem> {
        if op.actor == Actor::Anonymous { Ok(()) } else { self.actors.take(&op.recorded().1) }
    }

    /// Counts something that the public writes.
    pub(crate) fn write(&self, op: &OpContext, address: Option<IpAddr>) -> Result<(), Problem> {
        match address {
            Some(address) if op.actor == Actor::Anonymous => self.voices.take(&network(address)),
            _ => Ok(()),
        }
    }

    /// Counts a sign-in that was refused.
    pub(crate) fn fail(&self, address: Option<IpAddr>) -> Result<(), Problem> {
        address.map_or(Ok(()), |address| self.failures.take(&network(address)))
    }
}

/// What counts as one address: of IPv6 the /64, of which a subscriber has the whole.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
    }
}

type Limiter<K, C> = RateLimiter<K, DashMapStateStore<K>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// One token bucket for each key; none when there is no limit.
struct Buckets<K: Clone + Eq + Hash, C: Clock> {
    limiter: Option<Limiter<K, C>>,
    clock: C,
    taken: AtomicU32,
}

impl<K: Clone + Eq + Hash, C: Clock> Buckets<K, C> {
    fn new(rate: Rate, clock: &C) -> Self
    where
        C: Clone,
    {
        let limiter = |quota: Quota| RateLimiter::new(quota, DashMapStateStore::default(), clock.clone());
        Self { limiter: rate.quota().map(limiter), clock: clock.clone(), taken: AtomicU32::new(0) }
    }

    fn take(&self, key: &K) -> Result<(), Problem> {
        let Some(limiter) = &self.limiter else { return Ok(()) };
        if self.taken.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
        limiter.check_key(key).map_err(|until| Problem::too_often(until.wait_time_from(self.clock.now())))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use governor::clock::FakeRelativeClock;

    use super::*;
    use crate::config::Sources;

    fn rates(per_address: &str) -> (Rates<FakeRelativeClock>, FakeRelativeClock) {
        let mut config = Config::read(&Sources::default().resolve().unwrap()).unwrap();
        config.limits_per_address = per_address.parse().unwrap();
        let clock = FakeRelativeClock::default();
        (Rates::new(&config, &clock), clock)
    }

    fn ask(rates: &Rates<FakeRelativeClock>, address: &str) -> Result<(), Option<u64>> {
        rates.ask(Some(address.parse().unwrap())).map_err(|problem| problem.retry_after)
    }

    #[test]
    fn a_burst_passes_and_then_so_many_in_a_time() {
        let (rates, clock) = rates("2/s burst 3");
        for _ in 0..3 {
            assert_eq!(ask(&rates, "192.0.2.1"), Ok(()));
        }
        assert_eq!(ask(&rates, "192.0.2.1"), Err(Some(1)));
        assert_eq!(ask(&rates, "192.0.2.2"), Ok(()));
        clock.advance(Duration::from_millis(500));
        assert_eq!(ask(&rates, "192.0.2.1"), Ok(()));
        assert_eq!(ask(&rates, "192.0.2.1"), Err(Some(1)));
    }

    #[test]
    fn a_subscriber_of_ipv6_is_one_address() {
        let (rates, _) = rates("1/h");
        assert_eq!(ask(&rates, "2001:db8::1"), Ok(()));
        assert_eq!(ask(&rates, "2001:db8::2"), Err(Some(3600)));
        assert_eq!(ask(&rates, "2001:db8:0:1::1"), Ok(()));
    }

    #[test]
    fn what_is_full_again_is_forgotten() {
        let (rates, clock) = rates("1000/s");
        for number in 0..SWEEP - 1 {
            rates.ask(Some(std::net::Ipv4Addr::from_bits(number).into())).unwrap();
        }
        assert!(rates.addresses.limiter.as_ref().unwrap().len() > 9_000);
        clock.advance(Duration::from_mins(1));
        ask(&rates, "192.0.2.1").unwrap();
        assert_eq!(rates.addresses.limiter.as_ref().unwrap().len(), 1);
    }

    #[test]
    fn nought_means_no_limit() {
        let (rates, _) = rates("0");
        assert!((0..10_000).all(|_| ask(&rates, "192.0.2.1").is_ok()));
    }
}
