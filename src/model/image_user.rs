//! Which user images start as when nobody says otherwise, as far as that is known.
//!
//! Only images that start their program as whom they start as: those whose entry point steps down from root by itself, as
//! those of many databases do, are unknown here.

use super::image::ImageReference;

/// Which user an image starts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageUser {
    /// Root: the image sets no user.
    Root,
    /// Somebody else.
    Other,
    /// Nobody here knows.
    Unknown,
}

/// Images that set no user, by the name that Docker Hub has for them, sorted. Source: their Dockerfiles, as linked from
/// docker-library/official-images and from the publishers' own pages.
const ROOT: &[&str] = &[
    "almalinux",
    "alpine",
    "amazoncorretto",
    "amazonlinux",
    "archlinux",
    "bash",
    "buildpack-deps",
    "busybox",
    "centos",
    "clojure",
    "composer",
    "continuumio/miniconda3",
    "dart",
    "debian",
    "docker",
    "eclipse-temurin",
    "elixir",
    "erlang",
    "fedora",
    "gcc",
    "golang",
    "haskell",
    "httpd",
    "ibm-semeru-runtimes",
    "ibmjava",
    "julia",
    "maven",
    "nginx",
    "node",
    "nvidia/cuda",
    "openjdk",
    "opensuse/leap",
    "opensuse/tumbleweed",
    "oraclelinux",
    "oven/bun",
    "perl",
    "photon",
    "php",
    "pypy",
    "python",
    "r-base",
    "rockylinux",
    "ruby",
    "rust",
    "sapmachine",
    "swift",
    "tomcat",
    "ubuntu",
];

/// The same of other registries: prefixes that end at a tag or are followed by more of the name.
const ROOT_ELSEWHERE: &[&str] = &[
    "gcr.io/distroless/",
    "mcr.microsoft.com/dotnet/aspnet",
    "mcr.microsoft.com/dotnet/runtime",
    "mcr.microsoft.com/dotnet/sdk",
    "public.ecr.aws/amazonlinux/amazonlinux",
    "registry.access.redhat.com/ubi8/ubi",
    "registry.access.redhat.com/ubi9/ubi",
];

impl ImageUser {
    /// The user that `image` starts as.
    #[must_use]
    pub fn of(image: &str) -> Self {
        if ["nonroot", "rootless", "unprivileged", "chiseled"].iter().any(|mark| image.contains(mark)) {
            return Self::Other;
        }
        let reference = ImageReference::of(image);
        if reference.is_on_docker_hub() {
            let name = reference.official_name().unwrap_or(reference.repository());
            return if ROOT.binary_search(&name).is_ok() { Self::Root } else { Self::Unknown };
        }
        match reference.registry() {
            Some("cgr.dev") => Self::Other,
            _ if ROOT_ELSEWHERE.iter().any(|prefix| reference.name().starts_with(prefix)) => Self::Root,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_users() {
        assert!(ROOT.is_sorted());
        let cases = [
            ("node:14-alpine", ImageUser::Root),
            ("docker.io/library/python:3.13", ImageUser::Root),
            ("nvidia/cuda:12.4.0-base", ImageUser::Root),
            ("gcr.io/distroless/static-debian12", ImageUser::Root),
            ("gcr.io/distroless/static-debian12:nonroot", ImageUser::Other),
            ("mcr.microsoft.com/dotnet/aspnet:9.0", ImageUser::Root),
            ("mcr.microsoft.com/dotnet/aspnet:9.0-noble-chiseled", ImageUser::Other),
            ("cgr.dev/chainguard/node", ImageUser::Other),
            ("nginxinc/nginx-unprivileged:1.27", ImageUser::Other),
            ("postgres:17", ImageUser::Unknown),
            ("example.com/node:22", ImageUser::Unknown),
        ];
        for (image, expected) in cases {
            assert_eq!(ImageUser::of(image), expected, "{image}");
        }
    }
}
