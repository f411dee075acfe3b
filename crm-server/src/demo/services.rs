//! Services with their history, and contact reasons.

use chrono::{DateTime, TimeDelta, Utc};
use crm_core::catalogue::card::{Card, Span};
use crm_core::catalogue::rules::ServiceStatus;
use crm_core::catalogue::services::{self, ChangeStatus, CreateService, PublishService, ReviseService, RevisionMove};
use crm_core::ids::{ReasonId, ServiceId};
use crm_core::interactions::reasons::{self, ApproveReason, DraftReason, ReasonContent};
use crm_core::{Db, OpContext, Result};

use super::card::Cards;
use super::content::{ReasonText, ServiceText};
use super::staff::Keepers;
use super::structure::Frame;

/// Writes a service, from its first card through its earlier promises to its present state; gives its id. The first
/// card is written at `from`, later ones two months apart.
pub(super) async fn write(
    db: &Db,
    keepers: &Keepers,
    cards: &Cards<'_>,
    text: &ServiceText,
    from: DateTime<Utc>,
) -> Result<ServiceId> {
    let desk = Desk { db, keepers };
    let mut promises = text.earlier.iter().copied().chain([text.promise]);
    let first = cards.card(text, promises.next().unwrap_or(text.promise))?;
    let created = CreateService {
        code: text.code.clone(),
        owner: cards.frame.department(&text.owner)?,
        card: first,
        proposed: false,
        reason: Some("إدراج الخدمة في الدليل".into()),
        idempotency_key: None,
    };
    let id = services::create(db, &desk.officer(from), created).await?.header.id;
    if text.status == ServiceStatus::Draft {
        return Ok(id);
    }
    desk.submit(id, from + TimeDelta::days(1)).await?;
    if text.status == ServiceStatus::InReview {
        return Ok(id);
    }
    desk.publish(id, from + TimeDelta::days(3)).await?;
    let mut at = from;
    for promise in promises {
        at += TimeDelta::days(60);
        desk.revise(id, cards.card(text, promise)?, at).await?;
        desk.submit(id, at + TimeDelta::days(1)).await?;
        desk.publish(id, at + TimeDelta::days(4)).await?;
    }
    desk.settle(id, text.status, from + TimeDelta::days(330)).await?;
    Ok(id)
}

/// Drafts and approves a contact reason.
pub(super) async fn write_reason(
    db: &Db,
    keepers: &Keepers,
    frame: &Frame,
    text: &ReasonText,
    at: DateTime<Utc>,
) -> Result<ReasonId> {
    let desk = Desk { db, keepers };
    let (amount, unit) = text.within;
    let content = ReasonContent {
        names: text.name.text(),
        department: Some(frame.department(&text.unit)?),
        response: Some(Span { amount, unit }),
        answer: text.answer.text(),
        escalation: text.escalation.text(),
        escalation_department: Some(frame.department("GRIEVANCES")?),
    };
    let row = reasons::draft(db, &desk.officer(at), DraftReason { code: text.code.clone(), content }).await?;
    let approve = ApproveReason { id: row.id, expected_version: Some(row.version) };
    Ok(reasons::approve(db, &desk.head(at + TimeDelta::days(1)), approve).await?.id)
}

struct Desk<'a> {
    db: &'a Db,
    keepers: &'a Keepers,
}

impl Desk<'_> {
    fn officer(&self, at: DateTime<Utc>) -> OpContext {
        OpContext::for_actor(self.keepers.officer.clone()).at(at)
    }

    fn head(&self, at: DateTime<Utc>) -> OpContext {
        OpContext::for_actor(self.keepers.head.clone()).at(at)
    }

    async fn revise(&self, id: ServiceId, card: Card, at: DateTime<Utc>) -> Result<()> {
        let reason = Some("تقليص مدة تقديم الخدمة".into());
        services::revise(self.db, &self.officer(at), ReviseService { id, card, reason, expected_version: None })
            .await?;
        Ok(())
    }

    async fn submit(&self, id: ServiceId, at: DateTime<Utc>) -> Result<()> {
        let command = RevisionMove { id, reason: None, expected_version: None };
        services::submit(self.db, &self.officer(at), command).await?;
        Ok(())
    }

    async fn publish(&self, id: ServiceId, at: DateTime<Utc>) -> Result<()> {
        let reason = Some("اعتماد لجنة التعاملات الإلكترونية".into());
        let command = PublishService { id, valid_from: None, reason, expected_version: None };
        services::publish(self.db, &self.head(at), command).await?;
        Ok(())
    }

    /// Moves a published service on to where it is today.
    async fn settle(&self, id: ServiceId, status: ServiceStatus, at: DateTime<Utc>) -> Result<()> {
        let change =
            |reason: &str| ChangeStatus { id, valid_from: None, reason: Some(reason.into()), expected_version: None };
        match status {
            ServiceStatus::Suspended => {
                services::suspend(self.db, &self.head(at), change("إيقاف مؤقت لإعادة هندسة الإجراء")).await?;
            }
            ServiceStatus::Retired => {
                services::retire(self.db, &self.head(at), change("انتقال الخدمة إلى جهة أخرى")).await?;
            }
            _ => {}
        }
        Ok(())
    }
}
