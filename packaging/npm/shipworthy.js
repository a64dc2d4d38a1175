#!/usr/bin/env node
// Starts the program that the package for this platform carries. npm installs only the one that fits.
"use strict";

const { spawnSync } = require("node:child_process");

function platformPackage() {
  const { platform, arch } = process;
  const isMusl = platform === "linux" && !process.report.getReport().header.glibcVersionRuntime;
  return `@shipworthy/cli-${platform}-${arch}${isMusl ? "-musl" : ""}`;
}

function program(name) {
  const file = process.platform === "win32" ? "shipworthy.exe" : "shipworthy";
  try {
    return require.resolve(`${name}/${file}`);
  } catch {
    console.error(`error: the package ${name}, which carries shipworthy for this platform, is not installed`);
    console.error("  help: install shipworthy with its optional dependencies, or build it with `cargo install shipworthy`");
    process.exit(2);
  }
}

const { status, signal, error } = spawnSync(program(platformPackage()), process.argv.slice(2), { stdio: "inherit" });
if (error) {
  console.error(`error: shipworthy does not start: ${error.message}`);
}
if (signal) {
  process.kill(process.pid, signal);
}
process.exitCode = status ?? 2;
