package dev.swarmlog.coordinator.core.swarm;

/** What a particle is there for; docs/swarms.md says what each does in which behaviour. */
public enum Role {
    /** Does what the behaviour says. */
    WORKER(0),
    /** Sizes the population by what is left to do and to spend. */
    QUEEN(1),
    /** Tries what is unknown. */
    SCOUT(2),
    /** Sets aside what failed twice. */
    SOLDIER(3),
    /** Gives what failed another chance. */
    NURSE(4),
    /** Goes where it went well before. */
    FORAGER(5);

    private final byte code;

    Role(int code) {
        this.code = (byte) code;
    }

    /** As it is stored and shown; never another one for the same role. */
    public byte code() {
        return code;
    }

    public static Role of(byte code) {
        for (Role role : values()) {
            if (role.code == code) {
                return role;
            }
        }
        throw new IllegalArgumentException("no role has the code " + code);
    }
}
