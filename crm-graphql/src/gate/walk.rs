//! The walk over the parsed document along the types of the schema: each selection and each fragment once, however
//! often a fragment is used.

use std::collections::HashMap;

use async_graphql::parser::types::{
    Directive, ExecutableDocument, Field, FragmentDefinition, FragmentSpread, InlineFragment, OperationDefinition,
    Selection, SelectionSet,
};
use async_graphql::{Name, Pos, Positioned};
use async_graphql_value::{ConstValue, Value};
use crm_core::page::{DEFAULT_SIZE, MAX_SIZE};

use super::Limits;
use super::refusal::{Bound, Fault, Mistake, Refusal};
use super::types::{Composite, Rows, Shape, Types};
use super::values::{Given, Scale, under};

/// How many mistakes of a document are told.
const MAX_FAULTS: usize = 10;

/// What a selection amounts to, with its fragments written out. Figures stop at the largest number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weight {
    /// Leaf fields times the rows above them, the values given to fields, likewise, and what some fields cost as such.
    pub cost: usize,
    /// Fields, fragments and values.
    pub expanded: usize,
    /// Fields at its top.
    pub fields: usize,
    /// Fields in fields.
    pub depth: usize,
    /// Selections in selections.
    nesting: usize,
}

impl Weight {
    fn and(self, other: Self) -> Self {
        Self {
            cost: self.cost.saturating_add(other.cost),
            expanded: self.expanded.saturating_add(other.expanded),
            fields: self.fields.saturating_add(other.fields),
            depth: self.depth.max(other.depth),
            nesting: self.nesting.max(other.nesting),
        }
    }
}

/// The walk and what it found.
pub(super) struct Walk<'a> {
    limits: &'a Limits,
    types: &'static Types,
    document: &'a ExecutableDocument,
    given: &'a Given<'a>,
    /// Fragments that were walked; none while a walk is inside.
    fragments: HashMap<&'a str, Option<Weight>>,
    faults: Vec<Fault>,
    pub steps: usize,
}

impl<'a> Walk<'a> {
    pub fn new(limits: &'a Limits, document: &'a ExecutableDocument, given: &'a Given<'a>) -> Self {
        let fragments = HashMap::with_capacity(document.fragments.len());
        Self { limits, types: Types::of_schema(), document, given, fragments, faults: Vec::new(), steps: 0 }
    }

    /// Walks the whole document, because the engine validates the whole. The answer is the chosen operation's.
    pub fn whole(&mut self, chosen: &'a Positioned<OperationDefinition>) -> Result<Weight, Refusal> {
        let mut weight = Weight::default();
        let mut expanded = 0_usize;
        let mut operations: Vec<_> = self.document.operations.iter().map(|(_, operation)| operation).collect();
        operations.sort_by_key(|operation| operation.pos);
        for operation in operations {
            let own = self.operation(operation)?;
            expanded = expanded.saturating_add(own.expanded);
            if std::ptr::eq(operation, chosen) {
                weight = own;
            }
        }
        let mut fragments: Vec<_> = self.document.fragments.iter().collect();
        fragments.sort_by_key(|(_, fragment)| fragment.pos);
        for (name, fragment) in fragments {
            expanded = expanded.saturating_add(self.fragment(name, fragment, 0)?.expanded);
        }
        if !self.faults.is_empty() {
            return Err(Refusal::Wrong(std::mem::take(&mut self.faults)));
        }
        Bound::Depth.hold(weight.depth, self.limits.depth)?;
        Bound::RootFields.hold(weight.fields, self.limits.root_fields)?;
        Bound::Expanded.hold(expanded, self.limits.expanded)?;
        Ok(weight)
    }

    fn operation(&mut self, operation: &'a Positioned<OperationDefinition>) -> Result<Weight, Refusal> {
        let OperationDefinition { ty, directives, selection_set, .. } = &operation.node;
        let Some(root) = self.types.root(*ty) else {
            self.fault(Fault::new(Mistake::Kind, ty.to_string(), Some(operation.pos)))?;
            return Ok(Weight::default());
        };
        self.directives(directives)?;
        self.selections(root, &selection_set.node, 1)
    }

