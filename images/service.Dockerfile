# The image of a service. What it copies changes more often from layer to layer. ./tidemark images builds it, with the
# arguments below.
FROM eclipse-temurin:25-jre

RUN groupadd --gid 10001 tidemark && \
    useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin tidemark && \
    install -d -o 10001 -g 10001 /var/lib/tidemark/keys /var/lib/tidemark/liveness

ARG SERVICE
COPY $SERVICE/target/quarkus-app/lib/boot/ /app/lib/boot/
COPY $SERVICE/target/quarkus-app/lib/main/ /app/lib/main/
COPY images/jvm.options $SERVICE/target/quarkus-app/quarkus-run.jar /app/
COPY $SERVICE/target/quarkus-app/quarkus/ /app/quarkus/
COPY $SERVICE/target/quarkus-app/app/ /app/app/

ARG PORT
ARG MANAGEMENT_PORT
# glibc would keep a memory arena a core and more.
ENV QUARKUS_HTTP_PORT=$PORT QUARKUS_MANAGEMENT_PORT=$MANAGEMENT_PORT JAVA_OPTS= MALLOC_ARENA_MAX=2
EXPOSE $PORT $MANAGEMENT_PORT
USER 10001:10001
WORKDIR /tmp
ENTRYPOINT ["/bin/sh", "-c", "exec java @/app/jvm.options $JAVA_OPTS -jar /app/quarkus-run.jar"]

# The base image has no curl. Healthy is ready; what it is not ready for stands in the log of the checks.
HEALTHCHECK --interval=5s --timeout=5s --start-period=90s --retries=3 CMD [ "bash", "-c", "\
  exec 3<>/dev/tcp/127.0.0.1/$QUARKUS_MANAGEMENT_PORT && \
  printf 'GET /q/health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && cat <&3 && [ $status = 200 ]" ]

ARG VERSION
ARG REVISION
ARG SOURCE
LABEL org.opencontainers.image.title="tidemark/$SERVICE" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.source="$SOURCE" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="docker.io/library/eclipse-temurin:25-jre"
