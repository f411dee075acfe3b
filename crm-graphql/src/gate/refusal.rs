//! Why a request is not run, and how its caller can mend it.

use async_graphql::{ErrorExtensionValues, Pos, Response, ServerError};
use crm_core::OpContext;
use crm_core::rule::Rule;

use crate::errors;

/// A request that is not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Over one of the limits: `QUERY_TOO_COMPLEX`.
    Over {
        /// Which.
        bound: Bound,
        /// How much is taken.
        limit: usize,
        /// How much there was, as far as it was counted.
        figure: usize,
    },
    /// Not a document of this schema: `BAD_DOCUMENT`.
    Wrong(Vec<Fault>),
    /// Control characters in a text: `INVALID`. The path leads to the text from its argument or variable.
    Control(Vec<String>),
}

/// What is wrong at one place of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The kind of mistake.
    pub mistake: Mistake,
    /// The name it is about; may be empty.
    pub name: String,
    /// The type it stands in, or the fragment; may be empty.
    pub within: String,
    /// Where.
    pub at: Option<Pos>,
}

macro_rules! sentences {
    ($(#[$edoc:meta])* $enum:ident { $($(#[$doc:meta])* $name:ident = $code:literal, $ar:literal, $en:literal;)+ }) => {
        $(#[$edoc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $enum { $($(#[$doc])* $name,)+ }

        impl $enum {
            /// Every code with its Arabic and its English sentence, for the published table.
            pub const TABLE: &'static [(&'static str, &'static str, &'static str)] = &[$(($code, $ar, $en),)+];

            /// The stable code.
            pub fn code(self) -> &'static str {
                Self::TABLE[self as usize].0
            }

            fn sentence(self, arabic: bool) -> &'static str {
                let (_, ar, en) = Self::TABLE[self as usize];
                if arabic { ar } else { en }
            }
        }
    };
}

sentences! {
    /// A limit of the gate; `{}` stands for its figure.
    Bound {
        /// Bytes of the document.
        Bytes = "bytes", "المستند أكبر من {} بايت: أرسل النصوص الطويلة في المتغيرات، أو قسّم الطلب.", "The document is larger than {} bytes: send long texts as variables, or split the request.";
        /// Tokens of the document.
        Tokens = "tokens", "في المستند أكثر من {} كلمة ورمز: اطلب حقولًا أقل، أو قسّم الطلب.", "The document has more than {} words and signs: ask for fewer fields, or split the request.";
        /// Bytes of one name.
        Name = "name", "في المستند اسم أطول من {} حرف: اختصره.", "A name in the document is longer than {} letters: shorten it.";
        /// Fields in fields.
        Depth = "depth", "الحقول متداخلة أكثر من {} مستوى: اجلب السجلات الداخلية بمعرّفاتها في طلب آخر.", "Fields nest more than {} deep: fetch the inner records by their ids in another request.";
        /// Selections in selections.
        Nesting = "nesting", "الأقواس والأجزاء متداخلة أكثر من {} مستوى: بسّط المستند.", "Selections and fragments nest more than {} deep: write the fragments out, or ask for less.";
        /// Lists and objects inside a value.
        Values = "values", "القوائم والكائنات داخل القيمة متداخلة أكثر من {} مستوى: بسّط القيمة.", "Lists and objects nest more than {} deep in a value: flatten it.";
        /// Aliases.
        Aliases = "aliases", "في المستند أكثر من {} اسم مستعار: استعمل الترشيح أو nodes(ids:)، أو قسّم الطلب.", "The document has more than {} aliases: use a filter or nodes(ids:), or split the request.";
        /// Directives in one place.
        Directives = "directives", "في موضع واحد أكثر من {} توجيه: احذف المكرر.", "There are more than {} directives in one place: remove what is repeated.";
        /// Fields at the root.
        RootFields = "rootFields", "في الطلب أكثر من {} حقل في المستوى الأول: قسّم الطلب.", "The request has more than {} fields at its root: split it.";
        /// The document with its fragments written out.
        Expanded = "expanded", "المستند بعد فكّ أجزائه أكبر من {} حقل وقيمة: قلّل تكرار الأجزاء.", "With its fragments written out the document has more than {} fields and values: use fragments less often.";
        /// Cost.
        Cost = "cost", "كلفة الطلب أعلى من {}: صغّر first أو last، أو اطلب حقولًا أقل، أو قسّم الطلب.", "The request costs more than {}: lower first or last, ask for fewer fields, or split the request.";
        /// Values in the variables.
        Variables = "variables", "في المتغيرات أكثر من {} قيمة: قسّم الطلب.", "The variables hold more than {} values: split the request.";
        /// Entries of one list.
        List = "list", "في قائمة واحدة أكثر من {} عنصر: قسّمها على عدة طلبات.", "A list has more than {} entries: spread them over several requests.";
    }
}

