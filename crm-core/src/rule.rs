//! The rules that an input can break: a stable code for programs, a sentence in Arabic and English for people.

use crate::text::LanguageTag;

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident $(($arg:ident))? = $code:literal, $ar:literal, $en:literal;)*) => {
        /// A broken rule. `Display` is not given on purpose: a message needs a language.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[$doc])* $name $((rules!(@type $arg)))?,)*
        }

        impl Rule {
            /// The stable code, in capitals and underscores.
            pub fn code(&self) -> &'static str {
                match self { $(rules!(@pat $name $($arg)?) => $code,)* }
            }

            /// What is wrong and how to mend it, in Arabic or English (any other language reads English).
            pub fn message(&self, language: &LanguageTag) -> String {
                let arabic = language.is_arabic();
                match self { $(rules!(@bind $name $($arg)?) => {
                    let text: &str = if arabic { $ar } else { $en };
                    rules!(@fill text $($arg)?)
                })* }
            }

            /// Every code with both sentences, for the published table.
            pub const TABLE: &'static [(&'static str, &'static str, &'static str)] = &[$(($code, $ar, $en),)*];
        }
    };
    (@type $arg:ident) => { u64 };
    (@pat $name:ident) => { Self::$name };
    (@pat $name:ident $arg:ident) => { Self::$name(_) };
    (@bind $name:ident) => { Self::$name };
    (@bind $name:ident $arg:ident) => { Self::$name($arg) };
    (@fill $text:ident) => { $text.to_owned() };
    (@fill $text:ident $arg:ident) => { $text.replace("{}", &$arg.to_string()) };
}

