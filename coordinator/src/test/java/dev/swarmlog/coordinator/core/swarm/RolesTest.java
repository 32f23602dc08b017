package dev.swarmlog.coordinator.core.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class RolesTest {
    @Test
    void givesEachRoleItsShareAndAtLeastOne() {
        Roles roles = new Roles(Role.FORAGER, Map.of(Role.SCOUT, 0.1, Role.QUEEN, 0.0001));

        assertThat(Roles.counted(roles.assigned(100)))
                .isEqualTo(Map.of(Role.QUEEN, 1, Role.SCOUT, 10, Role.FORAGER, 89));
    }

    @Test
    void hasNoMoreThanThereAre() {
        Roles roles = new Roles(Role.WORKER, Map.of(Role.SCOUT, 0.5, Role.QUEEN, 0.5));

        assertThat(roles.assigned(1)).hasSize(1);
        assertThat(Roles.counted(roles.assigned(0))).isEmpty();
    }

    @Test
    void refusesSharesThatAreMoreThanAll() {
        assertThatThrownBy(() -> new Roles(Role.WORKER, Map.of(Role.SCOUT, 0.7, Role.NURSE, 0.7)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsEachRoleByItsCode() {
        for (Role role : Role.values()) {
            assertThat(Role.of(role.code())).isEqualTo(role);
        }
    }
}
