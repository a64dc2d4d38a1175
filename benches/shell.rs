//! Reading and linting the RUN texts of a corpus: what one text costs.

use std::fs;
use std::hint::black_box;
use std::path::PathBuf;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use shipworthy::syntax::shell::{Dialect, Script, Settings, Shell, analyse};

/// The RUN texts of the corpus as BuildKit joins them; some that are typical where there is no corpus.
fn texts() -> Vec<String> {
    let trees = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/verdicts/buildkit-tree.jsonl");
    let Ok(trees) = fs::read_to_string(trees) else {
        return ["apt-get update && apt-get install -y curl", "set -eux; cd /src; make $FLAGS | tee log"]
            .map(str::to_owned)
            .to_vec();
    };
    let mut texts = Vec::new();
    for line in trees.lines() {
        let tree: serde_json::Value = serde_json::from_str(line).expect("one tree each line");
        for instruction in tree["instructions"].as_array().into_iter().flatten() {
            if instruction["name"] == "run" && instruction["json"].is_null() {
                texts.extend(instruction["words"][0].as_str().map(str::to_owned));
            }
        }
    }
    texts
}

fn shell(criterion: &mut Criterion) {
    let texts = texts();
    let settings = Settings {
        shell: Shell::DEFAULT,
        known_variables: &["PATH", "VERSION", "DEBIAN_FRONTEND", "HOME", "TARGETARCH"],
    };
    let mut group = criterion.benchmark_group("shell");
    group.sample_size(10).throughput(Throughput::Elements(texts.len() as u64));
    group.bench_function("commands", |bencher| {
        bencher.iter(|| {
            texts.iter().map(|text| Script::parse(black_box(text), Dialect::Sh).commands().len()).sum::<usize>()
        });
    });
    group.bench_function("commands and findings", |bencher| {
        bencher.iter(|| texts.iter().map(|text| analyse(black_box(text), &settings).findings.len()).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, shell);
criterion_main!(benches);
