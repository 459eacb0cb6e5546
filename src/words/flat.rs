//! Serde for vectors of numbers as one run of little-endian bytes: decoding is then a copy.

use serde::{Deserializer, Serializer, de};

pub(crate) fn serialize<S: Serializer>(numbers: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
    let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    serializer.serialize_bytes(&bytes)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
    struct Numbers;

    impl de::Visitor<'_> for Numbers {
        type Value = Vec<u32>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("numbers of four bytes each")
        }

        fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
            let (numbers, rest) = bytes.as_chunks::<4>();
            if rest.is_empty() {
                Ok(numbers.iter().map(|number| u32::from_le_bytes(*number)).collect())
            } else {
                Err(E::invalid_length(bytes.len(), &self))
            }
        }
    }

    deserializer.deserialize_bytes(Numbers)
}
