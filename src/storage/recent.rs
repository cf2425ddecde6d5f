//! What was worked out from very many rows a moment ago.
//!
//! It is used again only while its mark stands: numbers that change with everything that has to
//! show at once, such as consent taken back. What else changed shows within [`SECONDS`].

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{NaiveDateTime, TimeDelta};

/// How long something is used again, in seconds.
const SECONDS: i64 = 10;

/// What is worked out of fewer rows than this is worked out anew each time.
pub const MANY_ROWS: usize = 1000;

/// What was worked out, by type and id.
#[derive(Default)]
pub struct Recent {
    marked: Mutex<HashMap<(TypeId, i64), Kept>>,
    lasting: Mutex<HashMap<(TypeId, i64), Arc<dyn Any + Send + Sync>>>,
}

struct Kept {
    mark: Vec<i64>,
    at: NaiveDateTime,
    value: Arc<dyn Any + Send + Sync>,
}

impl Recent {
    /// What was worked out for that id under this mark, a moment before `now`.
    pub fn find<T: Any + Send + Sync>(
        &self,
        id: i64,
        mark: &[i64],
        now: NaiveDateTime,
    ) -> Option<Arc<T>> {
        self.find_for(id, mark, now, TimeDelta::seconds(SECONDS))
    }

    /// The same, used for as long as that: where it changes slowly, and nobody's rights with it.
    pub fn find_for<T: Any + Send + Sync>(
        &self,
        id: i64,
        mark: &[i64],
        now: NaiveDateTime,
        lasting: TimeDelta,
    ) -> Option<Arc<T>> {
        let kept = self.marked.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.get(&(TypeId::of::<T>(), id))?;
        let is_recent = (TimeDelta::zero()..lasting).contains(&(now - found.at));
        if found.mark != mark || !is_recent {
            return None;
        }
        Arc::clone(&found.value).downcast().ok()
    }

    /// What is kept for that id for as long as this runs: made on the first call, and brought up to
    /// date by whoever takes it.
    pub fn get_or_keep<T: Any + Send + Sync>(&self, id: i64, make: impl FnOnce() -> T) -> Arc<T> {
        let mut lasting = self.lasting.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = lasting.entry((TypeId::of::<T>(), id)).or_insert_with(|| Arc::new(make()));
        Arc::clone(kept).downcast().expect("what is kept is found by its type")
    }

    /// Keeps what was worked out for that id under this mark, of rows as they were at that time.
    pub fn keep<T: Any + Send + Sync>(
        &self,
        id: i64,
        mark: Vec<i64>,
        at: NaiveDateTime,
        value: Arc<T>,
    ) {
        let mut kept = self.marked.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert((TypeId::of::<T>(), id), Kept { mark, at, value });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_worked_out_is_used_again_for_a_moment_while_its_mark_stands() {
        let at = |seconds| chrono::DateTime::from_timestamp(seconds, 0).unwrap().naive_utc();
        let recent = Recent::default();
        recent.keep(7, vec![1, 2], at(100), Arc::new("voices".to_owned()));
        let find = |id, mark: &[i64], seconds| recent.find::<String>(id, mark, at(seconds));
        assert_eq!(find(7, &[1, 2], 109).as_deref().map(String::as_str), Some("voices"));
        assert!(find(7, &[1, 3], 101).is_none(), "consent changed");
        assert!(find(7, &[1, 2], 110).is_none(), "too old");
        assert!(find(7, &[1, 2], 99).is_none(), "from the future");
        assert!(find(8, &[1, 2], 101).is_none());
        assert!(recent.find::<usize>(7, &[1, 2], at(101)).is_none());
    }
}
