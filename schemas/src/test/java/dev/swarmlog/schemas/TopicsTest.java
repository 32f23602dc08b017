package dev.swarmlog.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.schemas.Topic.Retention;
import dev.swarmlog.v1.Reply;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The laws of the catalogue. */
class TopicsTest {
    private final Topics topics = new Topics("acme.");

    @Test
    void namesAreUniqueAndKeepThePrefix() {
        List<String> names = topics.all().stream().map(Topic::name).toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("acme\\.[a-z]+\\.[a-z-]+"));
        assertThat(topics.named("acme.agents.status")).contains(topics.status);
        assertThat(topics.named("agents.status")).isEmpty();
    }

    @Test
    void topicsThatMeetInOneTaskHaveTheSamePartitions() {
        assertSamePartitions(topics.registrations, topics.heartbeats, topics.observations);
        assertSamePartitions(topics.submitted, topics.outcomes);
        assertSamePartitions(topics.sagaCommands, topics.sagaReplies, topics.sagaEvents, topics.sagaStatus);
        assertSamePartitions(topics.swarmCommands, topics.swarmReplies, topics.swarmEvents, topics.swarmStatus);
    }

    private static void assertSamePartitions(Topic<?>... together) {
        assertThat(Stream.of(together).map(Topic::partitions).distinct()).hasSize(1);
        assertThat(Stream.of(together).map(Topic::keyIs).distinct()).hasSize(1);
    }

    @Test
    void everyTopicSaysWhatItIs() {
        assertThat(topics.all()).allSatisfy(topic -> {
            assertThat(topic.writers()).isNotEmpty();
            assertThat(topic.readers()).isNotEmpty();
            assertThat(topic.what()).isNotBlank();
            assertThat(topic.keyIs()).isNotEqualTo("id");
            assertThat(topic.partitions()).isPositive();
            assertThat(topic.subject()).isEqualTo(topic.name() + "-value");
        });
    }

    @Test
    void retentionIsHonestBecauseSegmentsAreSmallAgainstIt() {
        assertThat(topics.heartbeats.brokerConfig())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "3600000")
                .containsEntry("segment.ms", "900000")
                .containsEntry("message.timestamp.type", "LogAppendTime")
                .containsEntry("max.message.bytes", String.valueOf(Limits.RECORD_BYTES_MAX));
        assertThat(topics.status.retention()).isEqualTo(new Retention.Compact());
        assertThat(topics.status.brokerConfig())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("segment.bytes", "16777216")
                .doesNotContainKey("retention.ms");
    }

    @Test
    void aReplyMayBeAskedForOnlyWhereRepliesBelong() {
        assertThat(List.of("acme.messages.replies", "acme.sagas.replies", "acme.swarms.replies"))
                .allMatch(topics::isReplyTopic);
        assertThat(List.of("messages.replies", "acme.agents.status", "acme.messages.submitted", ""))
                .noneMatch(topics::isReplyTopic);
    }

    @Test
    void aPrefixThatKafkaWouldRefuseIsRefused() {
        assertThatThrownBy(() -> new Topics("a b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a b'");
        assertThatThrownBy(() -> new Topics("x".repeat(101))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyTypeIsDocumentedAndEveryEnumCanGrow() {
        assertThat(topics.all())
                .filteredOn(topic ->
                        !topic.type().equals(Reply.class) || topic.equals(topics.replies)) // it names its family
                .allSatisfy(topic -> assertThat(topic.schema().getDoc())
                        .startsWith(topic.name().substring("acme.".length())));
        topics.all().forEach(topic -> assertCanGrow(topic.schema()));
    }

    private static void assertCanGrow(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> schema.getFields().forEach(field -> assertCanGrow(field.schema()));
            case ARRAY -> assertCanGrow(schema.getElementType());
            case MAP -> assertCanGrow(schema.getValueType());
            case ENUM -> {
                assertThat(schema.getEnumDefault()).as(schema.getFullName()).isEqualTo("UNKNOWN");
                assertThat(schema.getEnumSymbols().get(0)).isEqualTo("UNKNOWN");
            }
            default -> {}
        }
    }
}
