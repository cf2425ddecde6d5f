//! Rows that never change once written, parsed once.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

type Kept = HashMap<(TypeId, i64), Arc<dyn Any + Send + Sync>>;

/// What was read of frozen rows, by type and id. Nothing in it can become stale.
#[derive(Default)]
pub struct Frozen(RwLock<Kept>);

impl Frozen {
    /// The value of that row: kept from before, or read now and kept.
    pub fn get_or_read<T, E>(
        &self,
        id: i64,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E>
    where
        T: Any + Send + Sync,
    {
        let key = (TypeId::of::<T>(), id);
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(Ok(value)) = kept.map(Arc::downcast::<T>) {
            return Ok(value);
        }
        let value = Arc::new(read()?);
        let shared: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(&value);
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, shared);
        Ok(value)
    }
}
