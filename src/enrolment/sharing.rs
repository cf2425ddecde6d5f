//! Who of a list is one person, where people may share a phone: whoever has the same number and the
//! same name. A row without a name speaks of whom the number belongs to.

use crate::i18n::Folded;
use crate::people::store::sharing::Reached;

/// By what the rows of one person are known: their number's blind index, and their name where
/// numbers may be shared.
pub(super) type Key = (Vec<u8>, String);

/// The key of a row.
pub(super) fn key(index: &[u8], name: Option<&str>, may_share: bool) -> Key {
    let name = name.filter(|_| may_share).map(folded).unwrap_or_default();
    (index.to_vec(), name)
}

/// Which of those whom a number reaches a row speaks of; `None` if of somebody new. Who had no name
/// has this one from now on.
pub(super) fn claim(people: &mut [Reached], name: Option<&str>, may_share: bool) -> Option<i64> {
    let Some(name) = name.filter(|_| may_share) else {
        return people.first().map(|person| person.participant_id);
    };
    let is_called_so = |person: &Reached| {
        person.name.as_deref().is_some_and(|known| folded(known) == folded(name))
    };
    if let Some(person) = people.iter().find(|person| is_called_so(person)) {
        return Some(person.participant_id);
    }
    let nameless = people.iter_mut().find(|person| person.name.is_none())?;
    nameless.name = Some(name.to_owned());
    Some(nameless.participant_id)
}

fn folded(name: &str) -> String {
    Folded::new(name).whole().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(names: &[Option<&str>]) -> Vec<Reached> {
        (1..)
            .zip(names)
            .map(|(participant_id, name)| Reached { participant_id, name: name.map(str::to_owned) })
            .collect()
    }

    #[test]
    fn a_name_is_one_however_it_is_typed() {
        assert_eq!(key(b"n", Some("Ana López"), true), key(b"n", Some(" ana LOPEZ "), true));
        assert_ne!(key(b"n", Some("Ana"), true), key(b"n", Some("Ben"), true));
        assert_eq!(key(b"n", Some("Ana"), false), key(b"n", Some("Ben"), false));
    }

    #[test]
    fn a_row_speaks_of_its_name_then_of_whoever_has_none_then_of_somebody_new() {
        let mut people = known(&[None, Some("Ana")]);
        assert_eq!(claim(&mut people, Some("ana"), true), Some(2));
        assert_eq!(claim(&mut people, Some("Ben"), true), Some(1));
        assert_eq!(claim(&mut people, Some("Ben"), true), Some(1));
        assert_eq!(claim(&mut people, Some("Cho"), true), None);
        assert_eq!(claim(&mut people, None, true), Some(1));
        assert_eq!(claim(&mut people, Some("Cho"), false), Some(1));
    }
}
