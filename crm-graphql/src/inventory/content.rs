//! What a plan says, as it goes out and comes in.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use crm_core::catalogue::card::ServiceKind;
use crm_core::ids::DepartmentId;
use crm_core::inventory::plans as core;
use crm_core::text::LocalizedText;

use crate::catalogue::services::{card_enum, card_part};

card_part! {
    /// What a plan of the inventory says.
    core::PlanContent => InventoryPlanContent, InventoryPlanContentInput {
        /// What it is called.
        title: LocalizedText = required,
        /// What counts as one service.
        definition: LocalizedText = required,
        /// Which services it asks about; by default all.
        scope: core::PlanScope,
        /// When it holds.
        period: core::PlanPeriod = required,
        /// When cycles open by themselves; by hand they always can.
        recurrence: core::Recurrence,
        /// How many days departments have to answer, 1 to 366.
        answer_days: u16 = required,
        /// How many days the answers are verified thereafter, 1 to 366.
        verify_days: u16 = required,
        /// What is asked beside whether the service exists and whether its card is right; at most 20.
        questions: Vec<core::Question>,
        /// Stages beyond open, answered, verified, closed.
        stages: core::Stages,
        /// How the committee decides on the plan.
        decision: core::DecisionBasis = required,
        /// How many members must vote; where it is decided by votes, and only there.
        quorum: Option<u16>,
    }
}

card_part! {
    /// Which services a plan asks about.
    core::PlanScope => InventoryPlanScope, InventoryPlanScopeInput {
        /// Owned by these departments or by those below them; none is every department.
        departments: BTreeSet<DepartmentId>,
        /// Of these kinds; none is every kind.
        kinds: BTreeSet<ServiceKind>,
    }
}

card_part! {
    /// When a plan holds.
    core::PlanPeriod => InventoryPlanPeriod, InventoryPlanPeriodInput {
        /// First day.
        from: NaiveDate = required,
        /// Last day, if it is known.
        to: Option<NaiveDate>,
    }
}

card_part! {
    /// When cycles open by themselves.
    core::Recurrence => InventoryRecurrence, InventoryRecurrenceInput {
        /// So many months after the first day of the period, and again; 1 to 120.
        every_months: Option<u8>,
        /// On these days, at most 100.
        dates: BTreeSet<NaiveDate>,
    }
}

card_part! {
    /// A question that a plan adds to the two that every item asks.
    core::Question => InventoryQuestion, InventoryQuestionInput {
        /// Code, unique in the plan.
        code: String = required,
        /// The question.
        text: LocalizedText = required,
        /// Whether an answer is needed.
        required: bool,
    }
}

card_part! {
    /// Stages that a plan switches on.
    core::Stages => InventoryStages, InventoryStagesInput {
        /// The head of a department approves its answers before they are verified.
        head_approval: bool,
        /// What is returned may be answered again until the end of verification.
        second_round: bool,
        /// So many of a hundred accepted answers are looked at by a second verifier.
        second_review_percent: u8,
        /// Services that were asked for in the window and that nothing contradicts are confirmed without their
        /// department.
        auto_attestation: bool,
    }
}

card_enum! {
    /// How the committee decides on a plan.
    core::DecisionBasis => InventoryDecisionBasis {
        /// In a meeting; the secretary records it from the signed minutes.
        Minutes = "MINUTES",
        /// By votes of the members in this system.
        Votes = "VOTES",
    }
}
