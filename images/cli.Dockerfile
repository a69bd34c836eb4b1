# The image of the CLI, for what speaks to a system elsewhere; it holds no servers for ./tidemark up. ./tidemark images
# builds it, with the arguments below.
FROM eclipse-temurin:25-jre

RUN groupadd --gid 10001 tidemark && \
    useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin tidemark && \
    install -d -o 10001 -g 10001 /var/lib/tidemark/keys

COPY cli/target/lib/ /app/lib/
COPY cli/launch cli/target/tidemark-cli.jar /app/

ENV TIDEMARK_KEYS=/var/lib/tidemark/keys
USER 10001:10001
WORKDIR /tmp
ENTRYPOINT ["/bin/sh", "-c", "java=java; libraries=/app/tidemark-cli.jar:/app/lib/*; . /app/launch", "tidemark"]

ARG VERSION
ARG REVISION
ARG SOURCE
LABEL org.opencontainers.image.title="tidemark/cli" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.source="$SOURCE" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="docker.io/library/eclipse-temurin:25-jre"
