# The image of shipworthy itself: one static program, no shell, no root.
#
#     docker build --tag shipworthy .
#     docker run --rm --volume "$PWD:/src:ro" shipworthy

FROM rust:1.95.0-alpine3.23@sha256:606fd313a0f49743ee2a7bd49a0914bab7deedb12791f3a846a34a4711db7ed2 AS program
ARG TARGETARCH
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    cargo build --release --locked && \
    install -D target/release/shipworthy "/$TARGETARCH/shipworthy"

# A release hands in a folder with the programs it has built in place of the stage above (`--build-context program=…`).
FROM scratch
ARG TARGETARCH
COPY --from=program /$TARGETARCH/shipworthy /shipworthy
USER 65532:65532
WORKDIR /src
ENTRYPOINT ["/shipworthy"]
