//! How a service goes, and on which legal basis.

use std::collections::BTreeSet;

use crm_core::catalogue::card;
use crm_core::ids::DepartmentId;
use crm_core::text::LocalizedText;

use super::form::{card_enum, card_part};

card_part! {
    /// How a service goes, and on which legal basis.
    card::Procedure => ServiceProcedure, ServiceProcedureInput {
        /// The steps, in order.
        steps: Vec<card::Step>,
        /// What the applicant brings.
        documents: Vec<card::RequiredDocument>,
        /// What must hold.
        conditions: Vec<LocalizedText>,
        /// The laws and decisions it rests on.
        legal_basis: Vec<card::LegalBasis>,
        /// How to complain or appeal.
        complaint_path: LocalizedText,
        /// How the output reaches the beneficiary.
        delivery_methods: BTreeSet<card::DeliveryMethod>,
        /// How far it is automated.
        automation: Option<card::AutomationLevel>,
        /// How far it shall be automated.
        planned_automation: Option<card::PlannedAutomation>,
        /// The processes behind it.
        processes: Vec<card::Process>,
    }
}

card_part! {
    /// One step of a service.
    card::Step => ServiceStep, ServiceStepInput {
        /// What is done.
        action: LocalizedText = required,
        /// Who does it.
        actor: Option<card::StepActor>,
        /// The post or body, where the kind of actor does not say enough.
        performer: LocalizedText,
        /// Where.
        place: Option<card::StepPlace>,
        /// How long it is expected to take.
        expected_time: Option<card::Span>,
    }
}

card_enum! {
    /// Who does a step.
    card::StepActor => StepActor {
        /// The beneficiary or a representative.
        Beneficiary = "BENEFICIARY",
        /// Staff of the body.
        Staff = "STAFF",
        /// Another body.
        OtherBody = "OTHER_BODY",
        /// A system, by itself.
        System = "SYSTEM",
    }
}

card_enum! {
    /// Where a step is done.
    card::StepPlace => StepPlace {
        /// At a site.
        OnSite = "ON_SITE",
        /// Online.
        Online = "ONLINE",
        /// Either, as one likes.
        Either = "EITHER",
    }
}

card_part! {
    /// One document that the applicant brings.
    card::RequiredDocument => RequiredDocument, RequiredDocumentInput {
        /// What it is.
        name: LocalizedText = required,
        /// In which form.
        form: Option<card::DocumentForm>,
        /// The body that already holds it, so that it could be asked there instead.
        held_by: card::Body,
        /// When it is needed, if not always.
        condition: LocalizedText,
    }
}

card_enum! {
    /// In which form a document is brought.
    card::DocumentForm => DocumentForm {
        /// The original.
        Original = "ORIGINAL",
        /// A copy.
        Copy = "COPY",
        /// A copy, with the original to look at.
        CopyWithOriginal = "COPY_WITH_ORIGINAL",
        /// A file.
        Electronic = "ELECTRONIC",
    }
}

card_part! {
    /// A law, regulation or decision that a service rests on.
    card::LegalBasis => LegalBasis, LegalBasisInput {
        /// Which one.
        instrument: LocalizedText = required,
        /// Its number, such as `م/19`.
        number: Option<String>,
        /// Article or clause.
        clause: Option<String>,
        /// Its date.
        date: Option<card::CardDate>,
        /// Where it can be read, an address per language.
        url: LocalizedText,
    }
}

card_enum! {
    /// How the output of a service reaches the beneficiary.
    card::DeliveryMethod => DeliveryMethod {
        /// Handed over at a site.
        OnSite = "ON_SITE",
        /// Online.
        Online = "ONLINE",
        /// By e-mail or text message.
        Message = "MESSAGE",
        /// By post or courier.
        Post = "POST",
        /// At the beneficiary's place.
        Visit = "VISIT",
    }
}

card_enum! {
    /// How far a service is automated.
    card::AutomationLevel => AutomationLevel {
        /// On paper.
        Manual = "MANUAL",
        /// In part.
        Partly = "PARTLY",
        /// From application to output.
        Fully = "FULLY",
    }
}

card_part! {
    /// How far a service shall be automated, and by when.
    card::PlannedAutomation => PlannedAutomation, PlannedAutomationInput {
        /// How far.
        level: card::AutomationLevel = required,
        /// By when.
        by: Option<card::CardDate>,
    }
}

card_part! {
    /// A process behind a service, for the process inventory.
    card::Process => ServiceProcess, ServiceProcessInput {
        /// Its code.
        code: String = required,
        /// Its name.
        name: LocalizedText = required,
        /// What sort of process.
        class: Option<card::ProcessClass>,
        /// How much depends on it.
        importance: Option<card::Importance>,
        /// The department that runs it.
        owner: Option<DepartmentId>,
    }
}

card_enum! {
    /// What sort of process.
    card::ProcessClass => ProcessClass {
        /// Makes what the body is there for.
        Core = "CORE",
        /// Helps the others.
        Support = "SUPPORT",
        /// Steers.
        Management = "MANAGEMENT",
    }
}

card_enum! {
    /// How much depends on a process.
    card::Importance => ProcessImportance {
        /// Little.
        Low = "LOW",
        /// Something.
        Medium = "MEDIUM",
        /// Much.
        High = "HIGH",
        /// It must not stand still.
        Critical = "CRITICAL",
    }
}
