// Lays out the npm packages: node pack.mjs FOLDER TARGET=PROGRAM...
//
// FOLDER/cli-linux-x64 and so on carry the program built for one Rust target, FOLDER/shipworthy starts whichever is installed.
// `npm pack` or `npm publish` takes each folder as it is.
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const PLATFORMS = {
  "x86_64-unknown-linux-gnu": { name: "linux-x64", os: "linux", cpu: "x64", libc: "glibc" },
  "aarch64-unknown-linux-gnu": { name: "linux-arm64", os: "linux", cpu: "arm64", libc: "glibc" },
  "x86_64-unknown-linux-musl": { name: "linux-x64-musl", os: "linux", cpu: "x64", libc: "musl" },
  "aarch64-unknown-linux-musl": { name: "linux-arm64-musl", os: "linux", cpu: "arm64", libc: "musl" },
  "x86_64-apple-darwin": { name: "darwin-x64", os: "darwin", cpu: "x64" },
  "aarch64-apple-darwin": { name: "darwin-arm64", os: "darwin", cpu: "arm64" },
  "x86_64-pc-windows-msvc": { name: "win32-x64", os: "win32", cpu: "x64" },
};

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..", "..");
const cargo = readFileSync(join(root, "Cargo.toml"), "utf8");
const field = (name) => cargo.match(new RegExp(`^${name} = "(.*)"$`, "m"))[1];
const version = field("version");
// A package that is published with provenance has to name the repository whose workflow published it.
const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
const shared = {
  version,
  description: field("description"),
  license: field("license"),
  keywords: ["dockerfile", "kubernetes", "linter", "containers"],
  ...(repository && { repository: { type: "git", url: `git+${server}/${repository}.git` } }),
};

function write(folder, manifest, files) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ ...shared, ...manifest }, null, 2)}\n`);
  for (const license of ["LICENSE-MIT", "LICENSE-APACHE"]) {
    copyFileSync(join(root, license), join(folder, license));
  }
  copyFileSync(join(here, "README.md"), join(folder, "README.md"));
  for (const file of files) {
    copyFileSync(file, join(folder, basename(file)));
    chmodSync(join(folder, basename(file)), 0o755);
  }
}

const [out, ...programs] = process.argv.slice(2);
const optionalDependencies = {};
for (const argument of programs) {
  const [target, program] = argument.split("=", 2);
  const { name, os, cpu, libc } = PLATFORMS[target] ?? {};
  if (!name || !program) {
    console.error(`usage: pack.mjs FOLDER TARGET=PROGRAM..., with targets ${Object.keys(PLATFORMS).join(", ")}`);
    process.exit(2);
  }
  const manifest = { name: `@shipworthy/cli-${name}`, os: [os], cpu: [cpu], ...(libc && { libc: [libc] }) };
  write(join(out, `cli-${name}`), manifest, [program]);
  optionalDependencies[manifest.name] = version;
}
const starter = { name: "shipworthy", bin: { shipworthy: "shipworthy.js" }, engines: { node: ">=18" }, optionalDependencies };
write(join(out, "shipworthy"), starter, [join(here, "shipworthy.js")]);
