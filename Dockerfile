# One image for every service: `docker run swarmlog service router`. The build needs nothing but Docker.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -q package -pl standalone -am -DskipTests
# A Java runtime with what the services use and no more.
RUN jlink --strip-debug --no-header-files --no-man-pages --compress=zip-6 --output /jre --add-modules \
    java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.rmi,java.security.jgss,java.security.sasl,java.sql,java.xml,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.management,jdk.naming.dns,jdk.unsupported,jdk.zipfs

FROM debian:trixie-slim
RUN useradd --uid 10001 --home-dir /var/lib/swarmlog --create-home swarmlog
COPY --from=build /jre /opt/jre
COPY --from=build /src/standalone/target/swarmlog.jar /opt/swarmlog/swarmlog.jar
COPY --from=build /src/standalone/target/lib /opt/swarmlog/lib
COPY deploy/docker/healthcheck /opt/swarmlog/healthcheck
# What each start would load and link anew is recorded once, with the ENTRYPOINT's options: only heap and collector may differ.
RUN ["/opt/jre/bin/java", "-XX:AOTCacheOutput=/opt/swarmlog/swarmlog.aot", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", \
     "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "/opt/swarmlog/swarmlog.jar", "train"]
USER swarmlog
WORKDIR /var/lib/swarmlog
ENV SWARMLOG_HTTP_HOST=0.0.0.0 \
    SWARMLOG_HTTP_PORT=8080 \
    SWARMLOG_STATE_DIR=/var/lib/swarmlog/state
VOLUME /var/lib/swarmlog
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=6 CMD ["/opt/swarmlog/healthcheck"]
# Off-heap memory (RocksDB, direct buffers, threads) has to fit beside the heap in the container's limit.
ENTRYPOINT ["/opt/jre/bin/java", "-XX:AOTCache=/opt/swarmlog/swarmlog.aot", "-Xlog:aot*=off", "-Xlog:cds*=off", \
            "-XX:MaxRAMPercentage=55", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError", \
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "/opt/swarmlog/swarmlog.jar"]
CMD ["--help"]
