//! What a text message costs: its encoding and how many parts it is sent in.
//!
//! The count is exact: an escaped character or a surrogate pair is never split between two parts,
//! so a part may end with a unit unused.

/// How a text is encoded on its way to a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Seven bits a character, if every character is in the GSM alphabet.
    Gsm7,
    /// Sixteen bits a character, as soon as one character is not.
    Ucs2,
}

impl Encoding {
    /// Units that fit into a message of one part.
    pub fn units_alone(self) -> usize {
        match self {
            Self::Gsm7 => 160,
            Self::Ucs2 => 70,
        }
    }

    /// Units that fit into each part of a message of several: the rest numbers the parts.
    pub fn units_each(self) -> usize {
        match self {
            Self::Gsm7 => 153,
            Self::Ucs2 => 67,
        }
    }

    fn units_of(self, character: char) -> usize {
        match self {
            Self::Gsm7 => gsm_units(character),
            Self::Ucs2 => character.len_utf16(),
        }
    }
}

/// What sending a text costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// The narrowest encoding that holds every character.
    pub encoding: Encoding,
    /// Parts that are billed; an empty text is one.
    pub segments: usize,
    /// Length in units of the encoding: septets or 16-bit words.
    pub units: usize,
}

/// What it costs to send that text.
///
/// Source: 3GPP TS 23.038 §6.2.1 (alphabet and extension table, form feed included) and
/// TS 23.040 §9.2.3.24.1 (parts of a concatenated message).
pub fn segments(text: &str) -> Cost {
    let in_gsm = text.chars().try_fold(0, |units, character| match gsm_units(character) {
        0 => None,
        more => Some(units + more),
    });
    let (encoding, units) = match in_gsm {
        Some(units) => (Encoding::Gsm7, units),
        None => (Encoding::Ucs2, text.encode_utf16().count()),
    };
    let segments = if units <= encoding.units_alone() { 1 } else { parts(text, encoding) };
    Cost { encoding, segments, units }
}

/// Whether the character is in the GSM alphabet, its extension table included.
pub fn is_gsm(character: char) -> bool {
    gsm_units(character) > 0
}

/// Units a character takes in the GSM alphabet; none if it is not in it.
fn gsm_units(character: char) -> usize {
    match GSM_ASCII.get(character as usize) {
        Some(units) => usize::from(*units),
        None if character == '€' => 2,
        None => usize::from("£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà".contains(character)),
    }
}

/// The same for the characters of ASCII, the most of any text: every text sent is counted.
const GSM_ASCII: [u8; 128] = {
    let mut units = [0; 128];
    let mut code: u8 = 0;
    while code < 128 {
        units[code as usize] = match code {
            b' '..=b'Z' | b'_' | b'a'..=b'z' | b'\n' | b'\r' => 1,
            0x0c | b'^' | b'{' | b'}' | b'\\' | b'[' | b'~' | b']' | b'|' => 2,
            _ => 0,
        };
        code += 1;
    }
    units
};

fn parts(text: &str, encoding: Encoding) -> usize {
    let mut parts = 1;
    let mut room = encoding.units_each();
    for character in text.chars() {
        let needed = encoding.units_of(character);
        if needed > room {
            parts += 1;
            room = encoding.units_each();
        }
        room -= needed;
    }
    parts
}

/// A price in thousandths of a cent, in dollars and cents, rounded up: an estimate is not too low.
pub fn dollars(millicents: i64) -> String {
    let cents = millicents.div_euclid(1_000) + i64::from(millicents.rem_euclid(1_000) > 0);
    format!("${}.{:02}", cents / 100, cents % 100)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn count(text: &str) -> usize {
        segments(text).segments
    }

    #[test]
    fn plain_letters_fill_160_alone_and_153_a_part() {
        assert_eq!(count(""), 1);
        assert_eq!(count(&"a".repeat(160)), 1);
        assert_eq!(count(&"a".repeat(161)), 2);
        assert_eq!(count(&"a".repeat(306)), 2);
        assert_eq!(count(&"a".repeat(307)), 3);
    }

    #[test]
    fn an_escaped_character_is_never_split_between_parts() {
        let text = format!("{}€{}", "a".repeat(152), "a".repeat(152));
        let cost = segments(&text);
        assert_eq!(cost, Cost { encoding: Encoding::Gsm7, segments: 3, units: 306 });
    }

    #[test]
    fn a_surrogate_pair_is_never_split_between_parts() {
        let text = format!("{}😀{}", "я".repeat(66), "я".repeat(66));
        let cost = segments(&text);
        assert_eq!(cost, Cost { encoding: Encoding::Ucs2, segments: 3, units: 134 });
    }

    #[test]
    fn every_extension_character_costs_two_units() {
        for character in "^{}[]~|€\\\u{c}".chars() {
            let cost = segments(&character.to_string());
            assert_eq!((cost.encoding, cost.units), (Encoding::Gsm7, 2), "{character:?}");
        }
    }

    #[test]
    fn most_spanish_accents_make_the_whole_text_costly() {
        for character in "áíóúçãõ’\u{2068}".chars() {
            assert_eq!(segments(&character.to_string()).encoding, Encoding::Ucs2, "{character}");
        }
        assert_eq!(segments("éàèìòùñÑ¿¡ü").encoding, Encoding::Gsm7);
        assert_eq!(count(&"é".repeat(160)), 1);
        assert_eq!(count(&"ó".repeat(70)), 1);
        assert_eq!(count(&"ó".repeat(71)), 2);
        assert_eq!(count(&"ó".repeat(134)), 2);
        assert_eq!(count(&"ó".repeat(135)), 3);
    }

    proptest! {
        #[test]
        fn the_parts_hold_all_units_and_waste_at_most_one_each(text in "[a€😀я]{0,400}") {
            let cost = segments(&text);
            let room = if cost.segments == 1 {
                cost.encoding.units_alone()
            } else {
                cost.segments * cost.encoding.units_each()
            };
            prop_assert!(cost.units <= room);
            let filled = (cost.segments - 1) * (cost.encoding.units_each() - 1);
            prop_assert!(cost.segments == 1 || cost.units > filled);
        }

        #[test]
        fn a_longer_text_never_costs_less(text in "(?s).{0,200}", more in "(?s).{0,200}") {
            let longer = text.clone() + &more;
            prop_assert!(count(&text) <= count(&longer));
        }
    }

    #[test]
    fn a_price_is_rounded_up_to_the_cent() {
        assert_eq!(dollars(0), "$0.00");
        assert_eq!(dollars(1), "$0.01");
        assert_eq!(dollars(830), "$0.01");
        assert_eq!(dollars(2_490_000), "$24.90");
        assert_eq!(dollars(1_000_001), "$10.01");
    }
}
