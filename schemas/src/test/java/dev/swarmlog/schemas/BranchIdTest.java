package dev.swarmlog.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BranchIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"m", "orders/17", "branch:1/m", "/", "3/m"})
    void isReadAsItWasWritten(String messageId) {
        BranchId id = new BranchId(messageId, 12);

        assertThat(BranchId.isBranch(id.toString())).isTrue();
        assertThat(BranchId.parse(id.toString())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "orders/17", "branch:", "branch:/m", "branch:x/m", "branch:99999999999/m", ""})
    void whatIsNoneHasANumberThatNoneHas(String text) {
        assertThat(BranchId.parse(text).number()).isNegative();
    }

    @Test
    void readsLikeWhatItIs() {
        assertThat(new BranchId("m-1", 3)).hasToString("branch:3/m-1");
    }
}
