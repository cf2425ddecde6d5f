//! One ballot's JSON, read into buffers that are used again for the next.
//!
//! A million ballots say the same few thousand things about the same few hundred groups, so a
//! ballot is read only as far as it takes to see that it was met before.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Marks the last item of a tier.
const TIER_END: u16 = 0x8000;

/// Stands between the tiers and the slate; also one above the largest item that can be written.
const SLATE: u16 = 0x7fff;

/// Marks in a group's key; neither byte occurs in UTF-8.
const KEY_END: u8 = 0xff;
const NOT_SAID: u8 = 0xfe;

/// What a ballot's text says, in a form that is quick to look up.
#[derive(Debug, Default)]
pub struct BallotText {
    /// What its group is told by, as written.
    pub group: Vec<u8>,
    /// Its tiers, as written, and its slate if it has one.
    pub code: Vec<u16>,
    /// How many people cast it.
    pub count: u64,
    /// Whether it is a room's total.
    pub is_room: bool,
    has_tiers: bool,
    slate: Vec<u16>,
}

impl BallotText {
    /// Reads the next ballot in place of the last.
    pub fn read(&mut self, json: &[u8]) -> Result<(), serde_json::Error> {
        self.group.clear();
        self.code.clear();
        self.slate.clear();
        (self.count, self.is_room, self.has_tiers) = (1, false, false);
        let text = str::from_utf8(json).map_err(Error::custom)?;
        let mut deserializer = serde_json::Deserializer::from_str(text);
        deserializer.deserialize_map(&mut *self)?;
        deserializer.end()?;
        if !self.has_tiers && !self.is_room {
            return Err(Error::missing_field("tiers"));
        }
        self.code.append(&mut self.slate);
        Ok(())
    }

    /// Adds a text to the group's key, under a mark that tells which text it is.
    fn text<'de, A: MapAccess<'de>>(&mut self, mark: u8, map: &mut A) -> Result<(), A::Error> {
        self.group.push(mark);
        map.next_value_seed(Text(&mut self.group))
    }
}

/// The slate, if one was written, and the tiers of a code.
pub fn decode(code: &[u16]) -> (Option<Vec<usize>>, Vec<Vec<usize>>) {
    let mut parts = code.splitn(2, |&item| item == SLATE);
    let items = |codes: &[u16]| codes.iter().map(|code| usize::from(code & !TIER_END)).collect();
    let tiers = parts.next().unwrap_or_default().split_inclusive(|code| code & TIER_END != 0);
    let tiers = tiers.map(items).collect();
    (parts.next().map(items), tiers)
}

impl<'de> Visitor<'de> for &mut BallotText {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a ballot")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(field) = map.next_key()? {
            match field {
                Field::Channel => self.text(b'c', &mut map)?,
                Field::Format => self.text(b'f', &mut map)?,
                Field::Cluster => self.text(b'k', &mut map)?,
                Field::SetAside => self.text(b'a', &mut map)?,
                Field::Verified => {
                    let verified: bool = map.next_value()?;
                    self.group.extend([b'v', u8::from(verified), KEY_END]);
                }
                Field::Strata => map.next_value_seed(Strata(&mut self.group))?,
                Field::Count => self.count = map.next_value()?,
                Field::Tiers => {
                    self.code.clear();
                    self.has_tiers = true;
                    map.next_value_seed(Tiers(&mut self.code))?;
                }
                Field::Slate => {
                    self.slate.clear();
                    self.slate.push(SLATE);
                    map.next_value_seed(Indices(&mut self.slate))?;
                }
                Field::People | Field::Dots | Field::Received => {
                    self.is_room = true;
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// What a ballot may hold.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Channel,
    Format,
    Cluster,
    SetAside,
    Verified,
    Strata,
    Count,
    Tiers,
    Slate,
    People,
    Dots,
    Received,
}

/// A text or null, appended to a key.
struct Text<'a>(&'a mut Vec<u8>);

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Text<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.0.extend_from_slice(text.as_bytes());
        self.0.push(KEY_END);
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.push(NOT_SAID);
        Ok(())
    }
}

