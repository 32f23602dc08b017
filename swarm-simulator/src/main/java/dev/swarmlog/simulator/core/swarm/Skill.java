package dev.swarmlog.simulator.core.swarm;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What simulated agents can do: real enough that a wrong or mixed-up answer is seen. */
public enum Skill {
    ECHO {
        @Override
        public byte[] apply(byte[] payload) {
            return payload;
        }
    },
    UPPER {
        @Override
        public byte[] apply(byte[] payload) {
            return new String(payload, StandardCharsets.UTF_8)
                    .toUpperCase(Locale.ROOT)
                    .getBytes(StandardCharsets.UTF_8);
        }
    },
    REVERSE {
        @Override
        public byte[] apply(byte[] payload) {
            return new StringBuilder(new String(payload, StandardCharsets.UTF_8))
                    .reverse()
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
        }
    },
    COUNT {
        @Override
        public byte[] apply(byte[] payload) {
            return ("{\"bytes\":" + payload.length + "}").getBytes(StandardCharsets.UTF_8);
        }
    };

    public String capability() {
        return name().toLowerCase(Locale.ROOT);
    }

    public abstract byte[] apply(byte[] payload);
}
