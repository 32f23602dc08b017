package dev.swarmlog.coordinator.configs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.runtime.http.HttpEndpoint;
import dev.swarmlog.v1.AgentConfig;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Declarations over HTTP, upon a table in memory. */
final class ConfigRoutesTest {
    private static final class Table implements ConfigRoutes.Configs {
        private final NavigableMap<String, AgentConfig> now = new TreeMap<>();

        @Override
        public SortedMap<String, AgentConfig> now() {
            return now;
        }

        @Override
        public void write(Collection<AgentConfig> changed, Collection<String> removed) {
            changed.forEach(config -> now.put(config.getAgentId(), config));
            removed.forEach(now::remove);
        }
    }

    private final Table table = new Table();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpEndpoint http = new HttpEndpoint("127.0.0.1", 0, () -> "")
            .add(new ConfigRoutes(table))
            .start();

    @AfterEach
    void stop() {
        client.close();
        http.close();
    }

    private HttpResponse<String> send(String verb, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(http.uri().resolve(path))
                        .method(verb, BodyPublishers.ofString(body))
                        .header("Content-Type", "application/yaml")
                        .build(),
                BodyHandlers.ofString());
    }

    private static String desk(int count) {
        return """
            apiVersion: swarmlog.dev/v1
            kind: Agents
            metadata: {name: desk}
            spec:
              agents:
                - {id: 'clerk-{n}', count: %d, handler: calculator, capabilities: {reckon: 1.0.0}}
            """.formatted(count);
    }

    @Test
    void aDocumentOwnsWhatItDeclares() throws Exception {
        assertThat(send("PUT", "/agent-configs", desk(3)).body())
                .isEqualTo("{\"document\":\"desk\",\"added\":3,\"changed\":0,\"unchanged\":0,\"removed\":0}");
        assertThat(send("PUT", "/agent-configs", desk(2).replace("1.0.0", "1.1.0"))
                        .body())
                .contains("\"changed\":2", "\"removed\":1");
        assertThat(table.now).containsOnlyKeys("clerk-1", "clerk-2");

        HttpResponse<String> foreign = send("PUT", "/agent-configs", desk(2).replace("name: desk", "name: other"));

        assertThat(foreign.statusCode()).isEqualTo(409);
        assertThat(foreign.body()).contains("other documents declare clerk-1 (desk), clerk-2 (desk)");
        assertThat(send("DELETE", "/agent-configs?document=desk", "").body()).contains("\"removed\":2");
        assertThat(table.now).isEmpty();
        assertThat(send("DELETE", "/agent-configs?document=desk", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatIsDeclaredIsShownByPages() throws Exception {
        assertThat(send("PUT", "/agent-configs", desk(3)).statusCode()).isEqualTo(200);

        assertThat(send("GET", "/agent-configs?limit=2&document=desk", "").body())
                .contains("\"agentId\":\"clerk-1\"", "\"agentId\":\"clerk-2\"", "\"next\":\"clerk-2\"")
                .doesNotContain("clerk-3");
        assertThat(send("GET", "/agent-configs?limit=2&cursor=clerk-2", "").body())
                .contains("clerk-3")
                .doesNotContain("next", "clerk-2");
        assertThat(send("GET", "/agent-configs?hosts=elsewhere", "").body()).isEqualTo("{\"agents\":[]}");
        assertThat(send("GET", "/agent-configs/clerk-3", "").body()).contains("\"handler\":\"calculator\"");
        assertThat(send("GET", "/agent-configs/clerk-4", "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PUT  | /agent-configs          | kind: Saga | 400 | Agents is expected, found 'Saga'",
                "PUT  | /agent-configs          | {{         | 400 | neither YAML nor JSON",
                "DELETE | /agent-configs        | ``         | 400 | the name of a document is expected",
                "POST | /agent-configs:validate | []         | 400 | fields are expected",
                "GET  | /agent-configs?limit=0  | ``         | 400 | limit",
                "GET  | /agent-configs?colour=1 | ``         | 400 | colour"
            })
    void namesWhatIsWrong(String verb, String path, String body, int status, String told) throws Exception {
        HttpResponse<String> answer = send(verb, path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(told);
        assertThat(table.now).isEmpty();
    }

    @Test
    void toValidateChangesNothing() throws Exception {
        assertThat(send("POST", "/agent-configs:validate", desk(7)).body())
                .contains("\"document\":\"desk\"", "\"agents\":7");
        assertThat(table.now).isEmpty();
    }
}
