//! From a service's texts to its whole card.

use chrono::{Days, NaiveDate};
use crm_core::Result;
use crm_core::catalogue::card::{
    Audience, AutomationLevel, Body, Card, Channel, ChannelKind, Classes, ClockStart, ClockStop, DeliveryMethod,
    DeliveryTime, Fee, Fees, Governance, Identity, Importance, Integration, IntegrationKind, IntegrationStatus,
    LegalBasis, OnlineAnswer, OnlinePoints, Ownership, PaymentChannel, Percent, PlannedAutomation, Procedure, Process,
    ProcessClass, Promise, RequiredDocument, Scope, Span, Standard, StandardKind, Step, TimeUnit,
};
use crm_core::catalogue::tags::TagKind;
use crm_core::text::{LanguageTag, LocalizedText};

use super::content::{Content, DocumentText, ServiceText};
use super::structure::{Frame, unknown};

/// The number of the standard that is measured.
pub(super) const MEASURED: &str = "1";

/// Makes the cards of the content.
#[derive(Clone, Copy)]
pub(super) struct Cards<'a> {
    /// The texts.
    pub content: &'a Content,
    /// The records that cards name.
    pub frame: &'a Frame,
    /// The day on which the cards were assured.
    pub assured: NaiveDate,
}

impl Cards<'_> {
    /// The card with this promise.
    pub fn card(&self, text: &ServiceText, promise: (u32, TimeUnit)) -> Result<Card> {
        let payment_channels =
            if text.fees.is_empty() { Vec::new() } else { vec![PaymentChannel::Sadad, PaymentChannel::Card] };
        Ok(Card {
            identity: identity(text),
            ownership: self.ownership(text)?,
            audience: self.audience(text)?,
            procedure: self.procedure(text)?,
            fees: fees(text),
            payment_channels,
            promise: promised(promise, text.priority),
            channels: text.channels.iter().map(|kind| self.channel(text, *kind)).collect::<Result<_>>()?,
            online_points: online_points(&text.online),
            classes: self.classes(text)?,
            relations: Vec::new(),
            integrations: self.integrations(text)?,
            governance: self.governance(text),
        })
    }

    /// Where a service stands among all.
    fn place(&self, text: &ServiceText) -> u64 {
        self.content.services.iter().position(|other| other.code == text.code).unwrap_or_default() as u64
    }

    fn ownership(&self, text: &ServiceText) -> Result<Ownership> {
        let owner = self.content.departments.iter().find(|department| department.code == text.owner);
        let owner = owner.ok_or_else(unknown)?;
        Ok(Ownership {
            accountable_post: LocalizedText::ar_en(
                format!("رئيس {}", owner.name.ar),
                format!("Head of {}", owner.name.en),
            ),
            competent_authority: Body { organization: None, name: self.content.departments[0].name.text() },
            partners: text.partners.iter().map(|code| self.body(code)).collect::<Result<_>>()?,
            ..Ownership::default()
        })
    }

    fn body(&self, code: &str) -> Result<Body> {
        Ok(Body { organization: Some(self.frame.organization(code)?), name: LocalizedText::new() })
    }

    fn audience(&self, text: &ServiceText) -> Result<Audience> {
        let segments = text.segments.iter().map(|code| self.frame.tag(code).map(|(_, id)| id));
        Ok(Audience {
            clients: text.clients.clone(),
            residency: text.residency.clone(),
            segments: segments.collect::<Result<_>>()?,
            minimum_age: text.minimum_age,
            maximum_age: None,
            area_served: LocalizedText::ar_en("منطقة الواحة بمحافظاتها ومراكزها", "The province with its governorates"),
            eligibility: text.eligibility.text(),
        })
    }

    fn procedure(&self, text: &ServiceText) -> Result<Procedure> {
        let step = |(actor, place, ar, en): &(_, _, String, String)| Step {
            action: LocalizedText::ar_en(&**ar, &**en),
            actor: Some(*actor),
            place: Some(*place),
            ..Step::default()
        };
        let law = |code: &String| {
            let instrument = self.content.shared.law.get(code).ok_or_else(unknown)?.text();
            Ok(LegalBasis { instrument, ..LegalBasis::default() })
        };
        let document = |code: &String| {
            let shared = self.content.shared.document.get(code).ok_or_else(unknown)?;
            self.document(shared)
        };
        // some should be automated by the last inventory, most within a year of it
        let by = self.assured.checked_add_days(Days::new(280 + self.place(text) * 37 % 400)).unwrap_or(self.assured);
        let planned = PlannedAutomation { level: AutomationLevel::Fully, by: Some(by.into()) };
        let complaint = self.content.shared.complaint.get(&text.complaint).ok_or_else(unknown)?;
        Ok(Procedure {
            steps: text.steps.iter().map(step).collect(),
            documents: text.documents.iter().map(document).collect::<Result<_>>()?,
            conditions: vec![text.eligibility.text()],
            legal_basis: text.laws.iter().map(law).collect::<Result<_>>()?,
            complaint_path: complaint.text(),
            delivery_methods: text.channels.iter().filter_map(|kind| delivery(*kind)).collect(),
            automation: Some(text.automation),
            planned_automation: (text.automation != AutomationLevel::Fully).then_some(planned),
            processes: vec![self.process(text)?],
        })
    }

    fn document(&self, text: &DocumentText) -> Result<RequiredDocument> {
        Ok(RequiredDocument {
            name: text.name.text(),
            form: Some(text.form),
            held_by: text.held_by.as_deref().map(|code| self.body(code)).transpose()?.unwrap_or_default(),
            condition: text.condition.as_ref().map(super::content::Both::text).unwrap_or_default(),
        })
    }

    fn process(&self, text: &ServiceText) -> Result<Process> {
        let inward = text.scope == Scope::Internal;
        Ok(Process {
            code: format!("P-{}", text.code),
            name: text.name.text(),
            class: Some(if inward { ProcessClass::Support } else { ProcessClass::Core }),
            importance: Some(if text.priority { Importance::High } else { Importance::Medium }),
            owner: Some(self.frame.department(&text.owner)?),
        })
    }

    fn channel(&self, text: &ServiceText, kind: ChannelKind) -> Result<Channel> {
        let mut channel = Channel::new(kind);
        channel.languages = vec![LanguageTag::arabic(), LanguageTag::english()];
        match kind {
            ChannelKind::Counter => {
                let owner = self.frame.department(&text.owner)?;
                let at = |site: &super::content::SiteText| {
                    site.kind != crm_core::catalogue::sites::SiteKind::ServicePoint
                        && self.frame.department(&site.department).is_ok_and(|department| department == owner)
                };
                let own = self.content.sites.iter().find(|site| at(site)).map_or("HQ", |site| &*site.code);
                channel.sites = vec![self.frame.site(own)?];
                channel.hours = LocalizedText::ar_en("الأحد إلى الخميس، 7:30-14:30", "Sunday to Thursday, 7:30-14:30");
            }
            ChannelKind::Kiosk => {
                let points = ["HQ-KIOSK", "MUN-MAIN", "AIRPORT-ARR", "BORDER"];
                channel.sites = points.into_iter().map(|code| self.frame.site(code)).collect::<Result<_>>()?;
            }
            ChannelKind::Portal => {
                let address = |language| format!("https://services.example.org/{language}/{}", text.code);
                channel.url = LocalizedText::ar_en(address("ar"), address("en"));
                channel.hours = LocalizedText::ar_en("على مدار الساعة", "Round the clock");
            }
            ChannelKind::Email => channel.contact = Some("care@example.org".into()),
            ChannelKind::Phone | ChannelKind::Sms => channel.contact = Some("+966500000000".into()),
            ChannelKind::Social => channel.contact = Some("@alwaha_example".into()),
            ChannelKind::Post => channel.address = LocalizedText::ar_en("ص.ب. 1، الواحة", "P.O. Box 1, Al-Waha"),
            _ => {}
        }
        Ok(channel)
    }

    fn classes(&self, text: &ServiceText) -> Result<Classes> {
        let mut classes = Classes { priority: text.priority, ..Classes::default() };
        for code in &text.categories {
            classes.categories.push(self.frame.category(code)?);
        }
        for code in &text.tags {
            let (kind, id) = self.frame.tag(code)?;
            match kind {
                TagKind::LifeEvent => classes.life_events.push(id),
                TagKind::Keyword => classes.keywords.push(id),
                TagKind::Theme | TagKind::Segment => classes.themes.push(id),
            }
        }
        Ok(classes)
    }

    /// Services that are automated exchange data with their partners; the others plan to.
    fn integrations(&self, text: &ServiceText) -> Result<Vec<Integration>> {
        let status = match text.automation {
            AutomationLevel::Fully => IntegrationStatus::Active,
            AutomationLevel::Partly => IntegrationStatus::InProgress,
            AutomationLevel::Manual => IntegrationStatus::Planned,
        };
        let with = |code: &String| {
            Ok(Integration {
                body: self.body(code)?,
                data: LocalizedText::ar_en("بيانات التحقق من استحقاق الخدمة", "Data that prove entitlement"),
                kind: Some(IntegrationKind::NationalChannel),
                status: Some(status),
            })
        };
        text.partners.iter().map(with).collect()
    }

    fn governance(&self, text: &ServiceText) -> Governance {
        // spread over a year, so that reviews do not all fall due at once
        let place = self.place(text);
        Governance {
            assured_by: LocalizedText::ar_en("إدارة التطوير الإداري", "Administrative Development Department"),
            assured_on: Some(self.assured.into()),
            next_review_due: self.assured.checked_add_days(Days::new(365 + place * 6)).map(Into::into),
            remarks: LocalizedText::new(),
        }
    }
}