    fn selections(&mut self, on: &'static Composite, set: &'a SelectionSet, level: usize) -> Result<Weight, Refusal> {
        Bound::Nesting.hold(level, self.limits.nesting())?;
        let mut sum = Weight::default();
        for item in &set.items {
            self.steps += 1;
            sum = sum.and(match &item.node {
                Selection::Field(field) => self.field(on, field, level)?,
                Selection::InlineFragment(fragment) => self.inline(on, fragment, level)?,
                Selection::FragmentSpread(spread) => self.spread(spread, level)?,
            });
        }
        Ok(Weight { nesting: sum.nesting + 1, ..sum })
    }

    fn field(&mut self, on: &'static Composite, field: &'a Positioned<Field>, level: usize) -> Result<Weight, Refusal> {
        let Field { name, directives, selection_set, .. } = &field.node;
        let mut values = self.directives(directives)?;
        let leaf = Weight { cost: 1, depth: 1, ..Weight::default() };
        if name.node == "__typename" {
            return Ok(Weight { expanded: values.saturating_add(1), fields: 1, ..leaf });
        }
        let Some(shape) = on.fields.get(name.node.as_str()) else {
            self.fault(Fault::new(Mistake::Field, name.node.as_str(), Some(name.pos)).within(&on.name))?;
            return Ok(leaf);
        };
        values = values.saturating_add(self.arguments(shape, &field.node)?);
        let set = &selection_set.node;
        let inner = match self.types.get(&shape.ty) {
            _ if set.items.is_empty() => leaf,
            Some(ty) => {
                let inner = self.selections(ty, set, level + 1)?;
                Weight { depth: inner.depth + 1, ..inner }
            }
            None => {
                self.fault(Fault::new(Mistake::NoFields, name.node.as_str(), Some(selection_set.pos)))?;
                leaf
            }
        };
        Ok(Weight {
            cost: inner.cost.saturating_mul(self.rows(shape, &field.node)).saturating_add(values + shape.cost),
            expanded: inner.expanded.saturating_add(values).saturating_add(1),
            fields: 1,
            ..inner
        })
    }

    fn inline(
        &mut self,
        on: &'static Composite,
        fragment: &'a Positioned<InlineFragment>,
        level: usize,
    ) -> Result<Weight, Refusal> {
        let InlineFragment { type_condition, directives, selection_set } = &fragment.node;
        let values = self.directives(directives)?;
        let ty = match type_condition {
            Some(condition) => self.composite(&condition.node.on)?,
            None => Some(on),
        };
        let inner = match ty {
            Some(ty) => self.selections(ty, &selection_set.node, level + 1)?,
            None => Weight::default(),
        };
        Ok(Weight { expanded: inner.expanded.saturating_add(values).saturating_add(1), ..inner })
    }

    fn spread(&mut self, spread: &'a Positioned<FragmentSpread>, level: usize) -> Result<Weight, Refusal> {
        let FragmentSpread { fragment_name: name, directives } = &spread.node;
        let values = self.directives(directives)?;
        let Some((name, fragment)) = self.document.fragments.get_key_value(&name.node) else {
            self.fault(Fault::new(Mistake::Fragment, name.node.as_str(), Some(name.pos)))?;
            return Ok(Weight::default());
        };
        if self.fragments.get(name.as_str()).is_some_and(Option::is_none) {
            self.fault(Fault::new(Mistake::Cycle, name.as_str(), Some(spread.pos)))?;
            return Ok(Weight::default());
        }
        let inner = self.fragment(name, fragment, level)?;
        Ok(Weight { expanded: inner.expanded.saturating_add(values).saturating_add(1), ..inner })
    }

    /// A fragment used at a level: walked when it is first met, remembered from then on.
    fn fragment(
        &mut self,
        name: &'a Name,
        fragment: &'a Positioned<FragmentDefinition>,
        level: usize,
    ) -> Result<Weight, Refusal> {
        if let Some(Some(weight)) = self.fragments.get(name.as_str()) {
            Bound::Nesting.hold(level.saturating_add(weight.nesting), self.limits.nesting())?;
            return Ok(*weight);
        }
        self.fragments.insert(name.as_str(), None);
        let FragmentDefinition { type_condition, directives, selection_set } = &fragment.node;
        let values = self.directives(directives)?;
        let inner = match self.composite(&type_condition.node.on)? {
            Some(ty) => self.selections(ty, &selection_set.node, level + 1)?,
            None => Weight::default(),
        };
        let weight = Weight { expanded: inner.expanded.saturating_add(values), ..inner };
        self.fragments.insert(name.as_str(), Some(weight));
        Ok(weight)
    }