sentences! {
    /// What a document can have wrong that the gate looks for; `{}` stands for a name, `{in}` for what it is in.
    Mistake {
        /// Not a document at all.
        Unreadable = "UNREADABLE", "هذا ليس مستند GraphQL صحيحًا: راجع الأقواس وعلامات الاقتباس عند الموضع المذكور.", "This is not a valid GraphQL document: check brackets and quotation marks at the place given.";
        /// Several operations, none named.
        Unnamed = "OPERATION_NOT_NAMED", "في المستند أكثر من عملية: اذكر إحداها في operationName.", "The document has several operations: name one in operationName.";
        /// No operation of that name.
        Operation = "UNKNOWN_OPERATION", "لا توجد في المستند عملية بالاسم المذكور في operationName.", "The document has no operation of the name in operationName.";
        /// A kind of operation that the schema has not.
        Kind = "NO_SUCH_KIND", "لا توجد عمليات من النوع {} في هذا المخطط.", "This schema has no {} operations.";
        /// No such field.
        Field = "UNKNOWN_FIELD", "لا يوجد حقل {} في النوع {in}: راجع المخطط.", "There is no field {} on the type {in}: see the schema.";
        /// No such argument.
        Argument = "UNKNOWN_ARGUMENT", "الحقل {in} لا يأخذ {}: راجع المخطط.", "The field {in} takes no argument {}: see the schema.";
        /// The same argument twice.
        Repeated = "REPEATED_ARGUMENT", "تكرر {} في الحقل {in}: أبقِ واحدًا.", "The argument {} stands twice on the field {in}: keep one.";
        /// A selection where there is nothing to select.
        NoFields = "NO_FIELDS", "الحقل {} قيمة بلا حقول داخلية: احذف ما بين القوسين.", "The field {} is a value without fields: remove the braces after it.";
        /// No such type, or one that has no fields.
        Type = "UNKNOWN_TYPE", "لا يوجد نوع له حقول بالاسم {}: راجع المخطط.", "There is no type with fields of the name {}: see the schema.";
        /// No such fragment.
        Fragment = "UNKNOWN_FRAGMENT", "لا يوجد جزء بالاسم {} في المستند.", "The document has no fragment {}.";
        /// A fragment that contains itself.
        Cycle = "FRAGMENT_CYCLE", "الجزء {} يحتوي على نفسه: احذف الحلقة.", "The fragment {} contains itself: break the circle.";
    }
}

impl Bound {
    /// Refuses a figure over its limit.
    pub(super) fn hold(self, figure: usize, limit: usize) -> Result<(), Refusal> {
        if figure > limit { Err(Refusal::Over { bound: self, limit, figure }) } else { Ok(()) }
    }
}

impl Fault {
    pub(super) fn new(mistake: Mistake, name: impl Into<String>, at: Option<Pos>) -> Self {
        Self { mistake, name: name.into(), within: String::new(), at }
    }

    pub(super) fn within(self, within: impl Into<String>) -> Self {
        Self { within: within.into(), ..self }
    }

    fn error(self, arabic: bool) -> ServerError {
        let message = self.mistake.sentence(arabic).replace("{in}", &self.within).replace("{}", &self.name);
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", "BAD_DOCUMENT");
        extensions.set("mistake", self.mistake.code());
        error(message, self.at, extensions)
    }
}

impl Refusal {
    pub(super) fn one(fault: Fault) -> Self {
        Self::Wrong(vec![fault])
    }

    /// The refusal of a text that cannot be read from a byte on.
    pub(super) fn unreadable(text: &str, place: usize) -> Self {
        let before = text.get(..place).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Self::one(Fault::new(Mistake::Unreadable, "", Some(Pos { line, column })))
    }

    /// The code in the answer's extensions.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Over { .. } => "QUERY_TOO_COMPLEX",
            Self::Wrong(_) => "BAD_DOCUMENT",
            Self::Control(_) => "INVALID",
        }
    }

    /// The answer in the language of the caller.
    pub(crate) fn answer(self, op: &OpContext) -> Response {
        let arabic = op.language.is_arabic();
        let code = self.code();
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", code);
        let errors = match self {
            Self::Wrong(faults) => faults.into_iter().map(|fault| fault.error(arabic)).collect(),
            Self::Over { bound, limit, figure } => {
                extensions.set("bound", bound.code());
                extensions.set("limit", limit);
                extensions.set(if bound == Bound::Cost { "cost" } else { "figure" }, figure);
                vec![error(bound.sentence(arabic).replace("{}", &limit.to_string()), None, extensions)]
            }
            Self::Control(path) => {
                extensions.set("rule", Rule::ControlCharacter.code());
                extensions.set("argument", path.join("."));
                vec![error(Rule::ControlCharacter.message(&op.language), None, extensions)]
            }
        };
        errors::finish(Response::from_errors(errors), op)
    }
}

fn error(message: String, at: Option<Pos>, extensions: ErrorExtensionValues) -> ServerError {
    let mut error = ServerError::new(message, at);
    error.extensions = Some(extensions);
    error
}
