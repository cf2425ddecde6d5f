# Hearth in a container: docker build -t hearth .
FROM rust:1.95-slim-trixie AS build
# What SQLite, libpq and OpenSSL are built with.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends build-essential perl \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /hearth
COPY . .
RUN cargo build --release --locked && strip target/release/hearth

FROM debian:trixie-slim
# Certificates, to know that Twilio is Twilio.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/hearth --create-home hearth
COPY --from=build /hearth/target/release/hearth /usr/local/bin/hearth
USER 10001
WORKDIR /var/lib/hearth
VOLUME /var/lib/hearth
ENV HEARTH_BIND=0.0.0.0:8080
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/hearth"]
CMD ["serve"]
