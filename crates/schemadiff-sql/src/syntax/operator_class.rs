//! Operator classes and operator families.

use super::{ObjectName, TypeName};

/// `CREATE OPERATOR CLASS`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateOperatorClass {
    /// Its name.
    pub name: ObjectName,
    /// `USING`: the index method.
    pub method: String,
    /// `DEFAULT`.
    pub is_default: bool,
    /// `FOR TYPE`.
    pub data_type: TypeName,
    /// `FAMILY`; without it one of the name of the class.
    pub family: Option<ObjectName>,
    /// `STORAGE`, when it is another type.
    pub storage: Option<TypeName>,
    /// Its operators and functions.
    pub members: Vec<FamilyMember>,
}

/// An operator or a function of an operator family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilyMember {
    /// The strategy of an operator, or which support function it is.
    pub number: u16,
    /// The types that it is for; of a class those of the class, unless they are written.
    pub types: Option<(TypeName, TypeName)>,
    /// What it is.
    pub kind: FamilyMemberKind,
}

/// What an operator family consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FamilyMemberKind {
    /// `OPERATOR`.
    Operator {
        /// The operator.
        name: ObjectName,
        /// `FOR ORDER BY`: the family that its results are ordered by.
        order_by: Option<ObjectName>,
    },
    /// `FUNCTION`.
    Function {
        /// The function.
        name: ObjectName,
        /// The types of its arguments.
        arguments: Vec<TypeName>,
    },
}

impl FamilyMember {
    /// Whether it is a function.
    pub fn is_function(&self) -> bool {
        matches!(self.kind, FamilyMemberKind::Function { .. })
    }
}