fn identity(text: &ServiceText) -> Identity {
    Identity {
        name: text.name.text(),
        summary: text.summary.text(),
        description: text.description.text(),
        kind: Some(text.kind),
        output: text.output.text(),
        scope: [text.scope].into(),
        ..Identity::default()
    }
}

fn fees(text: &ServiceText) -> Fees {
    if text.fees.is_empty() {
        return Fees::Free;
    }
    let fee = |(amount, ar, en): &(i64, String, String)| Fee {
        amount_minor: *amount,
        currency: "SAR".into(),
        payer: LocalizedText::ar_en("مقدم الطلب", "The applicant"),
        variant: LocalizedText::ar_en(&**ar, &**en),
        ..Fee::default()
    };
    Fees::Priced(text.fees.iter().map(fee).collect())
}

/// Services that the body works on first have their answers measured.
fn promised((amount, unit): (u32, TimeUnit), measured: bool) -> Promise {
    let time = DeliveryTime {
        starts: Some(ClockStart::Complete),
        stops: [ClockStop::Beneficiary, ClockStop::OtherBody].into(),
        target: Some(Percent(9_000)),
        ..DeliveryTime::within(Span { amount, unit })
    };
    let answered = Standard {
        external_id: measured.then(|| MEASURED.into()),
        text: LocalizedText::ar_en(
            "يُجاب عن كل استفسار خلال يوم عمل واحد",
            "Every question is answered within one working day",
        ),
        kinds: [StandardKind::Access].into(),
        target: Some(Percent(9_500)),
        ..Standard::default()
    };
    Promise { delivery_times: vec![time], standards: vec![answered] }
}

fn delivery(kind: ChannelKind) -> Option<DeliveryMethod> {
    match kind {
        ChannelKind::Counter | ChannelKind::Kiosk => Some(DeliveryMethod::OnSite),
        ChannelKind::Portal | ChannelKind::App => Some(DeliveryMethod::Online),
        ChannelKind::Email | ChannelKind::Sms | ChannelKind::Phone => Some(DeliveryMethod::Message),
        ChannelKind::Post => Some(DeliveryMethod::Post),
        _ => None,
    }
}

fn online_points(letters: &str) -> OnlinePoints {
    let mut answers = letters.chars().map(|letter| match letter {
        'y' => OnlineAnswer::Yes,
        'n' => OnlineAnswer::No,
        'z' => OnlineAnswer::NotApplicable,
        _ => OnlineAnswer::NotKnown,
    });
    let mut next = || answers.next().unwrap_or_default();
    OnlinePoints {
        account: next(),
        sign_in: next(),
        application: next(),
        decision: next(),
        delivery: next(),
        feedback: next(),
    }
}
