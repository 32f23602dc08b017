package dev.swarmlog.schemas.wire;

import static dev.swarmlog.schemas.wire.RegistryServer.error;
import static dev.swarmlog.schemas.wire.RegistryServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.RegistryServer.Request;
import dev.swarmlog.schemas.wire.SchemaRegistryException.Kind;
import dev.swarmlog.v1.AgentEvent;
import dev.swarmlog.v1.AgentEventType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpSchemaRegistryTest {
    private static final Schema SCHEMA = Schema.create(Schema.Type.LONG);
    private static final String SCHEMA_BODY = "{\"schema\":\"\\\"long\\\"\"}";
    private static final RegistryTimes QUICK = new RegistryTimes(
            Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofMinutes(1));

    private final RegistryServer server = new RegistryServer();
    private final HttpSchemaRegistry registry = registryAt(server.url(), "");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void registersUnderTheSubjectAndRemembersTheId() {
        server.then(json(200, "{\"id\":7}"));

        assertThat(registry.register("agents.status-value", SCHEMA)).isEqualTo(7);

        assertThat(registry.idOf("agents.status-value", SCHEMA)).isEqualTo(7);
        assertThat(server.requests())
                .containsExactly(new Request(
                        "POST",
                        "/subjects/agents.status-value/versions",
                        SCHEMA_BODY,
                        "application/vnd.schemaregistry.v1+json",
                        ""));
    }

    @Test
    void looksUpAnIdOnceForEachSubjectAndSchema() {
        server.always("/subjects/s%20%2F-value", json(200, "{\"subject\":\"s\",\"version\":1,\"id\":9}"));

        for (int i = 0; i < 100; i++) {
            assertThat(registry.idOf("s /-value", SCHEMA)).isEqualTo(9);
        }

        assertThat(server.requests()).extracting(Request::body).containsExactly(SCHEMA_BODY);
    }

    @Test
    void asksOnceForAnIdThatManyThreadsWantAtOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        server.then(exchange -> {
            asked.countDown();
            await(release);
            json(200, SCHEMA_BODY).to(exchange);
        });
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Schema>> answers = Stream.generate(() -> threads.submit(() -> registry.byId(3)))
                    .limit(8)
                    .toList();
            asked.await();
            release.countDown();

            for (Future<Schema> answer : answers) {
                assertThat(answer.get()).isEqualTo(SCHEMA);
            }
        } finally {
            threads.shutdown();
        }

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void introducesItselfWithAPasswordOrAToken() {
        server.always("/schemas/ids/1", json(200, SCHEMA_BODY));

        registryAt(server.url(), "ada:secret").byId(1);
        registryAt(server.url(), "t0ken").byId(1);

        assertThat(server.requests())
                .extracting(Request::authorization)
                .containsExactly("Basic YWRhOnNlY3JldA==", "Bearer t0ken");
    }

    @Test
    void triesAgainWhatMayPass() {
        server.then(error(503, 50003, "no leader")).then(json(429, "slow down")).then(json(200, SCHEMA_BODY));

        assertThat(registry.byId(1)).isEqualTo(SCHEMA);

        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void givesUpOnWhatDoesNotPassAndForgetsTheFailure() {
        server.always("/schemas/ids/1", error(500, 50001, "store is away"));

        SchemaRegistryException failed = failure(() -> registry.byId(1));

        assertThat(failed.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failed).hasMessageContaining(server.url()).hasMessageContaining("500: store is away");
        assertThat(server.requests()).hasSizeBetween(2, 8);
        server.always("/schemas/ids/1", json(200, SCHEMA_BODY));
        assertThat(registry.byId(1)).isEqualTo(SCHEMA);
    }

    @Test
    void believesANoForAWhile() {
        server.always("/schemas/ids/1", error(404, 40403, "Schema 1 not found"));
        HttpSchemaRegistry forgetful = new HttpSchemaRegistry(
                RegistryAddress.of(server.url(), ""),
                new RegistryTimes(QUICK.request(), QUICK.total(), QUICK.backoff(), Duration.ZERO));

        for (int i = 0; i < 10; i++) {
            assertThat(failure(() -> registry.byId(1)).kind()).isEqualTo(Kind.NOT_REGISTERED);
        }
        assertThat(server.requests()).hasSize(1);

        failure(() -> forgetful.byId(1));
        failure(() -> forgetful.byId(1));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void saysHowToRegisterASchemaThatIsNot() {
        server.always("/subjects/s-value", error(404, 40401, "Subject 's-value' not found."));

        assertThat(failure(() -> registry.idOf("s-value", SCHEMA)))
                .hasMessageContaining("not registered under s-value at " + server.url())
                .hasMessageContaining("start a service of this version")
                .hasMessageContaining("swarmlog schemas import")
                .hasMessageContaining("Subject 's-value' not found.");
    }

    @Test
    void repeatsTheRegistrysOwnWordsWhenItRefusesASchema() {
        server.then(error(409, 409, "reader type long is not int"));

        SchemaRegistryException refused = failure(() -> registry.register("s-value", SCHEMA));

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused).hasMessageContaining("incompatible").hasMessageContaining("reader type long is not int");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void namesTheSettingWhenCredentialsAreRefused() {
        server.then(error(401, 40101, "Unauthorized"));

        assertThat(failure(() -> registry.byId(1)))
                .hasMessageContaining("SWARMLOG_SCHEMA_REGISTRY_AUTH")
                .hasMessageNotContaining("secret")
                .extracting(SchemaRegistryException::isTransient)
                .isEqualTo(false);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void saysWhatItTriedToReach() {
        server.close();

        SchemaRegistryException unreachable = failure(() -> registry.byId(1));

        assertThat(unreachable.isTransient()).isTrue();
        assertThat(unreachable).hasMessageContaining(server.url()).hasMessageContaining("SWARMLOG_SCHEMA_REGISTRY");
    }

    @Test
    void doesNotWaitForASilentRegistryNorForOneThatDrips() {
        CountDownLatch never = new CountDownLatch(1);
        server.always("/schemas/ids/1", exchange -> await(never));
        server.always("/schemas/ids/2", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(never);
        });

        assertThat(failure(() -> registry.byId(1))).hasMessageContaining("no answer within");
        assertThat(failure(() -> registry.byId(2))).hasMessageContaining("no answer within");
    }

    @Test
    void recognisesWhatIsNoRegistry() {
        server.always("/schemas/ids/1", json(200, "<html>welcome</html>"));
        server.always("/schemas/ids/2", json(200, "{\"schema\":\"not avro\"}"));
        server.always("/schemas/ids/3", json(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message\"}"));

        assertThat(failure(() -> registry.byId(1)).kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure(() -> registry.byId(1))).hasMessageContaining("<html>welcome</html>");
        assertThat(failure(() -> registry.byId(2)).kind()).isEqualTo(Kind.NOT_REGISTERED);
        assertThat(failure(() -> registry.byId(3)).kind()).isEqualTo(Kind.NOT_REGISTERED);
        assertThat(failure(() -> registry.byId(4)).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void asksTheNextUrlWhenOneIsAwayAndStaysWithIt() {
        try (RegistryServer second = new RegistryServer()) {
            second.always("/schemas/ids/1", json(200, SCHEMA_BODY)).always("/schemas/ids/2", json(200, SCHEMA_BODY));
            server.always("/schemas/ids/1", error(503, 50003, "starting"));
            HttpSchemaRegistry both = registryAt(server.url() + "/, " + second.url(), "");

            assertThat(both.byId(1)).isEqualTo(SCHEMA);
            assertThat(both.byId(2)).isEqualTo(SCHEMA);

            assertThat(server.requests()).hasSize(1);
            assertThat(second.requests()).hasSize(2);
        }
    }

    @Test
    void whoeverReadsTellsPoisonFromARegistryThatIsAway() {
        Topics topics = new Topics("");
        Serde<AgentEvent> serde = new Wire(topics, registry).serde(topics.agentEvents);
        AgentEvent event = new AgentEvent("a", AgentEventType.DEAD, 1L, "", 2L);
        server.then(json(200, "{\"id\":5}"));
        byte[] value = serde.serializer().serialize("t", event);
        String written = PlainSchema.of(topics.agentEvents.schema()).toString().replace("\"", "\\\"");

        server.always("/schemas/ids/5", error(503, 50003, "starting"));
        assertThat(failure(() -> serde.deserializer().deserialize("t", value)).isTransient())
                .isTrue();

        server.always("/schemas/ids/5", error(401, 40101, "the password has changed"));
        assertThat(failure(() -> serde.deserializer().deserialize("t", value)))
                .hasMessageContaining("the password has changed")
                .extracting(SchemaRegistryException::isTransient)
                .isEqualTo(true);

        server.always("/schemas/ids/5", json(200, "{\"schema\":\"" + written + "\"}"));
        assertThat(serde.deserializer().deserialize("t", value)).isEqualTo(event);

        server.always("/schemas/ids/6", error(404, 40403, "Schema 6 not found"));
        value[4] = 6;
        assertThatThrownBy(() -> serde.deserializer().deserialize("t", value))
                .isExactlyInstanceOf(SerializationException.class)
                .hasMessageContaining("a value with schema id 6 on t is no AgentEvent")
                .hasMessageContaining("Schema 6 not found");
    }

    @Test
    void refusesAnAddressThatCannotBeOne() {
        for (String wrong :
                new String[] {"", "127.0.0.1:8081", "ftp://host", "http://", "http://host, ", "http://a b"}) {
            assertThatThrownBy(() -> RegistryAddress.of(wrong, ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("looks like http://127.0.0.1:8081");
        }
        assertThatThrownBy(() -> RegistryAddress.of("http://ada:secret@host", ""))
                .hasMessageContaining("credentials for the schema registry at host")
                .hasMessageNotContaining("secret");
        assertThat(RegistryAddress.of("http://host", "ada:secret")).hasToString("http://host");
    }

    private static HttpSchemaRegistry registryAt(String urls, String credentials) {
        return new HttpSchemaRegistry(RegistryAddress.of(urls, credentials), QUICK);
    }

    private static SchemaRegistryException failure(ThrowingCallable call) {
        SchemaRegistryException failure = catchThrowableOfType(SchemaRegistryException.class, call);
        assertThat(failure).isNotNull();
        return failure;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