    /// The type that a fragment is on.
    fn composite(&mut self, name: &Positioned<Name>) -> Result<Option<&'static Composite>, Refusal> {
        let found = self.types.get(&name.node);
        if found.is_none() {
            self.fault(Fault::new(Mistake::Type, name.node.as_str(), Some(name.pos)))?;
        }
        Ok(found)
    }

    /// What the arguments of a field weigh.
    fn arguments(&mut self, shape: &Shape, field: &'a Field) -> Result<usize, Refusal> {
        let mut sum = 0_usize;
        for (place, (name, value)) in field.arguments.iter().enumerate() {
            let mistake = if !shape.arguments.iter().any(|known| *known == name.node) {
                Some(Mistake::Argument)
            } else if field.arguments[..place].iter().any(|(earlier, _)| earlier.node == name.node) {
                Some(Mistake::Repeated)
            } else {
                None
            };
            if let Some(mistake) = mistake {
                let fault = Fault::new(mistake, name.node.as_str(), Some(name.pos));
                self.fault(fault.within(field.name.node.as_str()))?;
            }
            sum = sum.saturating_add(self.weigh(name, &value.node)?);
        }
        Ok(sum)
    }

    fn directives(&mut self, directives: &'a [Positioned<Directive>]) -> Result<usize, Refusal> {
        let mut sum = 0_usize;
        for (name, value) in directives.iter().flat_map(|directive| &directive.node.arguments) {
            sum = sum.saturating_add(self.weigh(name, &value.node)?);
        }
        Ok(sum)
    }

    fn weigh(&mut self, name: &Positioned<Name>, value: &Value) -> Result<usize, Refusal> {
        let mut scale = Scale::with(self.limits, self.given);
        let weight = scale.weigh(value).map_err(|refusal| under(&name.node, refusal));
        self.steps += scale.steps;
        weight
    }

    /// The rows that a field brings, of which none counts as one.
    fn rows(&self, shape: &Shape, field: &Field) -> usize {
        let value = |name| field.get_argument(name).map(|value| &value.node);
        let rows = match shape.rows {
            Rows::Fixed(rows) => return rows,
            Rows::Page => self.number(value("first")).or_else(|| self.number(value("last"))),
            Rows::Ids => self.entries(value("ids")),
        };
        rows.unwrap_or(DEFAULT_SIZE as usize).clamp(1, MAX_SIZE as usize)
    }

    fn number(&self, value: Option<&Value>) -> Option<usize> {
        let number = match value? {
            Value::Number(number) => number,
            Value::Variable(name) => match self.given.get(name)? {
                ConstValue::Number(number) => number,
                _ => return None,
            },
            _ => return None,
        };
        number.as_u64().and_then(|number| usize::try_from(number).ok())
    }

    fn entries(&self, value: Option<&Value>) -> Option<usize> {
        match value? {
            Value::List(list) => Some(list.len()),
            Value::Variable(name) => match self.given.get(name)? {
                ConstValue::List(list) => Some(list.len()),
                _ => None,
            },
            _ => None,
        }
    }

    /// Notes a mistake; the walk ends when there are enough.
    fn fault(&mut self, fault: Fault) -> Result<(), Refusal> {
        self.faults.push(fault);
        if self.faults.len() < MAX_FAULTS { Ok(()) } else { Err(Refusal::Wrong(std::mem::take(&mut self.faults))) }
    }
}

/// The operation that a request runs.
pub(super) fn chosen<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a Positioned<OperationDefinition>, Refusal> {
    let mut operations = document.operations.iter();
    let wrong = |mistake, at: Option<Pos>| Refusal::one(Fault::new(mistake, "", at));
    match name {
        Some(wanted) => operations
            .find(|(name, _)| name.is_some_and(|name| name.as_str() == wanted))
            .map(|(_, operation)| operation)
            .ok_or_else(|| wrong(Mistake::Operation, None)),
        None => match (operations.next(), operations.next()) {
            (Some((_, only)), None) => Ok(only),
            _ => Err(wrong(Mistake::Unnamed, None)),
        },
    }
}
