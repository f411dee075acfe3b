//! The life cycle of cycles, and the days that recur.

use chrono::{Months, NaiveDate};

use crate::inventory::plans::{PlanPeriod, Recurrence};
use crate::names::names;
use crate::policy::Permission;

names! {
    /// Where a cycle stands.
    CycleState {
        /// Opens on a day to come.
        Scheduled = "scheduled",
        /// Its items are being made.
        Opening = "opening",
        /// Departments answer, and what is answered is verified.
        Open = "open",
        /// The time to answer is over; answers are verified.
        Verification = "verification",
        /// Its results are being frozen.
        Closing = "closing",
        /// Its results are frozen.
        Closed = "closed",
        /// Its results are public.
        Published = "published",
        /// Called off before departments answered.
        Cancelled = "cancelled",
    }
}

names! {
    /// What can be done to a cycle.
    CycleMove {
        /// Make its items and let departments answer.
        Open = "open",
        /// End the time to answer.
        BeginVerification = "begin_verification",
        /// Freeze its results.
        Close = "close",
        /// Make its results public.
        Publish = "publish",
        /// Call it off.
        Cancel = "cancel",
    }
}

impl CycleState {
    /// Whether items may change: answered, verified, exempted.
    pub fn is_going(self) -> bool {
        matches!(self, Self::Open | Self::Verification)
    }
}

impl CycleMove {
    /// The states from which the move leads. Of a cycle that is being opened or closed it matters whether it is `halted`:
    /// whether its job ended before it was done.
    pub fn from(self, halted: bool) -> &'static [CycleState] {
        use CycleState as S;
        match (self, halted) {
            (Self::Open | Self::Cancel, false) => &[S::Scheduled],
            (Self::Open | Self::Cancel, true) => &[S::Scheduled, S::Opening],
            (Self::BeginVerification, _) => &[S::Open],
            (Self::Close, false) => &[S::Open, S::Verification],
            (Self::Close, true) => &[S::Open, S::Verification, S::Closing],
            (Self::Publish, _) => &[S::Closed],
        }
    }

    /// The state to which it leads; opening and closing go on from there by a job.
    pub fn to(self) -> CycleState {
        match self {
            Self::Open => CycleState::Opening,
            Self::BeginVerification => CycleState::Verification,
            Self::Close => CycleState::Closing,
            Self::Publish => CycleState::Published,
            Self::Cancel => CycleState::Cancelled,
        }
    }

    /// What the actor needs.
    pub fn permission(self) -> Permission {
        Permission::InventoryRun
    }
}

/// The latest day up to `today` on which a plan opens a cycle, if there is one. After its period a plan opens nothing, not
/// even what was missed in it.
pub fn due_on(period: PlanPeriod, recurrence: &Recurrence, today: NaiveDate) -> Option<NaiveDate> {
    if period.to.is_some_and(|to| to < today) {
        return None;
    }
    let recurring = recurrence.every_months.filter(|months| *months > 0).and_then(|months| {
        let days = (0..).map_while(|times| period.from.checked_add_months(Months::new(times * u32::from(months))));
        days.take_while(|day| *day <= today).last()
    });
    let listed = recurrence.dates.iter().copied().filter(|day| (period.from..=today).contains(day)).max();
    recurring.max(listed)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn what_recurs_falls_due_on_its_day_and_not_before_or_after_the_period() {
        let yearly = Recurrence { every_months: Some(12), dates: BTreeSet::new() };
        let period = PlanPeriod { from: day("2024-02-29"), to: Some(day("2026-12-31")) };
        let due = |today| due_on(period, &yearly, day(today));
        assert_eq!(due("2024-02-28"), None);
        assert_eq!(due("2024-12-01"), Some(day("2024-02-29")));
        assert_eq!(due("2025-02-28"), Some(day("2025-02-28")));
        assert_eq!(due("2026-12-31"), Some(day("2026-02-28")));
        assert_eq!(due("2027-01-01"), None);
        let listed = Recurrence { every_months: None, dates: [day("2025-03-01"), day("2027-01-01")].into() };
        assert_eq!(due_on(period, &listed, day("2025-02-01")), None);
        assert_eq!(due_on(period, &listed, day("2026-02-01")), Some(day("2025-03-01")));
        let endless = PlanPeriod { to: None, ..period };
        assert_eq!(due_on(endless, &listed, day("2028-02-01")), Some(day("2027-01-01")));
        assert_eq!(due_on(period, &Recurrence::default(), day("2026-02-01")), None);
    }

    #[test]
    fn closed_results_are_never_open_again() {
        for (step, halted) in CycleMove::ALL.iter().flat_map(|step| [(step, false), (step, true)]) {
            for ended in [CycleState::Closed, CycleState::Published, CycleState::Cancelled] {
                assert!(!step.from(halted).contains(&ended) || step.to() == CycleState::Published, "{step:?}");
            }
        }
    }
}