/// Strata and categories, appended to a key.
struct Strata<'a>(&'a mut Vec<u8>);

impl<'de> DeserializeSeed<'de> for Strata<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Strata<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("strata")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.0.push(b's');
        while map.next_key_seed(Text(self.0))?.is_some() {
            map.next_value_seed(Text(self.0))?;
        }
        self.0.push(KEY_END);
        Ok(())
    }
}

/// A list of lists of items, appended with each list's end marked.
struct Tiers<'a>(&'a mut Vec<u16>);

impl<'de> DeserializeSeed<'de> for Tiers<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Tiers<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("tiers, each a list of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut tiers: A) -> Result<(), A::Error> {
        let mut length = self.0.len();
        while tiers.next_element_seed(Indices(self.0))?.is_some() {
            if let Some(last) = self.0[length..].last_mut() {
                *last |= TIER_END;
            }
            length = self.0.len();
        }
        Ok(())
    }
}

/// A list of items, appended.
struct Indices<'a>(&'a mut Vec<u16>);

impl<'de> DeserializeSeed<'de> for Indices<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Indices<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a list of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element::<u64>()? {
            let code = u16::try_from(item).ok().filter(|&code| code < SLATE);
            self.0.push(code.ok_or_else(|| {
                A::Error::custom(format_args!("item {item} is not on the slate"))
            })?);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<BallotText, String> {
        let mut text = BallotText::default();
        text.read(json.as_bytes()).map_err(|error| error.to_string())?;
        Ok(text)
    }

    #[test]
    fn tiers_and_slate_are_read_in_either_order() {
        let first = read(r#"{"tiers":[[3],[],[0,2]],"slate":[0,2,3,5]}"#).unwrap();
        let second = read(r#"{"slate":[0,2,3,5],"tiers":[[3],[0,2]]}"#).unwrap();
        assert_eq!(first.code, second.code);
        assert_eq!(decode(&first.code), (Some(vec![0, 2, 3, 5]), vec![vec![3], vec![0, 2]]));
        assert_eq!(decode(&read(r#"{"tiers":[[1]]}"#).unwrap().code), (None, vec![vec![1]]));
        assert_eq!(decode(&read(r#"{"tiers":[]}"#).unwrap().code), (None, vec![]));
    }

    #[test]
    fn groups_that_differ_have_keys_that_differ() {
        let keys = [
            r#"{"channel":"a","tiers":[]}"#,
            r#"{"format":"a","tiers":[]}"#,
            r#"{"cluster":"a","tiers":[]}"#,
            r#"{"set_aside":"a","tiers":[]}"#,
            r#"{"channel":"a","verified":false,"tiers":[]}"#,
            r#"{"channel":"a","strata":{"x":"y"},"tiers":[]}"#,
            r#"{"channel":"a","strata":{"x":null},"tiers":[]}"#,
            r#"{"channel":"a","strata":{"x":"y","z":"w"},"tiers":[]}"#,
        ]
        .map(|json| read(json).unwrap().group);
        for (i, key) in keys.iter().enumerate() {
            assert!(!keys[..i].contains(key), "{i}");
        }
    }

    #[test]
    fn what_is_no_ballot_is_refused() {
        for (json, reason) in [
            (r#"{"count":2}"#, "missing field `tiers`"),
            (r#"{"verifed":true,"tiers":[]}"#, "unknown field `verifed`"),
            (r#"{"tiers":[[99999]]}"#, "item 99999 is not on the slate"),
            (r#"{"tiers":[[-1]]}"#, "invalid value: integer `-1`"),
            (r#"{"tiers":[0]}"#, "expected a list of items"),
            (r#"{"tiers":[[0]"#, "EOF"),
            ("7", "expected a ballot"),
        ] {
            let refused = read(json).unwrap_err();
            assert!(refused.contains(reason), "{json}: {refused}");
        }
    }
}
