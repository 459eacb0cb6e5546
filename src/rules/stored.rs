//! Parts of the rule book that are decoded when somebody asks for them: of some hundred rules a
//! call hears a dozen, and of five languages an output speaks one.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::de::{DeserializeOwned, Visitor};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value that is a part of the program file until it is used, or one made at run time.
#[derive(Clone)]
pub struct Stored<T> {
    value: OnceLock<T>,
    bytes: &'static [u8],
}

impl<T> From<T> for Stored<T> {
    fn from(value: T) -> Self {
        Self { value: OnceLock::from(value), bytes: &[] }
    }
}

impl<T: DeserializeOwned> Deref for Stored<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.get_or_init(|| postcard::from_bytes(self.bytes).expect("it was written with the same types"))
    }
}

impl<T: DeserializeOwned + fmt::Debug> fmt::Debug for Stored<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Serialize + DeserializeOwned> Serialize for Stored<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&postcard::to_stdvec(&**self).map_err(S::Error::custom)?)
    }
}

impl<'de: 'static, T> Deserialize<'de> for Stored<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes<T>(PhantomData<T>);

        impl<'de: 'static, T> Visitor<'de> for Bytes<T> {
            type Value = Stored<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_borrowed_bytes<E: serde::de::Error>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
                Ok(Stored { value: OnceLock::new(), bytes })
            }

            fn visit_bytes<E: serde::de::Error>(self, _: &[u8]) -> Result<Self::Value, E> {
                Err(E::custom("only what stays in memory can be decoded later"))
            }
        }

        deserializer.deserialize_bytes(Bytes(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_comes_back_when_it_is_used() {
        let bytes: &'static [u8] = postcard::to_stdvec(&Stored::from(vec!["a".to_owned()])).unwrap().leak();
        let stored: Stored<Vec<String>> = postcard::from_bytes(bytes).unwrap();
        assert!(stored.value.get().is_none());
        assert_eq!(*stored, ["a"]);
        assert_eq!(postcard::to_stdvec(&stored).unwrap(), bytes);
    }
}
