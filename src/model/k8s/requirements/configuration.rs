//! ConfigMaps and Secrets.

use std::collections::HashMap;

use super::Topic;
use super::findings::{Findings, quoted, short};
use super::part::Part;
use crate::model::k8s::names::Grammar;

/// Bytes that all the data may have together.
const MOST_BYTES: usize = 1024 * 1024;

/// Types of Secrets and the keys of which they want all.
const WANTED_KEYS: &[(&str, &[&str])] = &[
    ("kubernetes.io/dockercfg", &[".dockercfg"]),
    ("kubernetes.io/dockerconfigjson", &[".dockerconfigjson"]),
    ("kubernetes.io/ssh-auth", &["ssh-privatekey"]),
    ("kubernetes.io/tls", &["tls.crt", "tls.key"]),
];

pub(super) fn config_map(whole: Part<'_>, found: &mut Findings) {
    let mut bytes = 0;
    let mut keys: HashMap<_, _> = HashMap::new();
    for map in ["data", "binaryData"] {
        let Some(part) = whole.part(map) else { continue };
        for (key, value) in part.fields().string_entries() {
            found.grammar(Topic::ConfigKey, &key, map, Grammar::ConfigKey);
            bytes += if map == "binaryData" { decoded_length(&value.value) } else { value.value.len() };
            match keys.get(&key.value) {
                Some((first, of)) if *of != map => {
                    found
                        .tell(Topic::ConfigKey, key.span, format!("the key `{}` is in `data` too", short(&key.value)))
                        .label(*first, "there");
                }
                _ => {
                    keys.insert(key.value, (key.span, map));
                }
            }
        }
    }
    size(whole, "data", bytes, found);
}

pub(super) fn secret(whole: Part<'_>, found: &mut Findings) {
    let mut bytes = 0;
    for map in ["data", "stringData"] {
        let Some(part) = whole.part(map) else { continue };
        for (key, value) in part.fields().string_entries() {
            found.grammar(Topic::ConfigKey, &key, map, Grammar::ConfigKey);
            bytes += if map == "data" { decoded_length(&value.value) } else { value.value.len() };
        }
    }
    size(whole, "data", bytes, found);
    let Some(ty) = whole.text("type") else { return };
    let has = |key: &str| ["data", "stringData"].iter().any(|map| whole.part(map).is_some_and(|map| map.has(key)));
    let wanted = WANTED_KEYS.iter().find(|(of, _)| *of == ty.value);
    if let Some((_, keys)) = wanted
        && let Some(missing) = keys.iter().find(|key| !has(key))
    {
        let message = format!("a Secret of the type `{}` has no key `{missing}`", ty.value);
        found.tell(Topic::ConfigData, ty.span, message).help(format!("add {} to `data`", quoted(keys)));
    }
    match &*ty.value {
        "kubernetes.io/basic-auth" if !has("username") && !has("password") => {
            found.tell(Topic::ConfigData, ty.span, "a Secret of this type has neither `username` nor `password`");
        }
        "kubernetes.io/service-account-token"
            if whole
                .object()
                .metadata()
                .annotation("kubernetes.io/service-account.name")
                .is_none_or(|name| name.value.is_empty()) =>
        {
            found
                .tell(Topic::ConfigData, ty.span, "the token is for no service account")
                .help("name one in the annotation `kubernetes.io/service-account.name`");
        }
        "kubernetes.io/dockerconfigjson" | "kubernetes.io/dockercfg" => {
            let key = if ty.value.ends_with("json") { ".dockerconfigjson" } else { ".dockercfg" };
            let text = whole.part("stringData").and_then(|map| map.fields().string(key));
            let plain = text.filter(|text| serde_json::from_str::<serde::de::IgnoredAny>(&text.value).is_err());
            let encoded = whole.part("data").and_then(|map| map.fields().string(key));
            let encoded = encoded.filter(|text| !can_be_json(&text.value));
            if let Some(text) = plain.or(encoded) {
                found.tell(Topic::ConfigData, text.span, format!("`{key}` is not JSON"));
            }
        }
        _ => {}
    }
}

/// Whether what `base64` encodes can begin JSON. What is no base64 at all is told elsewhere.
fn can_be_json(base64: &str) -> bool {
    let mut bits = 0_u32;
    let mut count = 0;
    for byte in base64.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return count > 0,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            let first = (bits >> (count - 8)) as u8;
            if !first.is_ascii_whitespace() {
                return b"{[\"-0123456789tfn".contains(&first);
            }
            count -= 8;
        }
        bits &= 0xffff;
    }
    // An empty text is no JSON.
    false
}

fn decoded_length(base64: &str) -> usize {
    base64.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=').count() * 3 / 4
}

fn size(whole: Part<'_>, name: &'static str, bytes: usize, found: &mut Findings) {
    if bytes > MOST_BYTES {
        let message = format!("the data has {bytes} bytes, the most is {MOST_BYTES}");
        found.tell(Topic::ConfigData, whole.key(name), message).help("split it, or put it into a volume or an image");
    }
}
