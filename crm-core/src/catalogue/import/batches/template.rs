//! The sheet that officers fill in: what is in the catalogue, ready to be changed, and room for more.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, Formula, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::fields::{SheetField, table};
use super::mappings::HOUSE;
use crate::catalogue::Reference;
use crate::catalogue::card::{
    Card, ChannelKind, ClientKind, DeliveryTime, Fee, Fees, RequiredDocument, Residency, Scope, Step, TimeUnit,
};
use crate::catalogue::import::SHIPPED;
use crate::catalogue::services::{self, Service, ServiceOrder, ServiceQuery};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::op::OpContext;
use crate::page::{MAX_SIZE, PageRequest};
use crate::policy::Permission;
use crate::table::xlsx::{unwritable, write_heading};
use crate::text::{LanguageTag, LocalizedText};

/// Most services of a sheet.
const MOST: usize = 5_000;
/// Rows below the services that have drop-downs.
const ROOM: u32 = 500;

/// What the words of a choice are in the sheet: Arabic, English.
type Words<T> = &'static [(T, [&'static str; 2])];

const SCOPES: Words<Scope> = &[
    (Scope::External, ["خارجية", "external"]),
    (Scope::Internal, ["داخلية", "internal"]),
    (Scope::Shared, ["مشتركة", "shared"]),
];
const RESIDENCIES: Words<Residency> = &[
    (Residency::Citizen, ["مواطن", "citizen"]),
    (Residency::Resident, ["مقيم", "resident"]),
    (Residency::Visitor, ["زائر", "visitor"]),
];
const CLIENTS: Words<ClientKind> = &[
    (ClientKind::Individuals, ["أفراد", "individuals"]),
    (ClientKind::Business, ["قطاع أعمال", "business"]),
    (ClientKind::Government, ["جهات حكومية", "government"]),
];
const CHANNELS: Words<ChannelKind> = &[
    (ChannelKind::Counter, ["مكتب الخدمة", "counter"]),
    (ChannelKind::Portal, ["البوابة الإلكترونية", "portal"]),
    (ChannelKind::Email, ["البريد الإلكتروني", "email"]),
    (ChannelKind::Phone, ["الهاتف", "phone"]),
    (ChannelKind::Sms, ["رسالة نصية", "sms"]),
    (ChannelKind::Kiosk, ["جهاز خدمة ذاتية", "kiosk"]),
    (ChannelKind::App, ["تطبيق", "app"]),
    (ChannelKind::Post, ["البريد", "post"]),
    (ChannelKind::Social, ["وسائل التواصل الاجتماعي", "social"]),
    (ChannelKind::Partner, ["شريك", "partner"]),
];
const UNITS: Words<TimeUnit> = &[
    (TimeUnit::WorkingDays, ["يوم عمل", "working_days"]),
    (TimeUnit::CalendarDays, ["يوم", "calendar_days"]),
    (TimeUnit::WorkingHours, ["ساعة عمل", "working_hours"]),
    (TimeUnit::Minutes, ["دقيقة", "minutes"]),
];
const FREE: [&str; 2] = ["مجانية", "free"];

/// The house's sheet as a workbook in the language of the actor: the services of the catalogue in rows whose code is
/// locked, empty rows below, lists to choose from, an example on a sheet of its own. What a cell could not say without
/// losing something of a card stays empty, and an empty cell changes nothing. Needs `catalogue.manage`.
pub async fn template(db: &Db, op: &OpContext) -> Result<Vec<u8>> {
    op.require(Permission::CatalogueManage)?;
    let query = ServiceQuery { order: ServiceOrder::Code, ..ServiceQuery::default() };
    let (mut known, mut page) = (Vec::new(), PageRequest::first(MAX_SIZE));
    loop {
        let found = services::list(db, op, query.clone(), &page).await?;
        let next = found.edges.last().filter(|_| found.has_next).map(|edge| edge.cursor.clone());
        known.extend(found.into_nodes());
        match next {
            Some(cursor) if known.len() < MOST => page = PageRequest::first(MAX_SIZE).after(cursor),
            _ => break,
        }
    }
    let reference = db.reference().await?;
    let sheet = Sheet { language: &op.language, reference: &reference };
    let headings = sheet.headings()?;
    let rows: Vec<Vec<String>> = known.iter().map(|service| sheet.row(service)).collect();
    let book = sheet.write(&headings, &rows);
    book.map_err(unwritable)
}

struct Sheet<'a> {
    language: &'a LanguageTag,
    reference: &'a Reference,
}

