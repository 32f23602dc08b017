package dev.swarmlog.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.core.Lease.Due;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final long START = 1_000_000;

    @Test
    void renewsItselfAtEachThirdOfTheLease() {
        Lease lease = new Lease(START, 3_000, START + 60_000, true);

        assertThat(lease.due(START + 999)).isEqualTo(Due.NOTHING);
        assertThat(lease.due(START + 1_000)).isEqualTo(Due.RENEWAL);
        assertThat(lease.due(START + 1_001)).isEqualTo(Due.NOTHING);
        assertThat(lease.due(START + 2_005)).isEqualTo(Due.RENEWAL);
        assertThat(lease.progress()).isNegative();
    }

    @Test
    void withoutItsOwnRenewalItRenewsByProgressAlone() {
        Lease lease = new Lease(START, 3_000, START + 60_000, false);

        assertThat(lease.due(START + 2_999)).isEqualTo(Due.NOTHING);

        lease.progress(0.5);

        assertThat(lease.due(START + 3_000)).isEqualTo(Due.RENEWAL);
        assertThat(lease.due(START + 10_000)).isEqualTo(Due.NOTHING);
        assertThat(lease.progress()).isEqualTo(0.5f);
    }

    @Test
    void progressIsToldOnlyNowAndThen() {
        Lease lease = new Lease(START, 30_000, START + 60_000, true);
        int told = 0;

        for (int ms = 1; ms <= 1_000; ms++) {
            lease.progress(ms / 1_000.0);
            told += lease.due(START + ms) == Due.RENEWAL ? 1 : 0;
        }

        assertThat(told).isEqualTo(10);
    }

    @Test
    void progressStaysBetweenNothingAndAll() {
        Lease lease = new Lease(START, 3_000, START + 60_000, true);

        lease.progress(7);
        assertThat(lease.progress()).isEqualTo(1.0f);

        lease.progress(-7);
        assertThat(lease.progress()).isZero();
    }

    @Test
    void endsAtItsDeadlineWhateverIsReported() {
        Lease lease = new Lease(START, 3_000, START + 60_000, true);
        lease.progress(0.9);

        assertThat(lease.due(START + 60_000)).isEqualTo(Due.END);
        assertThat(lease.due(START + 60_001)).isEqualTo(Due.END);
    }

    @Test
    void aLeaseOfNothingIsStillRenewed() {
        Lease lease = new Lease(START, 0, START + 60_000, true);

        assertThat(lease.due(START + 1)).isEqualTo(Due.RENEWAL);
    }
}
