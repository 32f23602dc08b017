package dev.swarmlog.simulator.core.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SkillTest {
    @Test
    void skillsTransformWhatTheyGet() {
        byte[] payload = "{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(Skill.ECHO.apply(payload)).isEqualTo(payload);
        assertThat(Skill.UPPER.apply(payload)).asString().isEqualTo("{\"A\":\"B\"}");
        assertThat(Skill.REVERSE.apply(Skill.REVERSE.apply(payload))).isEqualTo(payload);
        assertThat(Skill.COUNT.apply(payload)).asString().isEqualTo("{\"bytes\":9}");
    }
}