impl Sheet<'_> {
    /// Which of two words.
    fn side(&self) -> usize {
        usize::from(!self.language.is_arabic())
    }

    fn say(&self, words: [&'static str; 2]) -> &'static str {
        words[self.side()]
    }

    fn headings(&self) -> Result<Vec<String>> {
        let house = SHIPPED.iter().find(|(name, _)| *name == HOUSE).map_or("", |(_, text)| *text);
        let mapping = table(house)?;
        let heading = |field: &SheetField| field.headings(&mapping).into_iter().nth(self.side());
        let headings: Option<Vec<String>> = SheetField::ALL.iter().map(heading).collect();
        headings.ok_or(Error::Corrupt { what: "mapping" })
    }

    fn row(&self, service: &Service) -> Vec<String> {
        let empty = Card::default();
        let card = service.card().unwrap_or(&empty);
        SheetField::ALL.iter().map(|field| self.cell(*field, service, card)).collect()
    }

    fn cell(&self, field: SheetField, service: &Service, card: &Card) -> String {
        let arabic = |text: &LocalizedText| text.exact(&LanguageTag::arabic()).unwrap_or_default().to_owned();
        let english = |text: &LocalizedText| text.exact(&LanguageTag::english()).unwrap_or_default().to_owned();
        match field {
            SheetField::Code => service.code.clone(),
            SheetField::NameAr => arabic(&card.identity.name),
            SheetField::NameEn => english(&card.identity.name),
            SheetField::SummaryAr => arabic(&card.identity.summary),
            SheetField::SummaryEn => english(&card.identity.summary),
            SheetField::Owner => {
                self.reference.department(service.owner_id).map(|row| row.code.clone()).unwrap_or_default()
            }
            SheetField::Category => {
                let codes = card.classes.categories.iter().filter_map(|id| self.reference.category(*id));
                self.list(codes.map(|row| row.code.as_str()))
            }
            SheetField::Scope => self.list(said(SCOPES, card.identity.scope.iter().copied(), self.side())),
            SheetField::Audience => self.audience(card),
            SheetField::Channels => {
                self.list(said(CHANNELS, card.channels.iter().map(|channel| channel.kind), self.side()))
            }
            SheetField::Promise => promise(card).map(|time| time.within.amount.to_string()).unwrap_or_default(),
            SheetField::PromiseUnit => promise(card).map_or_else(String::new, |time| {
                said(UNITS, [time.within.unit], self.side()).next().unwrap_or_default().to_owned()
            }),
            SheetField::Fee => self.fee(&card.fees),
            SheetField::DocumentsAr => {
                let plain = card.procedure.documents.iter().map(|document| {
                    let name = only_arabic(&document.name)?;
                    let bare = RequiredDocument { name: document.name.clone(), ..RequiredDocument::default() };
                    (bare == *document).then_some(name)
                });
                lines(plain)
            }
            SheetField::StepsAr => {
                let plain = card.procedure.steps.iter().map(|step| {
                    let action = only_arabic(&step.action)?;
                    (Step { action: step.action.clone(), ..Step::default() } == *step).then_some(action)
                });
                lines(plain)
            }
            SheetField::ComplaintAr => arabic(&card.procedure.complaint_path),
        }
    }

    fn list<'t>(&self, words: impl Iterator<Item = &'t str>) -> String {
        words.collect::<Vec<_>>().join(self.say(["، ", ", "]))
    }

    /// Of people, who they are in the country; empty where that would add people to a card that is not for them.
    fn audience(&self, card: &Card) -> String {
        let (clients, residency) = (&card.audience.clients, &card.audience.residency);
        if !residency.is_empty() && !clients.contains(&ClientKind::Individuals) {
            return String::new();
        }
        let clients = clients.iter().copied();
        let clients = clients.filter(|client| residency.is_empty() || *client != ClientKind::Individuals);
        self.list(said(RESIDENCIES, residency.iter().copied(), self.side()).chain(said(CLIENTS, clients, self.side())))
    }

    fn fee(&self, fees: &Fees) -> String {
        let amount = |fee: &Fee| {
            let plain = Fee { amount_minor: fee.amount_minor, currency: "SAR".into(), ..Fee::default() };
            let (whole, part) = (fee.amount_minor / 100, fee.amount_minor % 100);
            (plain == *fee).then(|| if part == 0 { whole.to_string() } else { format!("{whole}.{part:02}") })
        };
        match fees {
            Fees::Free => self.say(FREE).to_owned(),
            Fees::Priced(list) if list.len() == 1 => list.first().and_then(amount).unwrap_or_default(),
            Fees::Priced(_) | Fees::Unstated => String::new(),
        }
    }

    fn write(&self, headings: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let unlocked = Format::new().set_unlocked().set_text_wrap();
        let sheet = book.add_worksheet();
        self.begin(sheet, ["الخدمات", "Services"], headings)?;
        for (column, field) in (0..).zip(SheetField::ALL) {
            sheet.set_column_format(column, &unlocked)?.set_column_width(column, width(*field))?;
        }
        let locked = Format::new().set_background_color(rust_xlsxwriter::Color::RGB(0x00EE_EEEE));
        let mut row = 0;
        for cells in rows {
            row += 1;
            for ((column, field), text) in (0..).zip(SheetField::ALL).zip(cells) {
                let format = if *field == SheetField::Code { &locked } else { &unlocked };
                sheet.write_string_with_format(row, column, text, format)?;
            }
        }
        self.choices(sheet, row + ROOM)?;
        let options = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() };
        sheet.protect_with_options(&options);
        self.example(book.add_worksheet(), headings)?;
        self.lists(book.add_worksheet())?;
        book.save_to_buffer()
    }

    fn begin(&self, sheet: &mut Worksheet, name: [&'static str; 2], headings: &[String]) -> Result<(), XlsxError> {
        sheet.set_name(self.say(name))?.set_right_to_left(self.language.is_arabic());
        write_heading(sheet, headings)
    }

    /// What there is to choose from, by column of the lists' sheet; whether a cell may hold several or others.
    fn offered(&self) -> [(SheetField, Vec<String>, bool); 6] {
        let words = |texts: &mut dyn Iterator<Item = [&'static str; 2]>| -> Vec<String> {
            texts.map(|text| self.say(text).to_owned()).collect()
        };
        let departments = self.reference.departments().iter().map(|row| row.code.clone()).collect();
        let mut categories: Vec<String> = self.reference.categories().map(|row| row.code.clone()).collect();
        categories.sort();
        let people = RESIDENCIES.iter().map(|row| row.1).chain(CLIENTS.iter().map(|row| row.1));
        [
            (SheetField::Owner, departments, false),
            (SheetField::Category, categories, true),
            (SheetField::Scope, words(&mut SCOPES.iter().map(|row| row.1)), true),
            (SheetField::Audience, words(&mut { people }), true),
            (SheetField::Channels, words(&mut CHANNELS.iter().map(|row| row.1)), true),
            (SheetField::PromiseUnit, words(&mut UNITS.iter().map(|row| row.1)), false),
        ]
    }

    /// Puts drop-downs on columns. Where a cell may hold several, the list only helps.
    fn choices(&self, sheet: &mut Worksheet, last: u32) -> Result<(), XlsxError> {
        for (list, (field, offered, several)) in ('A'..).zip(self.offered()) {
            let Some(column) = SheetField::ALL.iter().position(|one| *one == field) else { continue };
            if offered.is_empty() {
                continue;
            }
            let source = format!("{}!${list}$1:${list}${}", self.say(LISTS), offered.len());
            let validation = DataValidation::new().allow_list_formula(Formula::new(format!("={source}")));
            let validation = if several {
                validation.set_error_style(DataValidationErrorStyle::Information).show_error_message(false)
            } else {
                validation
            };
            let column = u16::try_from(column).map_err(|_| XlsxError::RowColumnLimitError)?;
            sheet.add_data_validation(1, column, last, column, &validation)?;
        }
        Ok(())
    }

    fn lists(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(self.say(LISTS))?.set_right_to_left(self.language.is_arabic()).set_hidden(true);
        for (column, (_, offered, _)) in (0..).zip(self.offered()) {
            for (row, text) in (0..).zip(offered) {
                sheet.write_string(row, column, text)?;
            }
        }
        Ok(())
    }

    fn example(&self, sheet: &mut Worksheet, headings: &[String]) -> Result<(), XlsxError> {
        self.begin(sheet, ["مثال", "Example"], headings)?;
        for (column, field) in (0..).zip(SheetField::ALL) {
            sheet.set_column_width(column, width(*field))?;
            sheet.write_string(1, column, self.say(sample(*field)))?;
        }
        let note = self.say([
            "هذه الصفحة للتوضيح فقط ولا تُستورد. الخلية الفارغة لا تغيّر شيئًا في البطاقة، والقيم المتعددة تفصل بينها فاصلة.",
            "This sheet only explains and is not imported. An empty cell changes nothing of a card; several values are separated by commas.",
        ]);
        sheet.write_string(3, 0, note)?;
        Ok(())
    }
}

