//! The objects of one kind, in the order of their names.

use std::collections::BTreeMap;
use std::collections::btree_map;

use schemadiff_sql::syntax::ObjectName;

use super::ObjectId;

/// The objects of one kind by identity, always iterated in the same order.
#[derive(Clone, Debug)]
pub struct Store<T>(BTreeMap<ObjectId, T>);

impl<T> Default for Store<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Store<T> {
    /// The object with this identity.
    pub fn get(&self, id: &ObjectId) -> Option<&T> {
        self.0.get(id)
    }

    /// The object with this identity, to change.
    pub fn get_mut(&mut self, id: &ObjectId) -> Option<&mut T> {
        self.0.get_mut(id)
    }

    /// Adds an object and returns the one that had its identity before, if any.
    pub fn insert(&mut self, id: ObjectId, object: T) -> Option<T> {
        self.0.insert(id, object)
    }

    /// The object with this identity, to change; first `default`, if there is none.
    pub fn entry(&mut self, id: ObjectId, default: T) -> &mut T {
        self.0.entry(id).or_insert(default)
    }

    /// Takes an object out.
    pub fn remove(&mut self, id: &ObjectId) -> Option<T> {
        self.0.remove(id)
    }

    /// Whether there is an object with this identity.
    pub fn contains(&self, id: &ObjectId) -> bool {
        self.0.contains_key(id)
    }

    /// All objects with their identities.
    pub fn iter(&self) -> btree_map::Iter<'_, ObjectId, T> {
        self.0.iter()
    }

    /// The objects that belong to a relation: those whose identity is a part of it.
    pub fn parts_of<'a>(&'a self, relation: &'a ObjectName) -> impl Iterator<Item = &'a T> {
        let first = ObjectId {
            name: relation.clone(),
            part: None,
        };
        self.0
            .range(first..)
            .take_while(move |(id, _)| id.name == *relation)
            .map(|(_, object)| object)
    }

    /// All objects, to change.
    pub fn iter_mut(&mut self) -> btree_map::IterMut<'_, ObjectId, T> {
        self.0.iter_mut()
    }

    /// All objects.
    pub fn values(&self) -> btree_map::Values<'_, ObjectId, T> {
        self.0.values()
    }

    /// All identities.
    pub fn keys(&self) -> btree_map::Keys<'_, ObjectId, T> {
        self.0.keys()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a, T> IntoIterator for &'a Store<T> {
    type Item = (&'a ObjectId, &'a T);
    type IntoIter = btree_map::Iter<'a, ObjectId, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut Store<T> {
    type Item = (&'a ObjectId, &'a mut T);
    type IntoIter = btree_map::IterMut<'a, ObjectId, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut()
    }
}