rules! {
    /// A value is needed.
    Required = "REQUIRED", "هذا الحقل مطلوب.", "This field is required.";
    /// Longer than the field's bound, in characters.
    TooLong(max) = "TOO_LONG", "النص أطول من الحد المسموح ({} حرفًا).", "The text is longer than {} characters.";
    /// Fewer than the bound.
    TooShort(min) = "TOO_SHORT", "القيمة أقصر من الحد الأدنى ({}).", "The value is shorter than {}.";
    /// A list holds too many entries.
    TooMany(max) = "TOO_MANY", "عدد العناصر أكبر من الحد المسموح ({}).", "There are more than {} entries.";
    /// Outside the range the field takes.
    OutOfRange = "OUT_OF_RANGE", "القيمة خارج النطاق المسموح.", "The value is outside the allowed range.";
    /// Not of the field's form.
    Malformed = "MALFORMED", "صيغة القيمة غير صحيحة.", "The value is not of the expected form.";
    /// Control characters or NUL.
    ControlCharacter = "CONTROL_CHARACTER", "النص يحتوي على رموز تحكم غير مسموحة.", "The text contains control characters; remove them.";
    /// The check digit does not match.
    CheckDigit = "CHECK_DIGIT", "رقم التحقق لا يطابق: راجع الأرقام، فقد يكون أحدها خطأ أو مبدّلًا.", "The check digit does not match: compare the digits, one may be wrong or two swapped.";
    /// An identifier's shape is wrong for its kind.
    IdentifierShape = "IDENTIFIER_SHAPE", "شكل رقم الهوية لا يناسب نوعه: راجع عدد الأرقام والرقم الأول.", "The identifier does not fit its kind: check the number of digits and the first digit.";
    /// Not a phone number.
    PhoneNumber = "PHONE_NUMBER", "رقم الهاتف غير صحيح: اكتبه مثل 0501234567 أو ‎+966501234567.", "Not a valid phone number: write it like 0501234567 or +966501234567.";
    /// Not a mobile number where one is needed.
    MobileNumber = "MOBILE_NUMBER", "الرقم ليس رقم جوال.", "The number is not a mobile number.";
    /// Not an e-mail address.
    EmailAddress = "EMAIL_ADDRESS", "عنوان البريد الإلكتروني غير صحيح.", "Not a valid e-mail address.";
    /// Not a national address.
    NationalAddress = "NATIONAL_ADDRESS", "العنوان الوطني غير مكتمل أو غير صحيح: راجع أرقام المبنى والرمز البريدي.", "The national address is incomplete or wrong: check building number and postal code.";
    /// Not a language tag.
    LanguageTag = "LANGUAGE_TAG", "رمز اللغة غير صحيح (مثل ar أو en).", "Not a language tag such as ar or en.";
    /// Not a link that may be shown.
    Url = "URL", "الرابط غير صحيح: يجب أن يبدأ بـ http أو https.", "Not a valid link: it must start with http or https.";
    /// Not a currency.
    Currency = "CURRENCY", "رمز العملة غير صحيح (مثل SAR).", "Not a currency code such as SAR.";
    /// Not a code.
    Code = "CODE", "الرمز غير صحيح: أحرف لاتينية وأرقام وشرطات فقط.", "Not a valid code: Latin letters, digits, dots and dashes only.";
    /// A text lacks the installation's required language.
    MissingLanguage = "MISSING_LANGUAGE", "النص مطلوب بلغة النظام الأساسية.", "The text is required in the installation's main language.";
    /// Already taken by another record.
    Taken = "TAKEN", "القيمة مستخدمة في سجل آخر.", "Another record already has this value.";
    /// Names a record that does not exist, or that the actor may not see.
    Unknown = "UNKNOWN_REFERENCE", "لا يوجد سجل بهذه القيمة.", "There is no such record.";
    /// Would make a tree contain itself.
    Circular = "CIRCULAR", "لا يمكن أن يكون السجل تابعًا لنفسه.", "A record cannot stand below itself.";
    /// Two fields that exclude each other.
    Exclusive = "EXCLUSIVE", "لا يمكن الجمع بين هذين الحقلين.", "These fields exclude each other; give only one.";
    /// A period that ends before it starts.
    Period = "PERIOD", "تاريخ النهاية يسبق تاريخ البداية.", "The period ends before it starts.";
    /// In the future, where only the past makes sense.
    InFuture = "IN_FUTURE", "التاريخ في المستقبل.", "The time lies in the future.";
    /// In the past, where only the future makes sense.
    InPast = "IN_PAST", "التاريخ في الماضي.", "The time lies in the past.";
    /// An idempotency key that was used with other content.
    KeyReused = "IDEMPOTENCY_KEY_REUSED", "مفتاح التكرار استُخدم من قبل لطلب مختلف.", "This idempotency key was used before with other content; use a new key.";
    /// A cursor of another list, or a damaged one.
    Cursor = "CURSOR", "مؤشر الصفحة لا يخص هذه القائمة.", "The cursor does not belong to this list.";
    /// An id of another type, or a damaged one.
    Id = "ID", "المعرّف لا يخص هذا النوع من السجلات.", "The id is not of this kind of record.";
    /// A filter too deep or too wide.
    Filter = "FILTER", "شروط البحث أعمق أو أكثر مما هو مسموح.", "The filter nests too deep or has too many conditions.";
    /// The time in which an act may be undone is over.
    TooLate = "TOO_LATE", "انتهت المهلة المسموحة للتراجع.", "The time for undoing this is over.";
    /// A reason is needed.
    ReasonRequired = "REASON_REQUIRED", "اذكر السبب.", "Give a reason.";
    /// A purpose of reading is needed, or is not on the list.
    Purpose = "PURPOSE", "غرض الاطلاع غير معروف.", "The purpose of reading is missing or not on the list.";
    /// A service card lacks a part without which it cannot be published.
    CardFloor = "CARD_FLOOR", "البطاقة ناقصة ولا يمكن نشرها قبل إكمال هذا الجزء.", "The card cannot be published before this part is filled in.";
    /// Possible duplicates: repeat with a reason to register all the same.
    PossibleDuplicate = "POSSIBLE_DUPLICATE", "قد يكون هذا المستفيد مسجلًا من قبل: راجع المرشحين أو اذكر سبب التسجيل.", "This person may be registered already: check the candidates, or give a reason to register all the same.";
    /// Not a value of the coded list.
    NotListed = "NOT_LISTED", "القيمة ليست من القائمة.", "The value is not on the list.";
    /// A contact in the log that stands already corrected.
    Corrected = "CORRECTED", "صُحّح هذا القيد من قبل: صحّح أحدث قيد.", "This entry was corrected already; correct the latest one.";
    /// Nothing to change.
    NothingToDo = "NOTHING_TO_DO", "لا يوجد تغيير.", "There is nothing to change.";
    /// The same entry stands twice in one list.
    Repeated = "REPEATED", "هذا العنصر مكرر في القائمة.", "This entry stands twice in the list.";
    /// A file that holds no table this program can read.
    FileFormat = "FILE_FORMAT", "تعذّرت قراءة الملف: احفظه بصيغة CSV (بترميز UTF-8) أو XLSX أو JSON ثم أعد المحاولة.", "The file cannot be read as a table: save it as CSV (UTF-8), XLSX or JSON and try again.";
    /// A file whose content is not what its name or announced type says.
    FileType = "FILE_TYPE", "محتوى الملف ليس من النوع الذي يدل عليه اسمه أو نوعه: احفظه بالصيغة الصحيحة ثم أعد رفعه.", "The content of the file is not what its name or type says: save it in that format and send it again.";
    /// A file of a kind that is not taken here.
    FileKind = "FILE_KIND", "هذا النوع من الملفات غير مقبول هنا.", "Files of this kind are not taken here.";
    /// A file over the limit.
    FileTooLarge(megabytes) = "FILE_TOO_LARGE", "الملف أكبر من الحد المسموح ({} ميغابايت).", "The file is larger than {} MB.";
    /// A file without content.
    FileEmpty = "FILE_EMPTY", "الملف فارغ.", "The file is empty.";
    /// A file that did not arrive whole.
    FileSize = "FILE_SIZE", "لم يصل الملف كاملًا كما أُعلن حجمه: أعد رفعه.", "The file did not arrive in the size announced: send it again.";
    /// A file lacks a column that its mapping needs.
    MissingColumn = "MISSING_COLUMN", "العمود غير موجود في الملف: صحّح عنوانه، أو أضف العنوان إلى ملف المطابقة.", "The file has no such column: mend its heading, or add the heading to the mapping.";
    /// A row with more or fewer fields than the heading.
    RowShape = "ROW_SHAPE", "عدد خانات الصف لا يساوي عدد الأعمدة: راجع الفواصل وعلامات الاقتباس في هذا الصف.", "The row does not have as many fields as the heading: check separators and quotes in this row.";
    /// A row that names the id of an earlier row.
    RowRepeated(row) = "ROW_REPEATED", "هذا الرقم ورد في الصف {}: أُخذ بذلك الصف وحُفظ هذا كما هو. احذف أحدهما أو صحّح رقمه.", "Row {} has the same id: that row was taken, this one is kept as it is. Remove one of them, or mend its id.";
    /// A name equal to that of an earlier row.
    NameRepeated(row) = "NAME_REPEATED", "الاسم مطابق لاسم الصف {}: تأكد أنهما خدمتان مختلفتان.", "Row {} has exactly this name: make sure that they are two services.";
    /// A name that differs from that of an earlier row in spelling only.
    NameSimilar(row) = "NAME_SIMILAR", "الاسم لا يختلف عن اسم الصف {} إلا في الإملاء: تأكد أنهما خدمتان مختلفتان.", "Row {} has this name in another spelling: make sure that they are two services.";
    /// A value that has no place on the card; it is kept with the source row.
    LeftOut = "LEFT_OUT", "لا موضع لهذه القيمة في البطاقة: حُفظت مع الصف الأصلي فقط. صحّحها، أو أضفها إلى ملف المطابقة.", "This value has no place on the card and is kept with the source row only: mend it, or add it to the mapping.";
    /// A file whose rows are of several periods.
    SeveralPeriods = "SEVERAL_PERIODS", "صفوف الملف تعود إلى أكثر من فترة: قسّم الملف أو حدّد تاريخ السريان.", "The rows belong to several periods: split the file, or give the effective date.";
    /// A service standard of a service that the file does not hold.
    UnknownService = "UNKNOWN_SERVICE", "الخدمة المذكورة غير موجودة في ملف الخدمات: حُفظ الصف كما هو.", "The services file has no service of this id: the row is kept as it is.";
    /// A sign-in that was refused: which part is wrong is not told, nor whether there is such a name.
    SignIn = "SIGN_IN", "تعذّر الدخول: تحقق من اسم المستخدم وكلمة المرور والرمز. وإن تكررت المحاولات فانتظر بضع دقائق ثم أعد المحاولة.", "Signing in did not work: check user name, password and code. After several tries, wait some minutes before the next.";
    /// A password that others would try first.
    GuessablePassword = "GUESSABLE_PASSWORD", "كلمة المرور سهلة التخمين: اختر بضع كلمات لا يجمعها غيرك، ليس فيها اسم المستخدم.", "This password is easily guessed: choose a few words that only you put together, without your user name.";
    /// Not the present password.
    WrongPassword = "WRONG_PASSWORD", "كلمة المرور الحالية غير صحيحة، أو كثرت المحاولات فانتظر بضع دقائق.", "This is not your present password; or there were too many tries, then wait some minutes.";
    /// Not a one-time code that the app shows now, or one that was used.
    WrongCode = "WRONG_CODE", "الرمز غير صحيح أو استُخدم من قبل: اكتب الرمز الذي يظهر في التطبيق الآن، وتأكد من ساعة الجهاز.", "This code is not right, or was used before: type the one that the app shows now, and check the device's clock.";
    /// Two texts that must be the same.
    Unequal = "UNEQUAL", "الكتابتان غير متطابقتين: أعد كتابتها مرتين.", "The two are not the same: type it twice again.";
    /// An approval of one's own work.
    OwnWork = "OWN_WORK", "لا يعتمد الشخص ما أعدّه بنفسه: يعتمده شخص آخر.", "Nobody approves their own work; another person must.";
    /// A vote is counted before enough members voted.
    Quorum(needed) = "QUORUM", "لم يكتمل النصاب: يلزم تصويت {} من الأعضاء على الأقل.", "There is no quorum yet: at least {} members must vote.";
    /// A decision is given in another way than the plan says.
    DecisionBasis = "DECISION_BASIS", "تقضي الخطة بطريقة أخرى لاتخاذ القرار (محضر موقّع أو تصويت).", "The plan says that this is decided in the other way: by signed minutes, or by votes.";
    /// An answer in which something cannot be, and nobody said why it is so.
    OpenFindings = "OPEN_FINDINGS", "في الإجابة خطأ لم يُصحَّح ولم يُتجاوز بسبب: أعدها أو تجاوزه بسبب.", "The answer holds an error that is neither mended nor waived: return it, or waive the finding with a reason.";
    /// The time to answer is over.
    Overdue = "OVERDUE", "انتهت مهلة الإجابة: اطلب تمديدها من إدارة التطوير الإداري.", "The time to answer is over: ask the administrative development department for more.";
    /// A row that is not of the workbook as it was given out.
    RowAdded = "ROW_ADDED", "هذا الصف ليس من صفوف الملف كما نُزّل لهذه الدورة: أجب في صفوفه ولا تضف إليها.", "This is no row of the workbook as it was given out for this cycle: answer in its rows and add none.";
    /// A workbook of the inventory whose first row lacks a heading.
    WorkbookColumn = "WORKBOOK_COLUMN", "هذا العمود غير موجود في الملف: استخدم ملف الحصر كما نُزّل، فصفه الأول عناوين الأعمدة، ولا يسبقه عنوان ولا ورقة أخرى.", "The file has no such column: take the workbook as it was given out; its first row holds the headings, with no title and no other sheet before it.";
    /// A figure that is no whole number, or a negative one.
    Count = "COUNT", "اكتب عددًا صحيحًا (0 أو أكثر)، أو «غير معروف» أو «لا ينطبق».", "Write a whole number (0 or more), or 'not known' or 'not applicable'.";
    /// A satisfaction that is not on the scale.
    ScoreOfFive = "SCORE_OF_FIVE", "اكتب عددًا من 0 إلى 5 بمنزلتين عشريتين على الأكثر (مثل 4.25)، أو «غير معروف» أو «لا ينطبق».", "Write a number from 0 to 5 with at most two decimals (such as 4.25), or 'not known' or 'not applicable'.";
    /// An answer to what somebody answered or changed after the workbook was given out.
    ChangedSince = "CHANGED_SINCE", "أُجيب عن هذه الخدمة أو تغيّر حالها بعد تنزيل الملف: نزّله من جديد وأجب فيه.", "This service was answered, or moved on, after the workbook was given out: take it anew and answer there.";
    /// An answer to what may not be answered any more.
    NotAnswerable = "NOT_ANSWERABLE", "لم تعد الإجابة عن هذه الخدمة ممكنة: قُبلت إجابتها أو أُعفيت أو أُغلقت الدورة.", "This service cannot be answered any more: its answer was accepted, it is exempt, or the cycle is over.";
    /// An answer for a department of others.
    OtherDepartment = "OTHER_DEPARTMENT", "هذه الخدمة لإدارة لا تجيب عنها.", "This service belongs to a department for which you do not answer.";
    /// Two cycles of one plan at a time.
    CycleGoing = "CYCLE_GOING", "دورة سابقة من الخطة نفسها لم تُغلق بعد: أغلقها أولًا.", "An earlier cycle of this plan is not closed yet: close it first.";
    /// A cycle whose figures are of a period that goes on yet.
    WindowOpen = "WINDOW_OPEN", "لم تنته فترة الأعداد بعد: تُفتح الدورة بعد آخر يوم فيها.", "The period of the figures is not over yet: open the cycle after its last day.";
    /// A delegate who may not see the inventory.
    NotReading = "NOT_READING", "لا يطّلع هذا الموظف على الحصر: امنحه دورًا يطّلع به عليه أولًا.", "This member of staff may not see the inventory: give them a role that may, first.";
    /// Two cycles of one plan for one period.
    PeriodTaken = "PERIOD_TAKEN", "للخطة نفسها دورة أخرى عن هذه المدة.", "The plan has another cycle for this period.";
    /// A plan that is not in force.
    PlanNotInForce = "PLAN_NOT_IN_FORCE", "لا توجد نسخة نافذة من الخطة: تُعتمد ثم تُنفذ أولًا.", "No version of the plan is in force: have it approved and put in force first.";
}

impl Rule {
    /// The rule behind one of validator's codes; its value is dropped.
    pub(crate) fn from_validator(error: &validator::ValidationError) -> Self {
        let bound = |name: &str| error.params.get(name).and_then(serde_json::Value::as_u64);
        match error.code.as_ref() {
            "length" => match (bound("max"), bound("min")) {
                (Some(max), _) => Self::TooLong(max),
                (None, Some(1)) => Self::Required,
                (None, Some(min)) => Self::TooShort(min),
                (None, None) => Self::Malformed,
            },
            "range" => Self::OutOfRange,
            "required" => Self::Required,
            "email" => Self::EmailAddress,
            "url" => Self::Url,
            "control" => Self::ControlCharacter,
            _ => Self::Malformed,
        }
    }
}