/// The sheet of the lists; one word, so that formulas need no quotes.
const LISTS: [&str; 2] = ["القوائم", "Lists"];

fn said<T: PartialEq + 'static>(
    words: Words<T>,
    values: impl IntoIterator<Item = T>,
    side: usize,
) -> impl Iterator<Item = &'static str> {
    values.into_iter().filter_map(move |value| words.iter().find(|row| row.0 == value).map(|row| row.1[side]))
}

/// The one promise that a number and a unit say wholly.
fn promise(card: &Card) -> Option<&DeliveryTime> {
    let [time] = card.promise.delivery_times.as_slice() else { return None };
    (DeliveryTime::within(time.within) == *time).then_some(time)
}

/// The Arabic text of what has no other.
fn only_arabic(text: &LocalizedText) -> Option<&str> {
    text.exact(&LanguageTag::arabic()).filter(|line| text.iter().count() == 1 && !line.contains('\n'))
}

/// One a line; nothing when any would lose something.
fn lines<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> String {
    texts.collect::<Option<Vec<_>>>().unwrap_or_default().join("\n")
}

fn width(field: SheetField) -> f64 {
    match field {
        SheetField::Code | SheetField::Promise | SheetField::PromiseUnit | SheetField::Fee | SheetField::Scope => 14.0,
        SheetField::Owner | SheetField::Category => 20.0,
        _ => 36.0,
    }
}

