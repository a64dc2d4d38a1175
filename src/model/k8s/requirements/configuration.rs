//! ConfigMaps and Secrets.

use std::collections::HashMap;

use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, quoted, short};
use crate::model::k8s::requirements::part::Part;
use serde::de::IgnoredAny;

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
    let has = |key: &str| {
        ["data", "stringData"]
            .iter()
            .any(|map| whole.part(map).is_some_and(|map| map.fields().mapping().entry(key).is_some()))
    };
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
            // What is in `stringData` comes before what is in `data`.
            let wrong = match text {
                Some(text) => (!is_json_mapping(text.value.as_bytes())).then_some(text),
                None => whole
                    .part("data")
                    .and_then(|map| map.fields().string(key))
                    .filter(|text| decode(&text.value).is_some_and(|bytes| !is_json_mapping(&bytes))),
            };
            if let Some(wrong) = wrong {
                found.tell(Topic::ConfigData, wrong.span, format!("`{key}` is not a mapping in JSON"));
            }
        }
        _ => {}
    }
}

/// Whether the server reads `text` as a mapping of JSON.
fn is_json_mapping(text: &[u8]) -> bool {
    serde_json::from_slice::<Option<HashMap<String, IgnoredAny>>>(text).is_ok()
}

/// What `base64` encodes; `None` when it is no base64, which is told elsewhere.
fn decode(base64: &str) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(decoded_length(base64));
    let (mut bits, mut count) = (0_u32, 0);
    for byte in base64.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n' | b'=')) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count & 0xff) as u8);
        }
    }
    Some(decoded)
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
