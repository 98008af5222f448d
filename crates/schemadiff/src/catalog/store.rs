//! The objects of one kind, in the order of their names.

use std::collections::BTreeMap;
use std::collections::btree_map;
use std::sync::Arc;

use schemadiff_sql::syntax::ObjectName;

use super::ObjectId;

/// The objects of one kind by identity, always iterated in the same order.
///
/// A copy shares its objects with the original until one of the two is changed: a plan looks at the same catalog in several
/// forms that differ in few objects.
#[derive(Clone, Debug)]
pub struct Store<T>(Arc<BTreeMap<ObjectId, Arc<T>>>);

impl<T> Default for Store<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Store<T> {
    /// The object with this identity.
    pub fn get(&self, id: &ObjectId) -> Option<&T> {
        self.0.get(id).map(AsRef::as_ref)
    }

    /// Whether there is an object with this identity.
    pub fn contains(&self, id: &ObjectId) -> bool {
        self.0.contains_key(id)
    }

    /// All objects with their identities.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self.0.iter())
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
            .map(|(_, object)| object.as_ref())
    }

    /// All objects.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator + Clone {
        self.0.values().map(AsRef::as_ref)
    }

    /// All identities.
    pub fn keys(&self) -> btree_map::Keys<'_, ObjectId, Arc<T>> {
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

impl<T: Clone> Store<T> {
    /// The object with this identity, to change.
    pub fn get_mut(&mut self, id: &ObjectId) -> Option<&mut T> {
        Arc::make_mut(&mut self.0).get_mut(id).map(Arc::make_mut)
    }

    /// Adds an object and returns the one that had its identity before, if any.
    pub fn insert(&mut self, id: ObjectId, object: T) -> Option<T> {
        let before = Arc::make_mut(&mut self.0).insert(id, Arc::new(object));
        before.map(Arc::unwrap_or_clone)
    }

    /// The object with this identity, to change; first `default`, if there is none.
    pub fn entry(&mut self, id: ObjectId, default: T) -> &mut T {
        Arc::make_mut(
            Arc::make_mut(&mut self.0)
                .entry(id)
                .or_insert_with(|| Arc::new(default)),
        )
    }

    /// Takes an object out.
    pub fn remove(&mut self, id: &ObjectId) -> Option<T> {
        Arc::make_mut(&mut self.0).remove(id).map(Arc::unwrap_or_clone)
    }

    /// All objects, to change: each of them is copied where it is shared.
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        IterMut(Arc::make_mut(&mut self.0).iter_mut())
    }
}

/// The objects of a [`Store`] with their identities.
#[derive(Debug)]
pub struct Iter<'a, T>(btree_map::Iter<'a, ObjectId, Arc<T>>);

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = (&'a ObjectId, &'a T);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(id, object)| (id, object.as_ref()))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

/// The objects of a [`Store`] with their identities, to change.
#[derive(Debug)]
pub struct IterMut<'a, T>(btree_map::IterMut<'a, ObjectId, Arc<T>>);

impl<'a, T: Clone> Iterator for IterMut<'a, T> {
    type Item = (&'a ObjectId, &'a mut T);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(id, object)| (id, Arc::make_mut(object)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<'a, T> IntoIterator for &'a Store<T> {
    type Item = (&'a ObjectId, &'a T);
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T: Clone> IntoIterator for &'a mut Store<T> {
    type Item = (&'a ObjectId, &'a mut T);
    type IntoIter = IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}