fn sample(field: SheetField) -> [&'static str; 2] {
    match field {
        SheetField::Code => ["S-101", "S-101"],
        SheetField::NameAr => ["تصريح إقامة فعالية", "تصريح إقامة فعالية"],
        SheetField::NameEn => ["Event permit", "Event permit"],
        SheetField::SummaryAr => ["تصريح لإقامة فعالية عامة داخل المنطقة", "تصريح لإقامة فعالية عامة داخل المنطقة"],
        SheetField::SummaryEn => ["A permit to hold a public event", "A permit to hold a public event"],
        SheetField::Owner => ["PERMITS", "PERMITS"],
        SheetField::Category => ["events", "events"],
        SheetField::Scope => ["خارجية", "external"],
        SheetField::Audience => ["مواطن، مقيم، قطاع أعمال", "citizen, resident, business"],
        SheetField::Channels => ["البوابة الإلكترونية، مكتب الخدمة", "portal, counter"],
        SheetField::Promise => ["5", "5"],
        SheetField::PromiseUnit => ["يوم عمل", "working_days"],
        SheetField::Fee => ["100", "free"],
        SheetField::DocumentsAr => ["صورة الهوية\nخطة الفعالية", "صورة الهوية\nخطة الفعالية"],
        SheetField::StepsAr => ["تقديم الطلب\nدراسة الطلب\nإصدار التصريح", "تقديم الطلب\nدراسة الطلب\nإصدار التصريح"],
        SheetField::ComplaintAr => ["الاتصال بإدارة خدمات المستفيدين", "الاتصال بإدارة خدمات المستفيدين"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::import::Mapping;

    fn known<T: Copy + PartialEq + std::fmt::Debug>(
        words: Words<T>,
        values: &std::collections::BTreeMap<String, crate::catalogue::import::OneOrMany<T>>,
    ) {
        for (meaning, texts) in words {
            for text in texts {
                let found = values.get(&crate::text::fold(text));
                assert!(found.is_some_and(|found| found.0.contains(meaning)), "{text}: {found:?}");
            }
        }
    }

    #[test]
    fn the_mapping_reads_every_word_that_the_sheet_offers() -> Result<()> {
        let mapping = Mapping::shipped(HOUSE).unwrap()?;
        let columns = &mapping.service;
        known(SCOPES, &columns.scope.as_ref().unwrap().values);
        known(RESIDENCIES, &columns.residency.as_ref().unwrap().values);
        known(CLIENTS, &columns.clients.as_ref().unwrap().values);
        known(CHANNELS, &columns.channels.as_ref().unwrap().values);
        known(UNITS, &columns.delivery_time.as_ref().unwrap().unit_in.as_ref().unwrap().values);
        let charges = &columns.fee.as_ref().unwrap().charged.as_ref().unwrap().values;
        assert!(FREE.iter().all(|word| charges.contains_key(&crate::text::fold(word))));
        Ok(())
    }
}
